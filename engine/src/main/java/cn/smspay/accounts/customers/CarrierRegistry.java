package cn.smspay.accounts.customers;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;

/** The carrier's customer system, asked whether it knows somebody (R 3.3 check 5). Thread-safe; may take seconds. */
public interface CarrierRegistry {
    enum RegistryVerdict {
        CONFIRMED,
        /** Code 01. */
        UNKNOWN_USER,
        /** Code 99, and everything that went wrong on the way. */
        OTHER
    }

    RegistryVerdict confirm(Msisdn number, Secret name, Secret idNumber);

    /** Whether this is the service password that the carrier knows of this number (R 4.3 pay.reset by an agent). */
    default RegistryVerdict serviceWord(Msisdn number, Secret serviceWord) {
        return RegistryVerdict.OTHER;
    }
}

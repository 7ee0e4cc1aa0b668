package cn.smspay.outside.simulator;

import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A customer system that confirms everybody except those it is told not to. Thread-safe. */
public final class SimulatedRegistry implements CarrierRegistry {
    /** The service password of everybody. */
    public static final String SERVICE_PASSWORD = "246810";

    private final Map<Msisdn, RegistryVerdict> verdicts = new ConcurrentHashMap<>();

    public void set(Msisdn number, RegistryVerdict verdict) {
        verdicts.put(number, verdict);
    }

    @Override
    public RegistryVerdict serviceWord(Msisdn number, Secret serviceWord) {
        return serviceWord.reveal().equals(SERVICE_PASSWORD) ? RegistryVerdict.CONFIRMED : RegistryVerdict.OTHER;
    }

    @Override
    public RegistryVerdict confirm(Msisdn number, Secret name, Secret idNumber) {
        return verdicts.getOrDefault(number, RegistryVerdict.CONFIRMED);
    }
}

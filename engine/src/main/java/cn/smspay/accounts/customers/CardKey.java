package cn.smspay.accounts.customers;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import java.util.regex.Pattern;

/**
 * What a recharge card lies under: the first 16 octets of the keyed hash of its password (S-070), which only the holder of the
 * data key can compute. Two cards of any stock meet by chance with less than one in 10^18.
 */
public record CardKey(long keyHigh, long keyLow) {
    private static final int HALF = 16;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    public static CardKey of(Vault vault, Secret password) {
        return of(vault.keyedHash(password, Sealed.RECHARGE_CARD));
    }

    /** @param hash of 64 hexadecimal digits */
    public static CardKey of(String hash) {
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("a keyed hash has 64 hexadecimal digits");
        }
        return new CardKey(Long.parseUnsignedLong(hash, 0, HALF, 16), Long.parseUnsignedLong(hash, HALF, 2 * HALF, 16));
    }
}

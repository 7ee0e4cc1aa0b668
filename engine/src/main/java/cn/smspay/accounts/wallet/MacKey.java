package cn.smspay.accounts.wallet;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** A key of eight octets that makes the MACs and TACs of an e-purse (JR/T 0025). Does not print. One thread. */
public final class MacKey {
    private static final int BLOCK = 8;
    private static final byte END = (byte) 0x80;

    private final byte[] octets;
    private final Cipher des;

    /** @param des of this thread */
    MacKey(byte[] octets, Cipher des) {
        this.octets = octets;
        this.des = des;
    }

    static Cipher cipher() {
        try {
            return Cipher.getInstance("DES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The left four octets of the last block of DES-CBC over the data, 80 and zeros. */
    public int mac(byte[] data) {
        var padded = Arrays.copyOf(data, (data.length / BLOCK + 1) * BLOCK);
        padded[data.length] = END;
        try {
            des.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(octets, "DES"), new IvParameterSpec(new byte[BLOCK]));
            return ByteBuffer.wrap(des.doFinal(padded)).getInt(padded.length - BLOCK);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For tests against published figures. */
    byte[] octets() {
        return octets.clone();
    }

    @Override
    public String toString() {
        return "***";
    }
}

package cn.smspay.accounts.wallet;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key of sixteen octets for 3DES with two keys (EDE, ECB), a master or a card's (PBOC e-purse, JR/T 0025). Thread-safe; does
 * not print.
 */
public final class PurseKey {
    private static final int OCTETS = 16;
    private static final int HALF = 8;
    /** What ends the block from which a session key of a load is made. */
    private static final short LOAD_TAIL = (short) 0x8000;

    private final byte[] octets;
    /** A cipher is no thing for two threads, and making one costs more than using it. */
    private final ThreadLocal<Cipher> cipher;

    private final ThreadLocal<Cipher> des = ThreadLocal.withInitial(MacKey::cipher);

    private PurseKey(byte[] octets) {
        this.octets = octets;
        this.cipher = ThreadLocal.withInitial(() -> tripleDes(octets));
    }

    /** @param hex 32 hexadecimal digits */
    public static PurseKey of(String hex) {
        var octets = HexFormat.of().parseHex(hex);
        if (octets.length != OCTETS) {
            throw new IllegalArgumentException("a card's key has 32 hexadecimal digits");
        }
        return new PurseKey(octets);
    }

    private static Cipher tripleDes(byte[] octets) {
        try {
            var made = Cipher.getInstance("DESede/ECB/NoPadding");
            made.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(both(octets), 3 * HALF), "DESede"));
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] both(byte[] octets) {
        return ByteBuffer.allocate(3 * HALF).put(octets).put(octets, 0, HALF).array();
    }

    private byte[] encrypted(byte[] blocks) {
        try {
            return cipher.get().doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The card's own key: from its number and from the number's complement. */
    public PurseKey diversified(CardNo card) {
        return new PurseKey(diversifiedOctets(card));
    }

    private byte[] diversifiedOctets(CardNo card) {
        var number = card.octets();
        var blocks = Arrays.copyOf(number, OCTETS);
        for (int i = 0; i < HALF; i++) {
            blocks[HALF + i] = (byte) ~number[i];
        }
        return encrypted(blocks);
    }

    /** The key of one load. */
    public MacKey loadSession(int random, int onlineCounter) {
        return session(random, onlineCounter, LOAD_TAIL);
    }

    /** The key of one purchase. */
    public MacKey purchaseSession(int random, int offlineCounter, int terminalNumber) {
        return session(random, offlineCounter, (short) terminalNumber);
    }

    private MacKey session(int random, int counter, short tail) {
        var block = ByteBuffer.allocate(HALF)
                .putInt(random)
                .putShort((short) counter)
                .putShort(tail)
                .array();
        return new MacKey(encrypted(block), des.get());
    }

    /** The key of TACs: one half against the other. */
    public MacKey tacKey() {
        return tacKey(octets);
    }

    /** The same of the card's own key, without making that. */
    MacKey tacKey(CardNo card) {
        return tacKey(diversifiedOctets(card));
    }

    private MacKey tacKey(byte[] octets) {
        var key = new byte[HALF];
        for (int i = 0; i < HALF; i++) {
            key[i] = (byte) (octets[i] ^ octets[HALF + i]);
        }
        return new MacKey(key, des.get());
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

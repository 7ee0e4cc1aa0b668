package cn.smspay.accounts.payments;

import cn.smspay.base.Secret;
import cn.smspay.store.Task;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/** The encrypted file that a printer gets: as {@code openssl enc -aes-256-cbc -pbkdf2} writes it, which every printer has. */
final class CardFile {
    /** As advised for PBKDF2 with SHA-256 in our days; a third of a second. */
    static final int ITERATIONS = 600_000;

    private static final int SALT_OCTETS = 8;
    private static final int KEY_OCTETS = 32;
    private static final int IV_OCTETS = 16;
    private static final byte[] MAGIC = "Salted__".getBytes(StandardCharsets.US_ASCII);

    private CardFile() {}

    /** A key that is made once and for one batch. */
    static final class Envelope {
        private final long batch;
        private final byte[] salt;
        private final byte[] keyAndIv;

        Envelope(long batch, byte[] salt, byte[] keyAndIv) {
            this.batch = batch;
            this.salt = salt;
            this.keyAndIv = keyAndIv;
        }

        long batch() {
            return batch;
        }

        byte[] seal(byte[] text) {
            try {
                var cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
                cipher.init(
                        Cipher.ENCRYPT_MODE,
                        new SecretKeySpec(Arrays.copyOf(keyAndIv, KEY_OCTETS), "AES"),
                        new IvParameterSpec(Arrays.copyOfRange(keyAndIv, KEY_OCTETS, KEY_OCTETS + IV_OCTETS)));
                var sealed = cipher.doFinal(text);
                return ByteBuffer.allocate(MAGIC.length + salt.length + sealed.length)
                        .put(MAGIC)
                        .put(salt)
                        .put(sealed)
                        .array();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Chance stays inside the task: the same batch run again finds the envelope that was made the first time. */
    record Sealing(Secret passphrase, long batch, RandomGenerator random) implements Task<Envelope> {
        @Override
        public Envelope compute() {
            var salt = new byte[SALT_OCTETS];
            random.nextBytes(salt);
            return new Envelope(batch, salt, derived(passphrase, salt));
        }
    }

    static byte[] derived(Secret passphrase, byte[] salt) {
        try {
            var spec = new PBEKeySpec(
                    passphrase.reveal().toCharArray(), salt, ITERATIONS, (KEY_OCTETS + IV_OCTETS) * Byte.SIZE);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

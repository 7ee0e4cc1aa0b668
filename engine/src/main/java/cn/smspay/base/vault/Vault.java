package cn.smspay.base.vault;

import cn.smspay.base.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Uses of one data key, each with a key of its own derived from it: sealing (AES-256-GCM), keyed hashes
 * (HMAC-SHA-256), fingerprints and the pepper of passwords (Argon2id over the HMAC). Thread-safe.
 */
public final class Vault {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SALT_BYTES = 16;
    /** Two messages of an engine's life meet by chance with less than one in 10^18. */
    private static final int FINGERPRINT_BYTES = 16;
    /** Six digits fall to any hash that a phone service can afford; the pepper and the five-try lock protect them. */
    private static final int ARGON_KIBIBYTES = 4096;
    /** The least that the algorithm takes. */
    private static final int ARGON_LEAST = 8;
    /** Memory of hashes that is kept for the next ones: allocated anew it would be most of what an engine allocates. */
    private static final int HASHES_KEPT = 4;

    /** The newest first: it seals, and all of them open. */
    private volatile List<SecretKeySpec> sealing;

    private final SecretKeySpec hashing;
    private final SecretKeySpec pepper;
    private final SecretKeySpec prints;
    private final SecureRandom random;
    private final int kibibytes;
    private final BlockPool blocks =
            new FixedBlockPool(HASHES_KEPT * Argon2BytesGenerator.getBlockCount(ARGON_KIBIBYTES, 1));

    private Vault(byte[] master, SecureRandom random, int kibibytes) {
        this.kibibytes = kibibytes;
        this.sealing = List.of(derived(master, "seal", "AES"));
        this.hashing = derived(master, "hash", "HmacSHA256");
        this.pepper = derived(master, "pepper", "HmacSHA256");
        this.prints = derived(master, "fingerprint", "HmacSHA256");
        this.random = random;
    }

    /** A vault over a data key of 64 hexadecimal digits. */
    public static Vault of(String hexKey) {
        return of(parsed(hexKey));
    }

    /** A vault over a data key of 32 octets. */
    public static Vault of(byte[] dataKey) {
        return new Vault(dataKey, new SecureRandom(), ARGON_KIBIBYTES);
    }

    /** One for a database that lives for a moment and holds nobody's password: its hashes cost next to nothing. */
    public static Vault ofAMoment(String hexKey) {
        return new Vault(parsed(hexKey), new SecureRandom(), ARGON_LEAST);
    }

    /** Seals with this key from now on; what the ones before sealed still opens. */
    public synchronized void adopt(byte[] sealingKey) {
        var all = new ArrayList<>(List.of(derived(sealingKey, "seal", "AES")));
        all.addAll(sealing);
        sealing = List.copyOf(all);
    }

    static byte[] parsed(String hexKey) {
        byte[] key;
        try {
            key = HexFormat.of().parseHex(hexKey.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause, which would show digits of the key.
            throw new IllegalArgumentException("the master key is not written in hexadecimal digits");
        }
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("the master key has " + key.length * 2 + " hexadecimal digits, not 64");
        }
        return key;
    }

    /** Encrypts; {@code purpose} must be the same when it is opened again. */
    public byte[] seal(String text, String purpose) {
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, sealing.get(0), iv, purpose).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(IV_BYTES + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    /** Decrypts what {@link #seal} made; fails if the key, the purpose or a byte differs. */
    public String unseal(byte[] sealed, String purpose) {
        GeneralSecurityException last = null;
        for (var key : sealing) {
            try {
                var iv = Arrays.copyOf(sealed, IV_BYTES);
                var text = cipher(Cipher.DECRYPT_MODE, key, iv, purpose)
                        .doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
                return new String(text, StandardCharsets.UTF_8);
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw new IllegalStateException(
                "cannot open what was sealed for " + purpose + ": wrong key or changed bytes", last);
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] iv, String purpose)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A hash that only the holder of the key can compute, as 64 hexadecimal digits: for card passwords and the like. */
    public String keyedHash(Secret secret, String purpose) {
        return HexFormat.of().formatHex(mac(hashing, purpose + '\0' + secret.reveal()));
    }

    /**
     * A keyed digest of octets that may hold a secret, as 32 hexadecimal digits: tells whether two are the same, to the holder
     * of the key only.
     */
    public String fingerprint(byte[] octets) {
        return HexFormat.of().formatHex(mac(prints, octets), 0, FINGERPRINT_BYTES);
    }

    /** Hashes a password slowly, under a fresh salt. {@code owner} ties the hash to its account. */
    public PasswordHash hashPassword(String owner, Secret password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new PasswordHash(HexFormat.of().formatHex(salt) + ":" + argon(owner, password, salt));
    }

    /** Whether this is the password that was hashed for this owner. Takes some milliseconds: not for the writing thread. */
    public boolean matches(PasswordHash stored, String owner, Secret attempt) {
        int colon = stored.text().indexOf(':');
        var salt = HexFormat.of().parseHex(stored.text().substring(0, colon));
        var expected = stored.text().substring(colon + 1).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, argon(owner, attempt, salt).getBytes(StandardCharsets.US_ASCII));
    }

    private String argon(String owner, Secret password, byte[] salt) {
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(salt)
                .withMemoryAsKB(kibibytes)
                .withIterations(1)
                .withParallelism(1)
                .withBlockPool(blocks)
                .build());
        var hash = new byte[KEY_BYTES];
        generator.generateBytes(
                mac(pepper, owner + '\0' + HexFormat.of().formatHex(salt) + '\0' + password.reveal()), hash);
        return HexFormat.of().formatHex(hash);
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        return mac(key, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] mac(SecretKeySpec key, byte[] octets) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(octets);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SecretKeySpec derived(byte[] master, String use, String algorithm) {
        return new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "smspay " + use), algorithm);
    }
}

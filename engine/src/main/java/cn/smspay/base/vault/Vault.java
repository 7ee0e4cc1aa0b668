package cn.smspay.base.vault;

import cn.smspay.base.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Three uses of one master key, each with a key of its own derived from it: sealing (AES-256-GCM), keyed hashes
 * (HMAC-SHA-256) and the pepper of passwords (Argon2id over the HMAC). Thread-safe.
 */
public final class Vault {
    private static final int KEY_BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int SALT_BYTES = 16;
    /** Six digits fall to any hash that a phone service can afford; the pepper and the five-try lock protect them. */
    private static final int ARGON_KIBIBYTES = 4096;
    /** Memory of hashes that is kept for the next ones: allocated anew it would be most of what an engine allocates. */
    private static final int HASHES_KEPT = 4;

    private final SecretKeySpec sealing;
    private final SecretKeySpec hashing;
    private final SecretKeySpec pepper;
    private final SecureRandom random;
    private final BlockPool blocks =
            new FixedBlockPool(HASHES_KEPT * Argon2BytesGenerator.getBlockCount(ARGON_KIBIBYTES, 1));

    private Vault(byte[] master, SecureRandom random) {
        this.sealing = derived(master, "seal", "AES");
        this.hashing = derived(master, "hash", "HmacSHA256");
        this.pepper = derived(master, "pepper", "HmacSHA256");
        this.random = random;
    }

    /** A vault over a master key of 64 hexadecimal digits. */
    public static Vault of(String hexKey) {
        byte[] master;
        try {
            master = HexFormat.of().parseHex(hexKey.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the master key is not written in hexadecimal digits", e);
        }
        if (master.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the master key has " + master.length * 2 + " hexadecimal digits, not 64");
        }
        return new Vault(master, new SecureRandom());
    }

    /** The vault over the key in this file. */
    public static Vault read(Path keyFile) throws IOException {
        return of(Files.readString(keyFile));
    }

    /** The vault over the key in this file, which is made first (readable by its owner only) if it is not there. */
    public static Vault readOrCreate(Path keyFile) throws IOException {
        if (!Files.exists(keyFile)) {
            var key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            Files.createFile(
                    keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(keyFile, HexFormat.of().formatHex(key) + "\n", StandardOpenOption.WRITE);
            Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("r--------"));
        }
        return read(keyFile);
    }

    /** Encrypts; {@code purpose} must be the same when it is opened again. */
    public byte[] seal(String text, String purpose) {
        var iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, iv, purpose).doFinal(text.getBytes(StandardCharsets.UTF_8));
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
        try {
            var iv = Arrays.copyOf(sealed, IV_BYTES);
            var text = cipher(Cipher.DECRYPT_MODE, iv, purpose).doFinal(sealed, IV_BYTES, sealed.length - IV_BYTES);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "cannot open what was sealed for " + purpose + ": wrong key or changed bytes", e);
        }
    }

    private Cipher cipher(int mode, byte[] iv, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** A hash that only the holder of the key can compute, as 64 hexadecimal digits: for card passwords and the like. */
    public String keyedHash(Secret secret, String purpose) {
        return HexFormat.of().formatHex(mac(hashing, purpose + '\0' + secret.reveal()));
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
                .withMemoryAsKB(ARGON_KIBIBYTES)
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
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SecretKeySpec derived(byte[] master, String use, String algorithm) {
        return new SecretKeySpec(mac(new SecretKeySpec(master, "HmacSHA256"), "smspay " + use), algorithm);
    }
}

package cn.smspay.base.vault;

import cn.smspay.base.PrivateFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that an operator keeps. It seals nothing but data keys, which do the work and lie in the database, so that another
 * master key changes a handful of rows. What it sealed is its own check: a wrong one cannot open it. Immutable.
 */
public final class MasterKey {
    static final int BYTES = 32;
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] PURPOSE = "data key".getBytes(StandardCharsets.US_ASCII);
    private static final EnumSet<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private final byte[] key;
    private final SecretKeySpec wrapping;

    private MasterKey(byte[] key) {
        this.key = key;
        this.wrapping = Vault.derived(key, "wrap", "AES");
    }

    /** A master key of 64 hexadecimal digits. */
    public static MasterKey of(String hexKey) {
        return new MasterKey(Vault.parsed(hexKey));
    }

    /**
     * The key in this file.
     *
     * @throws WrongKey if others than its owner can read or change it
     */
    public static MasterKey read(Path file) throws IOException {
        checkPrivate(file);
        return of(Files.readString(file));
    }

    /** The key in this file, which is made first (readable by its owner only) if it is not there. */
    public static MasterKey readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            PrivateFile.write(file, HexFormat.of().formatHex(newDataKey()) + "\n", "r--------");
        }
        return read(file);
    }

    /**
     * Refuses a key file that others than its owner can read or change.
     *
     * @throws WrongKey with the command that mends it
     */
    public static void checkPrivate(Path file) throws IOException {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new WrongKey("the master key " + file
                        + " can be read or changed by others than its owner; make it private: chmod 400 " + file);
            }
        } catch (UnsupportedOperationException e) {
            // A file system without owners has nobody to keep it from.
            return;
        }
    }

    /** 32 octets by chance. */
    public static byte[] newDataKey() {
        var fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        return fresh;
    }

    /** The data key of a database from the time when the master key did the work itself. */
    public byte[] asDataKey() {
        return key.clone();
    }

    /** Seals a data key. */
    public byte[] wrap(byte[] dataKey) {
        var iv = new byte[IV_BYTES];
        new SecureRandom().nextBytes(iv);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, iv).doFinal(dataKey);
            return ByteBuffer.allocate(IV_BYTES + sealed.length)
                    .put(iv)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal a data key", e);
        }
    }

    /**
     * Opens a data key.
     *
     * @throws WrongKey if another master key sealed it
     */
    public byte[] unwrap(byte[] wrapped) {
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(wrapped, IV_BYTES))
                    .doFinal(wrapped, IV_BYTES, wrapped.length - IV_BYTES);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new WrongKey(WrongKey.OTHER);
        }
    }

    private Cipher cipher(int mode, byte[] iv) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, wrapping, new GCMParameterSpec(TAG_BITS, iv));
        cipher.updateAAD(PURPOSE);
        return cipher;
    }

    @Override
    public String toString() {
        return "(master key)";
    }
}

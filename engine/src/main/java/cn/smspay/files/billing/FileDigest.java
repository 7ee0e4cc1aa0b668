package cn.smspay.files.billing;

import cn.smspay.base.Sha256;
import cn.smspay.books.charge.Chain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** SHA-256 and length of a file, read back from the disk. */
record FileDigest(String sha256, long bytes) {
    private static final int BUFFER = 1 << 16;

    static FileDigest of(Path file) throws IOException {
        var sha256 = Sha256.digest();
        long bytes = 0;
        var buffer = new byte[BUFFER];
        try (var in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                bytes += count;
            }
        }
        return new FileDigest(Chain.hex(sha256.digest()), bytes);
    }
}

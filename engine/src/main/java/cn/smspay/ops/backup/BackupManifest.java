package cn.smspay.ops.backup;

import cn.smspay.base.Sha256;
import cn.smspay.store.sqlite.StoreSettings;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * What a backup holds and how far it goes.
 *
 * @param layout of this file, 1
 * @param program version and commit that made it
 * @param madeAt ISO time with offset: what was accepted later is not in it
 * @param keyId names the data key, sealed as it lies in the database; the master key that opens it is not in the backup
 * @param lastUplink newest message accepted, and so on; 0 for none
 * @param sequences the newest billing file of each node and stream
 */
public record BackupManifest(
        int layout,
        String program,
        String madeAt,
        String keyId,
        long lastUplink,
        long lastTransfer,
        long lastCharge,
        List<Sequence> sequences,
        List<Content> files) {
    static final String NAME = "manifest.json";
    static final int LAYOUT = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** The newest billing file. */
    public record Sequence(String node, String stream, long sequence) {}

    /** A file of the backup, by its path below the backup's folder. */
    public record Content(String name, long bytes, String sha256) {}

    /** Whether the database is in it; one of PostgreSQL is not. */
    public boolean hasDatabase() {
        return files.stream().anyMatch(file -> file.name().equals(StoreSettings.FILE));
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(NAME), JSON.writeValueAsString(this) + "\n");
    }

    static BackupManifest read(Path folder) throws IOException {
        return JSON.readValue(folder.resolve(NAME).toFile(), BackupManifest.class);
    }

    /** Every file below the folder that is not what this says, one sentence each. */
    List<String> differences(Path folder) throws IOException {
        var differences = new ArrayList<String>();
        for (var file : files) {
            var path = folder.resolve(file.name());
            if (!Files.isRegularFile(path)) {
                differences.add(file.name() + " is missing");
            } else if (Files.size(path) != file.bytes()) {
                differences.add(file.name() + " has " + Files.size(path) + " octets in place of " + file.bytes());
            } else if (!digest(path).equals(file.sha256())) {
                differences.add(file.name() + " has other content than when it was copied");
            }
        }
        return differences;
    }

    static Content content(Path folder, Path file) throws IOException {
        return new Content(folder.relativize(file).toString(), Files.size(file), digest(file));
    }

    private static String digest(Path file) throws IOException {
        var digest = Sha256.digest();
        var buffer = new byte[1 << 16];
        try (var stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}

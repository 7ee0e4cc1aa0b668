package cn.smspay.ops.backup;

import cn.smspay.store.sqlite.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** When a data folder was last copied whole: a file in it with the time. */
public final class LastBackup {
    private static final String FILE = "last-backup";

    private LastBackup() {}

    static void note(Path data, OffsetDateTime at) throws IOException {
        var file = data.resolve(FILE);
        Files.writeString(file, at + "\n");
        PrivateFiles.keep(file);
    }

    /** Empty if it never was, or the file cannot be read. */
    public static Optional<Instant> of(Path data) {
        try {
            return Optional.of(
                    OffsetDateTime.parse(Files.readString(data.resolve(FILE)).strip())
                            .toInstant());
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

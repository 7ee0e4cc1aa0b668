package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Where something measured lies: in a folder that somebody has named, or in a temporary one that is gone in the end. */
record BenchFolder(Path path, boolean temporary) implements AutoCloseable {
    /** @param named none for a temporary one */
    static BenchFolder of(@Nullable Path named) {
        try {
            return named == null
                    ? new BenchFolder(Files.createTempDirectory("smspay-bench"), true)
                    : new BenchFolder(named, false);
        } catch (IOException e) {
            throw new Exit.Refused("there can be no temporary folder: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        if (temporary) {
            delete(path);
        }
    }

    static void delete(Path folder) {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

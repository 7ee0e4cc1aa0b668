package cn.smspay.app.books;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database a command works on. */
final class DataOption {
    /** Where an engine keeps it if its settings say nothing else. */
    Path folder = Path.of("var");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder that holds smspay.db; the name may be left out (default: var).")
    void option(@Nullable Path dir) {
        take(dir);
    }

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder of --data, without its name.")
    void position(@Nullable Path dir) {
        take(dir);
    }

    private void take(@Nullable Path dir) {
        if (dir != null) {
            folder = dir;
        }
    }
}

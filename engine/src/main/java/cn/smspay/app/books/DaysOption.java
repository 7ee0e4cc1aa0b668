package cn.smspay.app.books;

import cn.smspay.cli.DateReader;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A span of accounting days. */
final class DaysOption {
    @Option(
            names = "--from",
            required = true,
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First accounting day, like 2009-11-02.")
    @SuppressWarnings("NullAway.Init")
    LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last accounting day; default: the first.")
    private @Nullable LocalDate to;

    LocalDate to() {
        return to == null ? from : to;
    }
}

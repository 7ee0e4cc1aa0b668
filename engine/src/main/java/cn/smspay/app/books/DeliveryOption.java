package cn.smspay.app.books;

import cn.smspay.files.format.Format;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where and in which formats a command publishes. */
final class DeliveryOption {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Delivery folder; must exist.")
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "csv, cdr (3GPP TS 32.297), jsonl; several with commas. Default: as configured.")
    @Nullable
    Set<Format> formats;
}

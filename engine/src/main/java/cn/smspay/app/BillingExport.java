package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.files.format.Format;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Closes the files that are due. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Repairs what a crash left, then closes and publishes every file that is due.")
final class BillingExport extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Delivery folder; must exist.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "FORMAT",
            description = "csv, cdr (3GPP TS 32.297), jsonl; several with commas. Default: as configured.")
    private @Nullable Set<Format> formats;

    @Override
    public Integer call() {
        return with(data.folder, store -> {
            printAll(
                    files(store, folder, formats).export(now(), this::progress),
                    "No file is due yet. To close what is open all the same: billing close");
            return Exit.DONE;
        });
    }
}

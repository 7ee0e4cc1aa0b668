package cn.smspay.app.books;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.format.Format;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a file again. */
@Command(
        name = "reexport",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = "Writes a published file once more, byte for byte, into another folder.")
final class BillingReexport extends BillingCommand {
    @Mixin
    private final DataOption data = new DataOption();

    @Option(names = "--sequence", required = true, paramLabel = "N", description = "The file's sequence number.")
    private long sequence;

    @Option(names = "--format", defaultValue = "CSV", description = "csv, cdr or jsonl; default csv.")
    private Format format = Format.CSV;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; must exist.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() {
        return with(data.folder, store -> {
            var written = new BillingFiles(store, settings(), folder)
                    .reexport(sequence, format, folder)
                    .toString();
            tell(written, List.of("file"), List.of(written));
            return Exit.DONE;
        });
    }
}

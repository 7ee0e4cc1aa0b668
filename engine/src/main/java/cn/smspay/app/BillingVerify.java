package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.format.Finding;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks files. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Checks the files of a folder: names, checksums, sequence, counts, sums, chain, gaps and doubles.",
            "With --data also against the database, and the chain of all stored records."
        })
final class BillingVerify extends BillingCommand {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds smspay.db.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of billing files.")
    private @Nullable Path out;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The same without the option.")
    private @Nullable Path bare;

    @Override
    public Integer call() {
        if (out != null && bare != null) {
            throw wrong("one folder of billing files, either with --out or without it");
        }
        var folder = out == null ? bare : out;
        if (folder == null) {
            throw wrong("name the folder of billing files with --out");
        }
        if (!Files.isDirectory(folder)) {
            throw wrong("there is no folder " + folder + " to check");
        }
        return data == null
                ? guarded(() -> verified(folder, FolderCheck.of(folder)))
                : with(data, store -> verified(folder, new BillingFiles(store, settings(), folder).verify()));
    }

    /** Nothing looked at is not the same as nothing wrong. */
    private int verified(Path folder, List<Finding> findings) {
        if (findings.isEmpty() && !FolderCheck.holdsFiles(folder)) {
            throw new Exit.Refused("there is no billing file in " + folder);
        }
        return report(findings);
    }
}

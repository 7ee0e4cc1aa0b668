package cn.smspay.app;

import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.format.Finding;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of billing files.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Override
    public Integer call() {
        return data == null
                ? guarded(() -> verified(FolderCheck.of(folder)))
                : with(data, store -> verified(new BillingFiles(store, settings(), folder).verify()));
    }

    /** Nothing looked at is not the same as nothing wrong. */
    private int verified(List<Finding> findings) {
        if (findings.isEmpty() && !FolderCheck.holdsFiles(folder)) {
            err().println("there is no billing file in " + folder);
            return Exit.STOPPED;
        }
        return report(findings);
    }
}

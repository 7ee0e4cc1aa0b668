package cn.smspay.app.books;

import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.billing.Seal;
import cn.smspay.files.format.Finding;
import java.io.IOException;
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
            "With the seal key also the keyed digests, which only a holder of the key can make.",
            "With --data also against the database, and the chain of all stored records."
        },
        footer = {"", "Example: smspay billing verify delivered --data var"})
final class BillingVerify extends BillingCommand {
    @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds smspay.db.")
    private @Nullable Path data;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of billing files.")
    private @Nullable Path out;

    @Parameters(arity = "0..1", paramLabel = "DIR", description = "The folder of billing files, without --out.")
    private @Nullable Path bare;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Holds the seal key, 64 hexadecimal digits: every file must have its keyed digest."
                    + " Default: billing.seal_key_file of the settings given with --conf.")
    private @Nullable Path keyFile;

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
                ? guarded(() -> verified(folder, FolderCheck.of(folder, sealed().seal())))
                : with(data, store -> verified(folder, new BillingFiles(store, sealed(), folder).verify()));
    }

    private BillingSettings sealed() {
        return keyFile == null ? settings() : settings().withSeal(key(keyFile));
    }

    private static Seal key(Path file) {
        try {
            return new Seal(new Secret(Files.readString(file).strip()));
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the seal key " + file + ": " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + " does not hold a seal key: it must be 64 hexadecimal digits", e);
        }
    }

    /** Nothing looked at is not the same as nothing wrong. */
    private int verified(Path folder, List<Finding> findings) {
        if (findings.isEmpty() && !FolderCheck.holdsFiles(folder)) {
            throw new Exit.Refused("there is no billing file in " + folder);
        }
        if (sealed().seal().isEmpty() && FolderCheck.holdsSeals(folder)) {
            err().println("The keyed digests were not checked: give their key with --key-file or --conf.");
        }
        return report(
                findings,
                List.of("kind", "where", "finding"),
                each -> List.of(each.kind().name(), each.where(), each.what()));
    }
}

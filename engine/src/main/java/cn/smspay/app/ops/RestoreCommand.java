package cn.smspay.app.ops;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.ops.backup.BackupManifest;
import cn.smspay.ops.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A backup put back. */
@Command(
        name = "restore",
        description = {
            "Puts a backup into a new data folder, whole and proved, or not at all, and says what is lost: all that was",
            "accepted after the copy was made. Start no engine on the old folder as well."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example: smspay restore /backup/2009-11-02 --data /srv/smspay/var --key-file /srv/smspay/conf/master.key"
        })
public final class RestoreCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1", description = "The backup.")
    private Path backup = Path.of("");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "The data folder; new or empty.")
    private Path data = Path.of("");

    @Option(
            names = "--key-file",
            required = true,
            paramLabel = "FILE",
            description = "The master key that the database was written with.")
    private Path keyFile = Path.of("");

    @Override
    public Integer call() throws IOException {
        var restored = Restore.into(backup, data.toAbsolutePath(), keyFile);
        if (!restored.hasDatabase()) {
            System.out.println(data + " holds the billing files as of " + restored.madeAt() + ", " + restored.program()
                    + ", and no database: it was PostgreSQL's. Restore what pg_basebackup copied, name it in store.url, start"
                    + " the engine, and prove the books: smspay ledger verify.");
            sequences(restored);
            return Exit.DONE;
        }
        var madeAt = OffsetDateTime.parse(restored.madeAt());
        long minutes =
                Duration.between(madeAt, OffsetDateTime.now(ServiceDay.ZONE)).toMinutes();
        System.out.println(data + " holds the books as of " + madeAt + ", " + restored.program() + ".");
        System.out.println("Lost is what was accepted since, " + minutes / 60 + " h " + minutes % 60
                + " min: messages after " + restored.lastUplink() + ", postings after " + restored.lastTransfer()
                + ", charge records after " + restored.lastCharge() + ".");
        sequences(restored);
        System.out.println("Ask the SMSC for its count of that time and compare: smspay billing reconcile.");
        return Exit.DONE;
    }

    private static void sequences(BackupManifest restored) {
        restored.sequences()
                .forEach(
                        each -> System.out.println(
                                "Billing files of " + each.node() + ", " + each.stream()
                                        + ", after sequence " + each.sequence()
                                        + " are void if they were delivered: their numbers will be used again. Tell the billing system."));
    }
}

package cn.smspay.app.ops;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.ops.backup.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A copy of everything, beside the engine. */
@Command(
        name = "backup",
        description = {
            "Copies the database as of one moment, and the billing files that it knows, into a new folder, while the",
            "service goes on. The copy is proved before it gets its name. The master key is not in it: keep that apart.",
            "Never copy smspay.db with cp: what was accepted last lies in its log.",
            "A database of PostgreSQL is copied by pg_basebackup, first; then this copies the billing files."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "Example: smspay backup /backup/2009-11-02 --data /srv/smspay/var"})
public final class BackupCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1", description = "The new folder.")
    private Path target = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The data folder of the engine (default: var).")
    private @Nullable Path data;

    @Override
    public Integer call() throws IOException {
        var folder = data == null ? Home.find().resolve("var") : data;
        var made = Backup.make(folder, target.toAbsolutePath(), Clock.system(ServiceDay.ZONE));
        var reached = made.madeAt() + ": message " + made.lastUplink() + ", posting " + made.lastTransfer()
                + ", charge record " + made.lastCharge() + ".";
        if (made.hasDatabase()) {
            System.out.println(target + " holds everything up to " + reached);
        } else {
            System.out.println(target + " holds the billing files only: the database is PostgreSQL's, and pg_basebackup"
                    + " copies it. Take its copy first, then this one, and keep them together.");
            System.out.println("The database was at " + reached);
        }
        made.sequences()
                .forEach(each -> System.out.println("Billing files of " + each.node() + ", " + each.stream()
                        + ": up to sequence " + each.sequence() + "."));
        return Exit.DONE;
    }
}

package cn.smspay.app.books;

import cn.smspay.books.charge.Tariff;
import cn.smspay.config.ConfigReader;
import cn.smspay.files.billing.BillingSettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of the billing people. They look beside a running engine, and hand it what they write. Make the command line with {@code
 * setCaseInsensitiveEnumValuesAllowed(true)}, so that formats can be written in small letters.
 */
@Command(
        name = "billing",
        mixinStandardHelpOptions = true,
        subcommands = {
            BillingList.class,
            BillingExport.class,
            BillingClose.class,
            BillingReexport.class,
            BillingRerun.class,
            BillingSummary.class,
            BillingVerify.class,
            BillingReconcile.class,
            BillingWaive.class,
            BillingRelease.class,
            BillingPurge.class
        },
        description = {
            "Charge records and the files made of them.",
            "Fees are in li: 1000 li are one yuan. Days and times are those of Shanghai.",
            "Exit codes: 0 done and nothing wrong, 1 something does not fit (see the list printed),"
                    + " 2 wrong usage, 3 could not be done; nothing is lost then."
        })
public final class BillingCommands implements Runnable {
    private final Clock clock;
    private final BillingSettings usual;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Takes the billing section of these settings, its tariffs and its seal key among them;"
                    + " without it the defaults hold.")
    private @Nullable Path conf;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public BillingCommands() {
        this(Clock.systemUTC(), BillingSettings.standard());
    }

    /** @param settings as configured; options on the command line win */
    public BillingCommands(Clock clock, BillingSettings settings) {
        this.clock = clock;
        this.usual = settings;
    }

    Clock clock() {
        return clock;
    }

    /** @param where what the caller means by a path */
    BillingSettings settings(UnaryOperator<Path> where) {
        return conf == null ? usual : ConfigReader.billing(where.apply(conf), System.getenv());
    }

    /** What uplinks cost by the settings: the amounts that records may have. */
    List<Tariff> tariffs() {
        return conf == null
                ? Tariff.SERVICE
                : ConfigReader.tariffs(conf, System.getenv()).amounts();
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what is to be done, for example: billing list --help");
    }
}

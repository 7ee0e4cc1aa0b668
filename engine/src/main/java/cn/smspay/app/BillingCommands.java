package cn.smspay.app;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.DamagedBilling;
import cn.smspay.books.charge.Tariff;
import cn.smspay.cli.DateReader;
import cn.smspay.config.ConfigReader;
import cn.smspay.files.billing.BillingFiles;
import cn.smspay.files.billing.BillingSettings;
import cn.smspay.files.billing.BillingStopped;
import cn.smspay.files.billing.Filter;
import cn.smspay.files.billing.FolderCheck;
import cn.smspay.files.billing.IntakeCounts;
import cn.smspay.files.billing.Reconciliation;
import cn.smspay.files.billing.Rerun;
import cn.smspay.files.billing.Retention;
import cn.smspay.files.billing.Summary;
import cn.smspay.files.billing.SummaryText;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.Format;
import cn.smspay.store.Store;
import cn.smspay.store.StoreFault;
import cn.smspay.store.StoreUnusable;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The commands of the billing people. They work beside a running engine. Make the command line with {@code
 * setCaseInsensitiveEnumValuesAllowed(true)}, so that formats can be written in small letters.
 */
@Command(
        name = "billing",
        mixinStandardHelpOptions = true,
        description = {
            "Charge records and the files made of them.",
            "Fees are in li: 1000 li are one yuan. Days and times are those of Shanghai.",
            "Exit codes: 0 done and nothing wrong, 1 something does not fit (see the list printed),"
                    + " 2 wrong usage, 3 could not be done; nothing is lost then."
        })
public final class BillingCommands implements Runnable {
    private static final int FINE = 0;
    private static final int DIFFERENT = 1;
    private static final int STOPPED = 3;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private final Clock clock;
    private final BillingSettings usual;

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Takes the billing section of these settings; without it the defaults hold.")
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

    private BillingSettings settings() {
        return conf == null ? usual : ConfigReader.billing(conf, System.getenv());
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what is to be done, for example: billing list --help");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Prints the charge records of one accounting day, or the files made so far.")
    public int list(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--day",
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "Like 2009-11-02; default: today in Shanghai.")
                    @Nullable
                    LocalDate day,
            @Option(names = "--files", description = "List closed files instead of records.") boolean files) {
        return with(data, store -> {
            if (files) {
                printAll(new BillingFiles(store, settings(), data).list(), "There are no billing files yet.");
                return FINE;
            }
            var of = day == null ? AccountingDay.of(clock.instant()).date() : day;
            var records = new Billing().list(store, of);
            if (records.isEmpty()) {
                out().println("There are no charge records of " + of + ".");
            }
            for (var record : records) {
                out().printf(
                                "%9d %s %-11s %-8s %d/%d %6d li %s%n",
                                record.number().value(),
                                TIME.format(record.eventAt().atZone(AccountingDay.ZONE)),
                                record.sender(),
                                record.command().isEmpty() ? "-" : record.command(),
                                record.part(),
                                record.parts(),
                                record.amountLi(),
                                record.disposition());
            }
            return FINE;
        });
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Repairs what a crash left, then closes and publishes every file that is due.")
    public int export(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Delivery folder; must exist.")
                    Path out,
            @Option(
                            names = "--format",
                            split = ",",
                            paramLabel = "FORMAT",
                            description =
                                    "csv, cdr (3GPP TS 32.297), jsonl; several with commas. Default: as configured.")
                    @Nullable
                    Set<Format> formats) {
        return with(data, store -> {
            printAll(
                    files(store, out, formats).export(clock.instant(), this::progress),
                    "No file is due yet. To close what is open all the same: billing close");
            return FINE;
        });
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Like export, and closes also what is open although no limit is reached yet.")
    public int close(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Delivery folder; must exist.")
                    Path out,
            @Option(names = "--format", split = ",", paramLabel = "FORMAT", description = "csv, cdr, jsonl.") @Nullable
                    Set<Format> formats) {
        return with(data, store -> {
            printAll(
                    files(store, out, formats).close(clock.instant(), CloseReason.HAND, this::progress),
                    "Nothing is open.");
            return FINE;
        });
    }

    @Command(
            name = "reexport",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Writes a published file once more, byte for byte, into another folder.")
    public int reexport(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--sequence",
                            required = true,
                            paramLabel = "N",
                            description = "The file's sequence number.")
                    long sequence,
            @Option(names = "--format", defaultValue = "CSV", description = "csv, cdr or jsonl; default csv.")
                    Format format,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to; must exist.")
                    Path out) {
        return with(data, store -> {
            out().println(new BillingFiles(store, settings(), out).reexport(sequence, format, out));
            return FINE;
        });
    }

    @Command(
            name = "rerun",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = {
                "Writes chosen records into a new folder with a manifest.",
                "They stay in their numbered files; a rerun is for looking, not for charging."
            })
    public int rerun(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "First accounting day.")
                    LocalDate from,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "Last accounting day.")
                    LocalDate to,
            @Option(names = "--province", description = "Only of this province.") @Nullable String province,
            @Option(names = "--command", description = "Only of this command word.") @Nullable String command,
            @Option(names = "--disposition", description = "Only of this disposition, or its part before the colon.")
                    @Nullable
                    String disposition,
            @Option(
                            names = "--out",
                            required = true,
                            paramLabel = "DIR",
                            description = "A folder that is new or empty.")
                    Path out) {
        requireOrder("rerun", from, to);
        return with(data, store -> {
            var filter = new Filter(
                    from,
                    to,
                    Optional.ofNullable(province),
                    Optional.ofNullable(command),
                    Optional.ofNullable(disposition));
            var written = new Rerun(store).write(filter, out, clock.instant());
            out().printf("%s: %d records, %d li%n", written.folder(), written.records(), written.sumLi());
            return FINE;
        });
    }

    @Command(
            name = "summary",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Counts and sums records by day, hour, province, command or disposition.")
    public int summary(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "First accounting day.")
                    LocalDate from,
            @Option(
                            names = "--to",
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "Last accounting day; default: the first.")
                    @Nullable
                    LocalDate to,
            @Option(names = "--by", defaultValue = "DAY", description = "${COMPLETION-CANDIDATES}; default DAY.")
                    Summary.By by,
            @Option(names = "--bars", description = "Draw bars in the terminal.") boolean bars,
            @Option(names = "--svg", paramLabel = "FILE", description = "Write the bars as a picture.") @Nullable
                    Path svg) {
        requireOrder("summary", from, to == null ? from : to);
        return with(data, store -> {
            var lines = new Summary(store).of(from, to == null ? from : to, by);
            out().print(bars ? SummaryText.bars(lines) : SummaryText.table(lines));
            if (svg != null) {
                write(svg, SummaryText.svg("Uplinks by " + by.name().toLowerCase(java.util.Locale.ROOT), lines));
            }
            return FINE;
        });
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = {
                "Checks the files of a folder: names, checksums, sequence, counts, sums, chain, gaps and doubles.",
                "With --data also against the database, and the chain of all stored records."
            })
    public int verify(
            @Option(names = "--data", paramLabel = "DIR", description = "Folder that holds smspay.db.") @Nullable
                    Path data,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of billing files.")
                    Path out) {
        if (data == null) {
            return guarded(() -> verified(out, FolderCheck.of(out)));
        }
        return with(data, store -> verified(out, new BillingFiles(store, settings(), out).verify()));
    }

    /** Nothing looked at is not the same as nothing wrong. */
    private int verified(Path out, List<Finding> findings) {
        if (findings.isEmpty() && !FolderCheck.holdsFiles(out)) {
            spec.commandLine().getErr().println("there is no billing file in " + out);
            return STOPPED;
        }
        return report(findings);
    }

    @Command(
            name = "reconcile",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = {
                "Compares records, files, the intake's figures and the SMSC's count file.",
                "Prints each difference by name, or that everything agrees."
            })
    public int reconcile(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--intake",
                            split = ",",
                            arity = "1",
                            paramLabel = "N",
                            description = "Five figures: received,answered,refused,absorbed,inbox.")
                    @Nullable
                    List<Long> intake,
            @Option(
                            names = "--smsc",
                            paramLabel = "FILE",
                            description = "CSV of the SMSC for one day: destination,delivered,accepted.")
                    @Nullable
                    Path smsc,
            @Option(
                            names = "--day",
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "The day of --smsc; default: today.")
                    @Nullable
                    LocalDate day) {
        return with(data, store -> {
            var reconciliation = new Reconciliation(store, Tariff.SERVICE);
            var differences = new ArrayList<>(
                    reconciliation.of(Optional.ofNullable(intake).map(this::counts)));
            if (smsc != null) {
                var of = day == null ? AccountingDay.of(clock.instant()) : AccountingDay.of(day);
                differences.addAll(reconciliation.withSmsc(of, smsc));
            }
            return report(differences);
        });
    }

    @Command(
            name = "waive",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = {
                "Lists charged records that may be waived; with --apply corrects them to zero.",
                "A correction is a new record in the next file; nothing that was written changes."
            })
    public int waive(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data,
            @Option(
                            names = "--from",
                            required = true,
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "First accounting day.")
                    LocalDate from,
            @Option(
                            names = "--to",
                            required = true,
                            paramLabel = "DATE",
                            converter = DateReader.class,
                            description = "Last accounting day.")
                    LocalDate to,
            @Option(names = "--disposition", defaultValue = "SYSTEM_FAULT", description = "Default: SYSTEM_FAULT.")
                    String disposition,
            @Option(names = "--apply", paramLabel = "REASON", description = "Waive them, for this reason.") @Nullable
                    String reason) {
        requireOrder("waive", from, to);
        return with(data, store -> {
            var rerun = new Rerun(store);
            var records = rerun.waivable(Filter.days(from, to).disposition(disposition));
            records.forEach(r ->
                    out().printf("%9d %s %6d li %s%n", r.number().value(), r.sender(), r.amountLi(), r.disposition()));
            if (reason != null) {
                var done = rerun.waive(new Billing(), records, reason, clock.instant());
                out().printf("%d records waived%n", done.size());
            }
            return FINE;
        });
    }

    @Command(
            name = "purge",
            mixinStandardHelpOptions = true,
            exitCodeOnExecutionException = STOPPED,
            description = "Deletes published records older than the retention; the rows about their files stay.")
    public int purge(
            @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
                    Path data) {
        return with(data, store -> {
            out().printf("%d records deleted%n", new Retention(store, settings()).purge(clock.instant()));
            return FINE;
        });
    }

    private void requireOrder(String command, LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new ParameterException(
                    spec.commandLine().getSubcommands().get(command), "--to " + to + " is before --from " + from);
        }
    }

    private IntakeCounts counts(List<Long> figures) {
        if (figures.size() != 5) {
            throw new ParameterException(
                    spec.commandLine().getSubcommands().get("reconcile"),
                    "--intake wants five figures, not " + figures.size()
                            + ": received,answered,refused,absorbed,inbox");
        }
        return new IntakeCounts(figures.get(0), figures.get(1), figures.get(2), figures.get(3), figures.get(4));
    }

    private BillingFiles files(Store store, Path out, @Nullable Set<Format> formats) {
        return new BillingFiles(store, formats == null ? settings() : settings().withFormats(formats), out);
    }

    private int with(Path data, ToIntFunction<Store> work) {
        return guarded(() -> {
            var file = data.resolve(StoreSettings.FILE);
            if (!Files.exists(file)) {
                spec.commandLine().getErr().println("there is no database " + file);
                return STOPPED;
            }
            try (var store = Store.open(StoreSettings.tool(file))) {
                return work.applyAsInt(store);
            }
        });
    }

    /** What a command does. */
    private interface Work {
        int run();
    }

    private int guarded(Work work) {
        try {
            return work.run();
        } catch (BillingStopped | DamagedBilling | StoreUnusable | StoreFault | IllegalArgumentException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return STOPPED;
        } finally {
            out().flush();
        }
    }

    /** Lists what does not fit; that nothing is wrong is said, too. */
    private int report(List<?> findings) {
        findings.forEach(out()::println);
        out().println(
                        switch (findings.size()) {
                            case 0 -> "Everything agrees.";
                            case 1 -> "One thing does not agree.";
                            default -> findings.size() + " things do not agree.";
                        });
        return findings.isEmpty() ? FINE : DIFFERENT;
    }

    private void printAll(List<BillingFile> files, String ifNone) {
        files.forEach(this::print);
        if (files.isEmpty()) {
            out().println(ifNone);
        }
    }

    private void print(BillingFile file) {
        out().printf(
                        "file %d of %s: %d records (%d to %d), %d li, closed by %s%n",
                        file.key().sequence(),
                        file.day().date(),
                        file.records(),
                        file.firstNumber(),
                        file.lastNumber(),
                        file.sumLi(),
                        file.reason());
    }

    private void progress(String file, long done, long total) {
        spec.commandLine().getErr().printf("%s: %d of %d records%n", file, done, total);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}

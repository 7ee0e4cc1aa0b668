package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Takes in files of subscribers, recharge cards, bank cards, opening amounts and results of withdrawals, as CSV with a
 * heading, as a JSON array or as JSON lines. A file is read twice: once to find every row that cannot be understood, and only
 * if there is none a second time to write, in small slices between which whoever else writes has room. Reading the same file
 * again changes nothing, so a run that was broken off is taken up by another.
 */
public final class Import {
    /** Rows per slice: some milliseconds of the database's lock. */
    private static final int SLICE = 50;
    /** Rows between two rests while they are only read: some milliseconds. */
    private static final int READ_AT_ONCE = 500;
    /** At least so long others have the machine, after each slice. */
    private static final Duration REST_LEAST = Duration.ofMillis(5);
    /** The clock may be set while a slice is written. */
    private static final Duration REST_MOST = Duration.ofMillis(200);
    /** Rows between two words of progress. */
    private static final int PROGRESS_EVERY = 5_000;

    private final Lane lane;
    private final Accounts accounts;
    private final Vault vault;
    private final Clock clock;
    private final ImportOptions options;

    public Import(Lane lane, Accounts accounts, Vault vault, Clock clock, ImportOptions options) {
        this.lane = lane;
        this.accounts = accounts;
        this.vault = vault;
        this.clock = clock;
        this.options = options;
    }

    /** What is in a file. */
    public enum Kind {
        SUBSCRIBERS,
        RECHARGE_CARDS,
        BANK_CARDS,
        OPENING_CASH,
        /** What banks made of withdrawals. */
        WITHDRAWAL_RESULTS
    }

    /** Takes in a file, unless a row of it cannot be understood; rows that a rule forbids are left out and named. */
    public ImportReport read(Kind kind, Path file) {
        return switch (kind) {
            case SUBSCRIBERS -> run(new SubscriberImport(accounts, clock, options), file);
            case RECHARGE_CARDS -> run(new CardImport(accounts.cardStock(), vault), file);
            case BANK_CARDS -> run(new BindingImport(accounts, clock), file);
            case OPENING_CASH -> run(new CashImport(accounts, clock), file);
            case WITHDRAWAL_RESULTS -> run(new WithdrawalResultImport(accounts, clock), file);
        };
    }

    private <T> ImportReport run(ImportKind<T> kind, Path file) {
        var faults = new ImportFaults(String.valueOf(file.getFileName()));
        check(kind, file, faults);
        if (!faults.none()) {
            return ImportReport.faulty(faults);
        }
        var writing = new Writing<>(kind);
        new ImportReader(file, kind.columns(), new ImportFaults(""))
                .each(row -> kind.read(row).ifPresent(item -> writing.add(item, row.line())));
        writing.slice();
        return writing.counting.report(faults);
    }

    private <T> void check(ImportKind<T> kind, Path file, ImportFaults faults) {
        var rests = new Rests();
        try (var seen = new SeenKeys()) {
            new ImportReader(file, kind.columns(), faults).each(row -> {
                kind.read(row).ifPresent(item -> note(kind.keys(item), row.line(), seen));
                rests.row();
            });
            // A line that repeats another with all its keys is one fault.
            var told = new BitSet();
            seen.repeated((line, first) -> {
                if (!told.get(line)) {
                    told.set(line);
                    faults.add(line, "is there twice, first in line " + first + "; leave one out");
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void note(List<Object> keys, int line, SeenKeys seen) {
        try {
            for (Object key : keys) {
                seen.add(key, line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Others have the machine for half of the time while rows are only read, too. */
    private final class Rests {
        private int rows;
        private Instant since = clock.instant();

        void row() {
            if (++rows % READ_AT_ONCE == 0) {
                options.rest().accept(within(Duration.between(since, clock.instant())));
                since = clock.instant();
            }
        }
    }

    /** As long as the work took: others have the database for half of the time. */
    private static Duration within(Duration took) {
        if (took.compareTo(REST_LEAST) < 0) {
            return REST_LEAST;
        }
        return took.compareTo(REST_MOST) > 0 ? REST_MOST : took;
    }

    /** Says how a row would have ended, and undoes it. */
    private static final class Tried extends RuntimeException {
        private final RowOutcome written;

        Tried(RowOutcome written) {
            super(null, null, false, false);
            this.written = written;
        }
    }

    private record Waiting<T>(T item, int line) {}

    /** Rows on their way into the database. */
    private final class Writing<T> {
        private final ImportKind<T> kind;
        private final ImportReport.Counting counting = new ImportReport.Counting();
        private final List<Waiting<T>> waiting = new ArrayList<>(SLICE);
        private int done;

        Writing(ImportKind<T> kind) {
            this.kind = kind;
        }

        void add(T item, int line) {
            waiting.add(new Waiting<>(item, line));
            if (waiting.size() == SLICE) {
                slice();
            }
        }

        void slice() {
            if (waiting.isEmpty()) {
                return;
            }
            var began = clock.instant();
            var jobs = waiting.stream().map(this::submit).toList();
            for (int i = 0; i < jobs.size(); i++) {
                count(jobs.get(i), waiting.get(i).line());
            }
            int before = done;
            done += waiting.size();
            waiting.clear();
            var took = Duration.between(began, clock.instant());
            options.rest().accept(within(took));
            if (done / PROGRESS_EVERY > before / PROGRESS_EVERY) {
                options.progress().accept(done);
            }
        }

        private CompletableFuture<RowOutcome> submit(Waiting<T> row) {
            return lane.submit(Job.of(kind.keys(row.item()).get(0), tx -> {
                var written = kind.write(tx, row.item());
                if (options.dryRun()) {
                    throw new Tried(written);
                }
                return written;
            }));
        }

        private void count(CompletableFuture<RowOutcome> job, int line) {
            try {
                counting.count(job.join());
            } catch (CompletionException e) {
                if (e.getCause() instanceof ImportRefused refused) {
                    counting.refused(refused.why(), line);
                } else if (e.getCause() instanceof Tried tried) {
                    counting.count(tried.written);
                } else {
                    throw e;
                }
            }
        }
    }
}

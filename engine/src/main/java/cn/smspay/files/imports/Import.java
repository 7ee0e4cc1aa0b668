package cn.smspay.files.imports;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes in files of subscribers, recharge cards, bank cards and opening amounts, as CSV with a heading, as a JSON array or
 * as JSON lines. A file is read twice: once to find every fault, and only if there is none a second time to write. Reading
 * the same file again changes nothing.
 */
public final class Import {
    /** Rows per transaction: enough to write fast, few enough that a running engine hardly waits. */
    private static final int CHUNK = 500;

    private final Store store;
    private final Accounts accounts;
    private final Vault vault;
    private final Clock clock;

    public Import(Store store, Accounts accounts, Vault vault, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.vault = vault;
        this.clock = clock;
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

    /**
     * What came of a file.
     *
     * @param added rows that were new
     * @param known rows that were there already
     * @param faults what was wrong, as {@code file:line: what, and what would be right}; if there is any, nothing was written
     * @param warnings what is unusual
     */
    public record Report(int added, int known, List<String> faults, List<String> warnings) {}

    /** Takes in a file, all of it or nothing. */
    public Report read(Kind kind, Path file) {
        return switch (kind) {
            case SUBSCRIBERS -> run(new SubscriberImport(accounts, clock), file);
            case RECHARGE_CARDS -> run(new CardImport(accounts.cardStock(), vault), file);
            case BANK_CARDS -> run(new BindingImport(accounts, vault, clock), file);
            case OPENING_CASH -> run(new CashImport(accounts, clock), file);
            case WITHDRAWAL_RESULTS -> run(new WithdrawalResultImport(clock), file);
        };
    }

    private <T> Report run(ImportKind<T> kind, Path file) {
        var faults = new ImportFaults(String.valueOf(file.getFileName()));
        check(kind, file, faults);
        if (!faults.none()) {
            return new Report(0, 0, faults.all(), faults.warnings());
        }
        var writing = new Writing<>(kind);
        try {
            new ImportReader(file, kind.columns(), new ImportFaults(""))
                    .each(row -> kind.read(row).ifPresent(writing::add));
            writing.flush();
        } catch (ImportRefused e) {
            faults.add(
                    1,
                    e.getMessage() + "; the rows before it are in, reading the file again takes up where it stopped");
        }
        return new Report(writing.added, writing.known, faults.all(), faults.warnings());
    }

    private <T> void check(ImportKind<T> kind, Path file, ImportFaults faults) {
        Map<Object, Integer> lines = new HashMap<>();
        store.read(sql -> {
            new ImportReader(file, kind.columns(), faults)
                    .each(row -> kind.read(row).ifPresent(item -> {
                        var earlier = lines.putIfAbsent(kind.key(item), row.line());
                        if (earlier != null) {
                            row.fault("is there twice, first in line " + earlier + "; leave one out");
                        }
                        kind.compare(sql, row, item);
                    }));
            return lines.size();
        });
    }

    /** Rows on their way into the database. */
    private final class Writing<T> {
        private final ImportKind<T> kind;
        private final List<T> waiting = new ArrayList<>();
        private int added;
        private int known;

        Writing(ImportKind<T> kind) {
            this.kind = kind;
        }

        void add(T item) {
            waiting.add(item);
            if (waiting.size() == CHUNK) {
                flush();
            }
        }

        void flush() {
            int fresh = store.write(tx -> {
                int count = 0;
                for (T item : waiting) {
                    count += kind.write(tx, item) ? 1 : 0;
                }
                return count;
            });
            added += fresh;
            known += waiting.size() - fresh;
            waiting.clear();
        }
    }
}

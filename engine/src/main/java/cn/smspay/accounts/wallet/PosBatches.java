package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.BATCH;
import static cn.smspay.accounts.wallet.WalletTables.POS_TERMINAL;

import cn.smspay.accounts.payments.Merchants;
import cn.smspay.accounts.wallet.PosPosting.LineContext;
import cn.smspay.accounts.wallet.WalletTables.BatchKey;
import cn.smspay.accounts.wallet.WalletTables.BatchRow;
import cn.smspay.accounts.wallet.WalletTables.PosTerminal;
import cn.smspay.base.Fen;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Reads;
import cn.smspay.store.Route;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.io.IOException;
import java.io.Writer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Batches of POS purchases (S-163): checked whole, then posted in slices, so that others are served in between. A batch that was
 * cut short by a stop goes on where it was when it is handed in again; one that is done changes nothing.
 *
 * <p>Thread-safe; taking a batch keeps the caller's thread until it is posted.
 */
public final class PosBatches {
    /** Lines of one input of the lane: some milliseconds, so that a short message does not wait for it. */
    private static final int SLICE = 100;
    /** Slices on their way, so that one is proved while others are posted. */
    private static final int AHEAD = 4;
    /** How far a terminal's clock may be off before somebody has to look. */
    private static final Duration CLOCK_AHEAD = Duration.ofDays(1);

    private static final Duration CLOCK_BEHIND = Duration.ofDays(400);

    private static final String COUNTS = """
            select 'PAID' outcome, count(*) n from wallet_record where psam = :psam and batch = :batch
            union all
            select outcome, count(*) n from pos_line where psam = :psam and batch = :batch group by outcome
            """;
    private static final String RESULT = """
            select line, card, counter, number, amount, balance_before, time, tac, 'PAID' outcome, mismatch
            from wallet_record where psam = :psam and batch = :batch
            union all
            select line, card, counter, number, amount, balance_before, time, tac, outcome, 0
            from pos_line where psam = :psam and batch = :batch
            order by line
            """;

    private final Store store;
    private final Lane lane;
    private final CardKeys keys;
    private final Merchants merchants;
    private final PosPosting posting;
    private final Clock clock;

    PosBatches(Store store, Lane lane, CardKeys keys, Merchants merchants, PosPosting posting, Clock clock) {
        this.store = store;
        this.lane = lane;
        this.keys = keys;
        this.merchants = merchants;
        this.posting = posting;
        this.clock = clock;
    }

    /** Makes a PSAM known, as one of a merchant; a blocked one was stolen and none of its batches is taken. */
    public void terminal(Tx tx, Terminal psam, String merchant, boolean blocked) {
        tx.put(POS_TERMINAL, new PosTerminal(psam.number(), merchant, blocked));
    }

    /** Whether lines can be proved at all; without a module that holds the cards' keys every batch is refused. */
    public boolean canProve() {
        return keys.arePresent();
    }

    /**
     * Takes a batch.
     *
     * @param file read twice, and not kept
     * @param door the PSAM that hands it in, if the door knows
     */
    public BatchAnswer take(BatchSource file, Optional<Terminal> door) throws IOException {
        return take(file, door, new Cut(SLICE, Integer.MAX_VALUE));
    }

    /**
     * How a batch is cut.
     *
     * @param lines of a slice
     * @param slices after which the program ends, in tests
     */
    record Cut(int lines, int slices) {}

    BatchAnswer take(BatchSource file, Optional<Terminal> door, Cut cut) throws IOException {
        var read = BatchFile.read(file, line -> {});
        if (!read.faults().isEmpty() || read.head().isEmpty()) {
            return new BatchAnswer.Refused(read.faults());
        }
        var head = read.head().get();
        if (!keys.arePresent()) {
            return refused("nothing can be proved: there is no module with the cards' keys");
        }
        if (door.isPresent() && !door.get().equals(head.psam())) {
            return refused("psam is " + head.psam() + "; this way is for " + door.get() + " only");
        }
        var begun = lane.submit(Job.of(head.psam(), tx -> begin(tx, head, read.digest())))
                .join();
        if (begun.refusal() != null) {
            return refused(begun.refusal());
        }
        boolean again = begun.row().doneAt() != null;
        if (!again) {
            var feed = new Feed(head, begun.merchant(), begun.row().posted(), cut);
            BatchFile.read(file, feed::take);
            feed.end();
        }
        return new BatchAnswer.Taken(head.psam(), head.number(), head.count(), counts(head), again);
    }

    private static BatchAnswer refused(String what) {
        return new BatchAnswer.Refused(List.of(new BatchFault(1, what)));
    }

    private record Begun(@org.jspecify.annotations.Nullable String refusal, BatchRow row, String merchant) {}

    private Begun begin(Tx tx, BatchHead head, byte[] digest) {
        var now = clock.instant();
        var key = new BatchKey(head.psam(), head.number());
        var fresh = new BatchRow(key, digest, head.count(), head.sum(), head.since(), head.until(), now, 0, null);
        var terminal = tx.find(POS_TERMINAL, head.psam().number());
        if (terminal.isEmpty() || merchants.find(tx, terminal.get().merchant()).isEmpty()) {
            return new Begun("psam " + head.psam() + " is no terminal of ours", fresh, "");
        }
        if (terminal.get().blocked()) {
            WalletCases.ofTerminal(
                    tx,
                    "pos-blocked:" + head.psam() + ":" + head.number(),
                    head.psam(),
                    "batch " + head.number() + " over " + head.sum() + " of a PSAM that is blocked was refused",
                    head.sum(),
                    now);
            return new Begun("psam " + head.psam() + " is blocked", fresh, "");
        }
        var known = tx.find(BATCH, key);
        if (known.isPresent() && !Arrays.equals(known.get().digest(), digest)) {
            return new Begun(
                    "number " + head.number() + " was used for another batch; a batch has a number of its own",
                    fresh,
                    "");
        }
        if (known.isEmpty()) {
            tx.add(BATCH, fresh);
            lookAtClock(tx, head, now);
        }
        return new Begun(null, known.orElse(fresh), terminal.get().merchant());
    }

    /** The purchases are paid all the same: the card's proof holds whatever the terminal's clock says. */
    private static void lookAtClock(Tx tx, BatchHead head, Instant now) {
        if (head.until().instant().isAfter(now.plus(CLOCK_AHEAD))
                || head.since().instant().isBefore(now.minus(CLOCK_BEHIND))) {
            WalletCases.ofTerminal(
                    tx,
                    "pos-clock:" + head.psam() + ":" + head.number(),
                    head.psam(),
                    "batch " + head.number() + " is from " + head.since() + " to " + head.until()
                            + " by the terminal's clock",
                    head.sum(),
                    now);
        }
    }

    /** Proves lines on the caller's thread and hands them to the lane in slices. */
    private final class Feed {
        private final BatchHead head;
        private final String merchant;
        private final int posted;
        private final int lines;
        private int slicesLeft;
        private final ArrayDeque<CompletableFuture<Boolean>> ahead = new ArrayDeque<>();
        private List<LineContext> slice = new ArrayList<>();

        Feed(BatchHead head, String merchant, int posted, Cut cut) {
            this.lines = cut.lines();
            this.slicesLeft = cut.slices();
            this.head = head;
            this.merchant = merchant;
            this.posted = posted;
        }

        void take(PosLine line) {
            if (line.line() <= posted) {
                return;
            }
            var proof = PurseData.purchaseProof(line.amount(), head.psam(), (int) line.number(), line.time());
            boolean right = keys.tac(line.card(), proof) == line.tac();
            slice.add(new LineContext(head.psam(), head.number(), merchant, line, right));
            if (slice.size() == lines) {
                submit();
            }
        }

        private void submit() {
            if (slicesLeft-- <= 0) {
                slice.clear();
                return;
            }
            if (ahead.size() == AHEAD) {
                ahead.remove().join();
            }
            ahead.add(lane.submit(new Slice(List.copyOf(slice))));
            slice = new ArrayList<>();
        }

        void end() {
            if (!slice.isEmpty()) {
                submit();
            }
            ahead.forEach(CompletableFuture::join);
        }
    }

    /** One input: all of its lines or none. */
    private final class Slice implements Job<Boolean> {
        private final List<LineContext> lines;

        Slice(List<LineContext> lines) {
            this.lines = lines;
        }

        @Override
        public Route route() {
            return Route.about(lines.get(0).psam());
        }

        @Override
        public void load(Reads ahead) {
            lines.forEach(told -> posting.load(ahead, told));
        }

        @Override
        public Boolean run(Tx tx) {
            var first = lines.get(0);
            var row = tx.get(BATCH, new BatchKey(first.psam(), first.batch()));
            if (row.posted() != first.line().line() - 1) {
                return false;
            }
            var now = clock.instant();
            lines.forEach(told -> posting.post(tx, told, now));
            tx.put(BATCH, row.posted(lines.get(lines.size() - 1).line().line(), now));
            return true;
        }
    }

    private Map<LineOutcome, Integer> counts(BatchHead head) {
        var counts = new EnumMap<LineOutcome, Integer>(LineOutcome.class);
        store.read(sql -> sql.createQuery(COUNTS)
                .bind("psam", head.psam().number())
                .bind("batch", head.number())
                .map((row, context) ->
                        counts.merge(LineOutcome.valueOf(row.getString("outcome")), row.getInt("n"), Integer::sum))
                .list());
        counts.values().removeIf(n -> n == 0);
        return counts;
    }

    /** A batch that was taken, whole or so far. */
    public record BatchProgress(long number, int count, Fen sum, int posted, boolean done) {}

    public Optional<BatchProgress> progress(Tx tx, Terminal psam, long number) {
        return tx.find(BATCH, new BatchKey(psam, number))
                .map(row -> new BatchProgress(number, row.count(), row.sum(), row.posted(), row.doneAt() != null));
    }

    /**
     * Writes the result of a batch: the header's beginning with the count of lines paid, and every line as it came with what became
     * of it, {@code PAID MISMATCH} where its balance does not fit the records before it.
     */
    public void result(Terminal psam, long number, Writer to) throws IOException {
        to.write("POS1R," + psam + "," + number + "\n");
        try {
            store.read(sql -> {
                sql.createQuery(RESULT)
                        .bind("psam", psam.number())
                        .bind("batch", number)
                        .setFetchSize(1000)
                        .map((row, context) -> resultLine(row))
                        .forEach(line -> write(to, line));
                return true;
            });
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        to.flush();
    }

    private static void write(Writer to, String line) {
        try {
            to.write(line);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String resultLine(ResultSet row) throws SQLException {
        return row.getString("card")
                + ','
                + row.getInt("counter")
                + ','
                + row.getLong("number")
                + ','
                + row.getLong("amount")
                + ','
                + row.getLong("balance_before")
                + ','
                + row.getString("time")
                + ','
                + String.format(Locale.ROOT, "%08X", row.getInt("tac"))
                + ','
                + row.getString("outcome")
                + (row.getInt("mismatch") == 1 ? " MISMATCH" : "")
                + '\n';
    }
}

package cn.smspay.accounts.wallet;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Table;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of this room. */
final class WalletTables {
    /** Rows remembered between batches of the lane: a card that pays comes again soon. */
    private static final int REMEMBERED = 4_000;

    static final Table<CardNo, Wallet> WALLET = Table.cached("wallet", CardNo.class, Wallet.class, REMEMBERED);
    static final Table<CardNo, Shadow> SHADOW = Table.cached("wallet_shadow", CardNo.class, Shadow.class, REMEMBERED);
    static final Table<SubscriptionId, WalletOf> WALLET_OF =
            Table.cached("wallet_of", SubscriptionId.class, WalletOf.class, REMEMBERED);
    static final Table<OrderId, Load> LOAD = Table.of("wallet_load", OrderId.class, Load.class);
    static final Table<RecordKey, RecordRow> RECORD = Table.of("wallet_record", RecordKey.class, RecordRow.class);
    static final Table<GapKey, Gap> GAP = Table.of("wallet_gap", GapKey.class, Gap.class);
    static final Table<Long, PosTerminal> POS_TERMINAL =
            Table.cached("pos_terminal", long.class, PosTerminal.class, REMEMBERED);
    static final Table<BatchKey, BatchRow> BATCH = Table.of("pos_batch", BatchKey.class, BatchRow.class);
    static final Table<LineKey, LineRow> LINE = Table.of("pos_line", LineKey.class, LineRow.class);

    private WalletTables() {}

    /**
     * The file of a card.
     *
     * @param online the on-line counter as the card has proved it
     * @param sent the load of which we do not know whether the card has booked it
     * @param newestSent the newest load that was sent and not given back; each names the one before
     * @param terminal the contact that was given out last
     * @param awaited whether nothing has come by it yet
     * @param singleLimit as the customer set it in the card; null if never
     */
    record Wallet(
            CardNo card,
            SubscriptionId subscription,
            AccountNo account,
            WalletStatus status,
            Instant openedAt,
            @Nullable Instant endedAt,
            int online,
            @Nullable OrderId sent,
            @Nullable OrderId newestSent,
            Terminal terminal,
            boolean awaited,
            @Nullable Fen singleLimit,
            int flags,
            boolean resetDue,
            boolean calibrationDue,
            @Nullable Closing closing) {
        boolean is(CardReading.Flag flag) {
            return flag.in(flags);
        }

        Wallet withStatus(WalletStatus to, @Nullable Instant ended) {
            return changed(to, ended, online, sent, newestSent, closing);
        }

        Wallet withClosing(Closing to) {
            return changed(WalletStatus.CLOSING, endedAt, online, sent, newestSent, to);
        }

        Wallet withOnline(int to) {
            return changed(status, endedAt, to, sent, newestSent, closing);
        }

        Wallet withLoads(@Nullable OrderId toSent, @Nullable OrderId toNewest) {
            return changed(status, endedAt, online, toSent, toNewest, closing);
        }

        private Wallet changed(
                WalletStatus status,
                @Nullable Instant endedAt,
                int online,
                @Nullable OrderId sent,
                @Nullable OrderId newestSent,
                @Nullable Closing closing) {
            return new Wallet(
                    card,
                    subscription,
                    account,
                    status,
                    openedAt,
                    endedAt,
                    online,
                    sent,
                    newestSent,
                    terminal,
                    awaited,
                    singleLimit,
                    flags,
                    resetDue,
                    calibrationDue,
                    closing);
        }

        Wallet withContact(Terminal to, boolean nowAwaited) {
            return new Wallet(
                    card,
                    subscription,
                    account,
                    status,
                    openedAt,
                    endedAt,
                    online,
                    sent,
                    newestSent,
                    to,
                    nowAwaited,
                    singleLimit,
                    flags,
                    resetDue,
                    calibrationDue,
                    closing);
        }

        Wallet withSettings(@Nullable Fen limit, int toFlags, boolean reset, boolean calibrate) {
            return new Wallet(
                    card,
                    subscription,
                    account,
                    status,
                    openedAt,
                    endedAt,
                    online,
                    sent,
                    newestSent,
                    terminal,
                    awaited,
                    limit,
                    toFlags,
                    reset,
                    calibrate,
                    closing);
        }
    }

    /** What a closed card holds, and since when its records are awaited. */
    record Closing(Fen closingBalance, int closingOffline, Instant closingSince) {}

    /**
     * @param offlineNext the off-line counter after the highest that came
     * @param gaps ranges below it that have not come
     * @param inSuspense what stands in SUSPENSE for this card; below zero what was paid out of it
     * @param asOf the last record or contact
     */
    record Shadow(CardNo card, int offlineNext, int gaps, Fen inSuspense, Instant asOf) {
        Shadow at(Instant now) {
            return now.isAfter(asOf) ? new Shadow(card, offlineNext, gaps, inSuspense, now) : this;
        }

        Shadow withInSuspense(Fen to) {
            return new Shadow(card, offlineNext, gaps, to, asOf);
        }

        Shadow withOffline(int next, int toGaps) {
            return new Shadow(card, next, toGaps, inSuspense, asOf);
        }

        boolean isComplete(int offline) {
            return gaps == 0 && offlineNext >= offline;
        }
    }

    record WalletOf(SubscriptionId subscription, CardNo card) {}

    /** Where the money of a load came from. */
    enum Origin {
        STK,
        HALL,
        EBANK
    }

    enum LoadState {
        /** Paid in; to be written at the next contact. */
        WAITING,
        /** The card may have booked it. */
        SENT,
        LOADED,
        /** Given back. */
        VOID
    }

    record Load(
            OrderId id,
            CardNo card,
            AccountNo account,
            Fen amount,
            Origin origin,
            LoadState state,
            Instant requestedAt,
            @Nullable Instant settledAt,
            @Nullable SentLoad sent) {
        Load sent(SentLoad by) {
            return new Load(id, card, account, amount, origin, LoadState.SENT, requestedAt, null, by);
        }

        Load to(LoadState end, @Nullable Instant at) {
            return new Load(id, card, account, amount, origin, end, requestedAt, at, sent);
        }

        SentLoad order() {
            return Objects.requireNonNull(sent, "this load was not sent");
        }
    }

    /**
     * What the card was sent.
     *
     * @param online its counter then
     * @param offline its off-line counter then
     */
    record SentLoad(
            int online,
            int offline,
            Fen balanceBefore,
            Terminal terminal,
            int random,
            int mac,
            CardTime sentTime,
            Instant sentAt,
            @Nullable OrderId previous) {}

    record RecordKey(CardNo card, int counter) {
        RecordKey before() {
            return new RecordKey(card, counter - 1);
        }

        RecordKey after() {
            return new RecordKey(card, counter + 1);
        }
    }

    record RecordRow(
            RecordKey key,
            LineKey at,
            long number,
            Fen amount,
            Fen balanceBefore,
            CardTime time,
            int tac,
            boolean mismatch,
            Instant postedAt) {
        Fen after() {
            return balanceBefore.minus(amount);
        }

        boolean says(Terminal psam, PosLine line) {
            return at.psam().equals(psam)
                    && number == line.number()
                    && amount.equals(line.amount())
                    && balanceBefore.equals(line.before())
                    && time.equals(line.time())
                    && tac == line.tac();
        }

        RecordRow mismatched() {
            return new RecordRow(key, at, number, amount, balanceBefore, time, tac, true, postedAt);
        }
    }

    record GapKey(CardNo card, int first) {}

    record Gap(GapKey key, int last, Instant seenAt, boolean reported) {}

    record PosTerminal(long psam, String merchant, boolean blocked) {}

    record BatchKey(Terminal psam, long number) {}

    record BatchRow(
            BatchKey key,
            byte[] digest,
            int count,
            Fen sum,
            CardTime since,
            CardTime until,
            Instant receivedAt,
            int posted,
            @Nullable Instant doneAt) {
        BatchRow posted(int upTo, Instant now) {
            return new BatchRow(key, digest, count, sum, since, until, receivedAt, upTo, upTo == count ? now : null);
        }
    }

    record LineKey(Terminal psam, long batch, int line) {}

    record LineRow(
            LineKey key,
            LineOutcome outcome,
            CardNo card,
            int counter,
            long number,
            Fen amount,
            Fen balanceBefore,
            CardTime time,
            int tac) {}
}

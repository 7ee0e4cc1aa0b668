package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.GAP;
import static cn.smspay.accounts.wallet.WalletTables.LINE;
import static cn.smspay.accounts.wallet.WalletTables.LOAD;
import static cn.smspay.accounts.wallet.WalletTables.RECORD;
import static cn.smspay.accounts.wallet.WalletTables.SHADOW;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.wallet.WalletTables.Gap;
import cn.smspay.accounts.wallet.WalletTables.GapKey;
import cn.smspay.accounts.wallet.WalletTables.LineKey;
import cn.smspay.accounts.wallet.WalletTables.LineRow;
import cn.smspay.accounts.wallet.WalletTables.RecordKey;
import cn.smspay.accounts.wallet.WalletTables.RecordRow;
import cn.smspay.accounts.wallet.WalletTables.Shadow;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;

/**
 * Takes one line of a batch: a purchase that the card has made already (S-163). A right record is paid once, whatever else is
 * odd about it, because the merchant has given the goods; the rest is for the card's file and for a person.
 */
final class PosPosting {
    private static final String GAP_WITH = """
            select first from wallet_gap where card = :card and first <= :counter and last >= :counter
            """;

    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final Settling settling;
    private final WalletClosings closings;

    PosPosting(Ledger ledger, Lifecycle lifecycle, Settling settling, WalletClosings closings) {
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.settling = settling;
        this.closings = closings;
    }

    /** What a line comes with. */
    record LineContext(Terminal psam, long batch, String merchant, PosLine line, boolean proofRight) {
        LineKey key() {
            return new LineKey(psam, batch, line.line());
        }

        RecordKey record() {
            return new RecordKey(line.card(), line.counter());
        }
    }

    /** Reads ahead what {@link #post} wants. */
    void load(Reads ahead, LineContext told) {
        var card = told.line().card();
        ahead.want(SHADOW, card);
        ahead.want(RECORD, told.record());
        if (told.line().counter() > 0) {
            ahead.want(RECORD, told.record().before());
        }
        ledger.load(ahead, key(told));
        ahead.want(WALLET, card, (more, wallet) -> {
            ledger.load(more, wallet.account(), Pocket.WALLET);
            if (wallet.newestSent() != null) {
                more.want(LOAD, wallet.newestSent());
            }
        });
    }

    private static String key(LineContext told) {
        return "pos:" + told.line().card() + ":" + told.line().counter();
    }

    LineOutcome post(Tx tx, LineContext told, Instant now) {
        var outcome = outcome(tx, told, now);
        if (outcome == LineOutcome.PAID) {
            pay(tx, told, now);
        } else {
            var line = told.line();
            tx.put(
                    LINE,
                    new LineRow(
                            told.key(),
                            outcome,
                            line.card(),
                            line.counter(),
                            line.number(),
                            line.amount(),
                            line.before(),
                            line.time(),
                            line.tac()));
        }
        return outcome;
    }

    private static LineOutcome outcome(Tx tx, LineContext told, Instant now) {
        if (tx.find(WALLET, told.line().card()).isEmpty()) {
            openCase(tx, "card", told, "is of a card that is no wallet of ours", now);
            return LineOutcome.UNKNOWN_CARD;
        }
        var known = tx.find(RECORD, told.record());
        if (known.isPresent() && known.get().says(told.psam(), told.line())) {
            return LineOutcome.DOUBLE;
        }
        if (!told.proofRight()) {
            openCase(tx, "proof", told, "has a wrong TAC; nothing was paid", now);
            return LineOutcome.BAD_TAC;
        }
        if (known.isPresent()) {
            openCase(
                    tx,
                    "conflict:" + told.line().line(),
                    told,
                    "has a right TAC under a counter for which batch "
                            + known.get().at().batch() + " of PSAM "
                            + known.get().at().psam() + " brought another purchase; nothing was paid",
                    now);
            return LineOutcome.CONFLICT;
        }
        return LineOutcome.PAID;
    }

    /** Of wrong proofs and unknown cards one a batch: a forged one may have a million. */
    private static void openCase(Tx tx, String kind, LineContext told, String what, Instant now) {
        var cause = "pos-" + told.psam() + "-" + told.batch() + ":" + kind;
        WalletCases.ofTerminal(
                tx, cause, told.psam(), sentence(told, what), told.line().amount(), now);
    }

    private static String sentence(LineContext told, String what) {
        var line = told.line();
        return "line " + line.line() + " of batch " + told.batch() + " of PSAM " + told.psam() + " (merchant "
                + told.merchant() + ", " + line.amount() + ", counter " + line.counter() + ", card " + line.card()
                + ") " + what;
    }

    private void pay(Tx tx, LineContext told, Instant now) {
        var line = told.line();
        var wallet = settledBy(tx, tx.get(WALLET, line.card()), line, now);
        var held = ledger.balance(tx, wallet.account(), Pocket.WALLET);
        var own = held.covers(line.amount()) ? line.amount() : held;
        var rest = line.amount().minus(own);
        ledger.post(tx, entry(told, wallet, own, rest, now)).transfer();
        var shadow = counted(tx, tx.get(SHADOW, line.card()), line.counter(), now)
                .at(told.line().time().noLaterThan(now));
        if (rest.isPositive()) {
            shadow = lent(tx, told, wallet, shadow, rest, now);
        }
        tx.put(SHADOW, shadow);
        record(tx, told, wallet, now);
        closings.finishIfComplete(tx, wallet, now);
        if (own.equals(held)) {
            lifecycle.closeOrphanAtZero(tx, wallet.account(), Channel.POS, now);
        }
    }

    /**
     * The purchase after a load says by its balance whether the card has booked it. A POS may be believed that it was; that it
     * was not only where no contact can ever say it better (S-147).
     */
    private Wallet settledBy(Tx tx, Wallet wallet, PosLine line, Instant now) {
        if (wallet.sent() == null) {
            return wallet;
        }
        var load = tx.get(LOAD, wallet.sent());
        var sent = load.order();
        if (sent.offline() != line.counter()) {
            return wallet;
        }
        if (line.before().equals(sent.balanceBefore().plus(load.amount()))) {
            return settling.loaded(tx, wallet, load, now);
        }
        boolean alone = wallet.status() == WalletStatus.LOST || !Settling.hasNumber(tx, wallet);
        return alone && line.before().equals(sent.balanceBefore()) ? settling.returned(tx, wallet, load, now) : wallet;
    }

    private static Entry entry(LineContext told, Wallet wallet, Fen own, Fen rest, Instant now) {
        var lines = new ArrayList<Line>();
        if (own.isPositive()) {
            lines.add(new Line(BookAccount.of(wallet.account(), Pocket.WALLET), Line.Side.DEBIT, own));
        }
        if (rest.isPositive()) {
            lines.add(new Line(BookAccount.SUSPENSE, Line.Side.DEBIT, rest));
        }
        lines.add(new Line(
                BookAccount.merchant(told.merchant()),
                Line.Side.CREDIT,
                told.line().amount()));
        return new Entry(key(told), Event.WALLET_PURCHASE, lines, null, null, now);
    }

    private static Shadow lent(Tx tx, LineContext told, Wallet wallet, Shadow shadow, Fen rest, Instant now) {
        if (!shadow.inSuspense().covers(rest)) {
            WalletCases.of(
                    tx,
                    CaseKind.SHORT_SHADOW,
                    "wallet-short:" + told.line().card() + ":" + told.line().counter(),
                    wallet,
                    sentence(told, "was paid with " + rest + " out of SUSPENSE"),
                    rest,
                    now);
        }
        return shadow.withInSuspense(shadow.inSuspense().minus(rest));
    }

    private static Shadow counted(Tx tx, Shadow shadow, int counter, Instant now) {
        int next = shadow.offlineNext();
        if (counter < next) {
            return shadow.withOffline(next, shadow.gaps() + filled(tx, shadow.card(), counter));
        }
        if (counter == next) {
            return shadow.withOffline(counter + 1, shadow.gaps());
        }
        tx.add(GAP, new Gap(new GapKey(shadow.card(), next), counter - 1, now, false));
        return shadow.withOffline(counter + 1, shadow.gaps() + 1);
    }

    /** How many gaps more there are after this record has come. */
    private static int filled(Tx tx, CardNo card, int counter) {
        int first = tx.query(sql -> sql.createQuery(GAP_WITH)
                .bind("card", card.digits())
                .bind("counter", counter)
                .mapTo(Integer.class)
                .one());
        var gap = tx.get(GAP, new GapKey(card, first));
        int more = -1;
        tx.delete(GAP, gap.key());
        if (counter > first) {
            tx.put(GAP, new Gap(gap.key(), counter - 1, gap.seenAt(), gap.reported()));
            more++;
        }
        if (counter < gap.last()) {
            tx.put(GAP, new Gap(new GapKey(card, counter + 1), gap.last(), gap.seenAt(), gap.reported()));
            more++;
        }
        return more;
    }

    private static void record(Tx tx, LineContext told, Wallet wallet, Instant now) {
        var line = told.line();
        var key = told.record();
        var made = new RecordRow(
                key,
                told.key(),
                line.number(),
                line.amount(),
                line.before(),
                line.time(),
                line.tac(),
                !fits(tx, wallet, key, line.before()),
                now);
        tx.add(RECORD, made);
        if (tx.get(SHADOW, line.card()).offlineNext() > line.counter() + 1) {
            tx.find(RECORD, key.after())
                    .filter(after -> !fits(tx, wallet, after.key(), after.balanceBefore()))
                    .ifPresent(after -> tx.put(RECORD, after.mismatched()));
        }
    }

    /** Whether a record begins with what the one before it and the loads between them leave. */
    private static boolean fits(Tx tx, Wallet wallet, RecordKey key, Fen before) {
        Fen left;
        if (key.counter() == 0) {
            left = Fen.ZERO;
        } else {
            var previous = tx.find(RECORD, key.before());
            if (previous.isEmpty()) {
                return true;
            }
            left = previous.get().after();
        }
        var open = Fen.ZERO;
        for (var at = wallet.newestSent(); at != null; ) {
            var load = tx.get(LOAD, at);
            if (load.order().offline() < key.counter()) {
                break;
            }
            if (load.order().offline() == key.counter()) {
                if (at.equals(wallet.sent())) {
                    open = load.amount();
                } else {
                    left = left.plus(load.amount());
                }
            }
            at = load.order().previous();
        }
        return before.equals(left) || before.equals(left.plus(open));
    }
}

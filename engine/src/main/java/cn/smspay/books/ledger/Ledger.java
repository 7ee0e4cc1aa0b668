package cn.smspay.books.ledger;

import static cn.smspay.books.ledger.LedgerTables.ACCOUNT;
import static cn.smspay.books.ledger.LedgerTables.POSTING;
import static cn.smspay.books.ledger.LedgerTables.REQUEST;
import static cn.smspay.books.ledger.LedgerTables.SYSTEM_ACCOUNT;
import static cn.smspay.books.ledger.LedgerTables.TRANSFER;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.LedgerAccountId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.LedgerTables.AccountRow;
import cn.smspay.books.ledger.LedgerTables.Posting;
import cn.smspay.books.ledger.LedgerTables.PostingKey;
import cn.smspay.books.ledger.LedgerTables.SystemAccount;
import cn.smspay.books.ledger.LedgerTables.TransferRequest;
import cn.smspay.books.ledger.LedgerTables.TransferRow;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The double-entry book. Entries are added, never changed; an account that was never posted to has no row and holds
 * nothing. Everything happens inside the caller's transaction. No state of its own, so thread-safe.
 */
public final class Ledger {
    /**
     * Posts an entry, once per key. Checks of funds concern subscribers' accounts and tills only: another account of the
     * service may stand on its unusual side, such as a bank's that paid out before it was filled.
     */
    public PostOutcome post(Tx tx, Entry entry) {
        var known = tx.find(REQUEST, entry.key());
        if (known.isPresent()) {
            var id = known.get().transfer();
            return known.get().inputHash() == entry.inputHash()
                    ? new PostOutcome.AlreadyPosted(id)
                    : new PostOutcome.DifferentInput(id);
        }
        for (Line line : entry.lines()) {
            if (line.account().isFloored() && line.takes()) {
                var available = balance(tx, line.account());
                if (!available.covers(line.amount())) {
                    return new PostOutcome.InsufficientFunds(line.account(), available);
                }
            }
        }
        return new PostOutcome.Posted(write(tx, entry));
    }

    private TransferId write(Tx tx, Entry entry) {
        var id = new TransferId(tx.next("transfer"));
        var row = new TransferRow(
                id, entry.event(), entry.resolves(), entry.reverses(), day(tx, entry), entry.at(), null);
        var request = new TransferRequest(entry.key(), entry.inputHash(), id);
        var legs = new ArrayList<LedgerChain.Leg>();
        for (Line line : entry.lines()) {
            legs.add(LedgerChain.Leg.of(line.account(), post(tx, line, id)));
        }
        tx.add(TRANSFER, row.chained(LedgerChain.add(tx, LedgerChain.Movement.of(row, request, legs))));
        tx.add(REQUEST, request);
        return id;
    }

    private static Posting post(Tx tx, Line line, TransferId id) {
        var before = rowOrFresh(tx, line.account());
        var after = before.after(line, id);
        var posting = new Posting(
                new PostingKey(after.id(), id),
                line.side(),
                line.amount(),
                after.balance(line.account().nature()),
                before.lastTransfer());
        tx.put(ACCOUNT, after);
        tx.add(POSTING, posting);
        return posting;
    }

    /** Its own day, or the first one after the last that was closed. */
    private static int day(Tx tx, Entry entry) {
        int own = ServiceDay.number(entry.at());
        int closed = DayClose.lastClosed(tx);
        return own > closed ? own : ServiceDay.number(ServiceDay.date(closed).plusDays(1));
    }

    /** The transfer that was posted under this key. */
    public Optional<TransferId> posted(Tx tx, String key) {
        return tx.find(REQUEST, key).map(TransferRequest::transfer);
    }

    /** The number of the newest transfer, 0 in an empty book. For {@link #firstAfter}. */
    public long newest(Tx tx) {
        return LedgerChain.head(tx).transfer();
    }

    /** The first transfer that was posted since the newest one was {@code newest}, if one was. */
    public Optional<TransferId> firstAfter(Tx tx, long newest) {
        return newest(tx) > newest ? Optional.of(new TransferId(newest + 1)) : Optional.empty();
    }

    /** Whether a transfer touched an account. */
    public boolean concerns(Tx tx, TransferId transfer, BookAccount account) {
        var owner = account.owner();
        var id = owner == null
                ? tx.find(SYSTEM_ACCOUNT, account.code()).map(SystemAccount::id)
                : Optional.of(Pocket.valueOf(account.code()).of(owner));
        return id.flatMap(known -> tx.find(POSTING, new PostingKey(known, transfer)))
                .isPresent();
    }

    /** What an account holds: debit minus credit for assets, credit minus debit for liabilities. */
    public Fen balance(Tx tx, BookAccount account) {
        return rowOrFresh(tx, account).balance(account.nature());
    }

    public Fen balance(Tx tx, AccountNo owner, Pocket pocket) {
        return balance(tx, BookAccount.of(owner, pocket));
    }

    /** What a transfer did to one account, if it touched it. */
    public Optional<StatementLine> line(Tx tx, AccountNo owner, Pocket pocket, TransferId transfer) {
        return tx.find(POSTING, new PostingKey(pocket.of(owner), transfer))
                .map(posting -> line(pocket, posting, tx.get(TRANSFER, transfer)));
    }

    /** Reads ahead what is wanted for movements of this subscriber's money. */
    public void load(Reads ahead, AccountNo owner, Pocket... pockets) {
        for (Pocket pocket : pockets) {
            ahead.want(ACCOUNT, pocket.of(owner));
        }
    }

    /** Reads ahead what is wanted for posting under this key. */
    public void load(Reads ahead, String key) {
        ahead.want(REQUEST, key);
    }

    /** Reads ahead what {@link #newest} wants. */
    public void loadNewest(Reads ahead, AccountNo owner, int most, Pocket... pockets) {
        for (Pocket pocket : pockets) {
            ahead.want(ACCOUNT, pocket.of(owner), (more, row) -> loadChain(more, row.id(), row.lastTransfer(), most));
        }
    }

    private static void loadChain(Reads ahead, LedgerAccountId account, @Nullable TransferId at, int most) {
        if (at != null && most > 0) {
            ahead.want(TRANSFER, at);
            ahead.want(
                    POSTING,
                    new PostingKey(account, at),
                    (more, posting) -> loadChain(more, account, posting.previousTransfer(), most - 1));
        }
    }

    /**
     * The newest postings of some of a subscriber's accounts, newest first. Follows each account's chain by key, so it
     * sees this transaction's own postings and makes nothing gathered go to the database early.
     *
     * @param most lines at most
     */
    public List<StatementLine> newest(Tx tx, AccountNo owner, int most, Pocket... pockets) {
        var lines = new ArrayList<StatementLine>();
        for (Pocket pocket : pockets) {
            var at = tx.find(ACCOUNT, pocket.of(owner))
                    .map(AccountRow::lastTransfer)
                    .orElse(null);
            for (int i = 0; i < most && at != null; i++) {
                var posting = tx.get(POSTING, new PostingKey(pocket.of(owner), at));
                lines.add(line(pocket, posting, tx.get(TRANSFER, at)));
                at = posting.previousTransfer();
            }
        }
        lines.sort(Comparator.comparing(StatementLine::transfer).reversed());
        return List.copyOf(lines.subList(0, Math.min(most, lines.size())));
    }

    private static StatementLine line(Pocket pocket, Posting posting, TransferRow transfer) {
        return new StatementLine(
                transfer.id(),
                transfer.event(),
                pocket,
                posting.side(),
                posting.amount(),
                posting.balanceAfter(),
                transfer.businessDate(),
                transfer.at());
    }

    private static AccountRow rowOrFresh(Tx tx, BookAccount account) {
        var id = id(tx, account);
        return tx.find(ACCOUNT, id).orElseGet(() -> AccountRow.fresh(id));
    }

    /** The service's own accounts count down from -1, so that they never meet a subscriber's computed ids. */
    private static LedgerAccountId id(Tx tx, BookAccount account) {
        var owner = account.owner();
        if (owner != null) {
            return Pocket.valueOf(account.code()).of(owner);
        }
        return tx.find(SYSTEM_ACCOUNT, account.code()).map(SystemAccount::id).orElseGet(() -> {
            var fresh = new LedgerAccountId(-tx.next("system_account"));
            tx.add(SYSTEM_ACCOUNT, new SystemAccount(account.code(), fresh, account.nature()));
            return fresh;
        });
    }
}

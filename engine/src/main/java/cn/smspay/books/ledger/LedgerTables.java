package cn.smspay.books.ledger;

import cn.smspay.base.Fen;
import cn.smspay.base.LedgerAccountId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount.Nature;
import cn.smspay.books.ledger.Line.Side;
import cn.smspay.store.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of the book. */
final class LedgerTables {
    /** Rows of accounts remembered between batches: the busy ones, and all of the service's own. */
    private static final int REMEMBERED = 4_000;

    static final Table<LedgerAccountId, AccountRow> ACCOUNT =
            Table.cached("ledger_account", LedgerAccountId.class, AccountRow.class, REMEMBERED);
    static final Table<String, SystemAccount> SYSTEM_ACCOUNT =
            Table.cached("system_account", String.class, SystemAccount.class, 1_000);
    static final Table<TransferId, TransferRow> TRANSFER = Table.of("transfer", TransferId.class, TransferRow.class);
    static final Table<String, TransferRequest> REQUEST =
            Table.of("transfer_request", String.class, TransferRequest.class);
    static final Table<PostingKey, Posting> POSTING = Table.of("posting", PostingKey.class, Posting.class);

    private LedgerTables() {}

    /** The sums of an account's postings. */
    record AccountRow(
            LedgerAccountId id,
            Fen drPosted,
            Fen crPosted,
            @Nullable TransferId lastTransfer) {
        static AccountRow fresh(LedgerAccountId id) {
            return new AccountRow(id, Fen.ZERO, Fen.ZERO, null);
        }

        Fen balance(Nature nature) {
            return nature == Nature.ASSET ? drPosted.minus(crPosted) : crPosted.minus(drPosted);
        }

        AccountRow after(Line line, TransferId transfer) {
            boolean debit = line.side() == Side.DEBIT;
            return new AccountRow(
                    id,
                    debit ? drPosted.plus(line.amount()) : drPosted,
                    debit ? crPosted : crPosted.plus(line.amount()),
                    transfer);
        }
    }

    record SystemAccount(String code, LedgerAccountId id, Nature nature) {}

    /** @param chain its link, see {@link LedgerChain} */
    record TransferRow(
            TransferId id,
            Event event,
            @Nullable TransferId resolves,
            @Nullable TransferId reverses,
            int businessDate,
            Instant at,
            byte @Nullable [] chain) {
        TransferRow chained(byte[] link) {
            return new TransferRow(id, event, resolves, reverses, businessDate, at, link);
        }
    }

    record TransferRequest(String idempotencyKey, long inputHash, TransferId transfer) {}

    record PostingKey(LedgerAccountId account, TransferId transfer) {}

    /** One line of a transfer; {@code previousTransfer} is the one before it on the same account. */
    record Posting(
            PostingKey key,
            Side side,
            Fen amount,
            Fen balanceAfter,
            @Nullable TransferId previousTransfer) {}
}

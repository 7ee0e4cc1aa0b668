package cn.smspay.accounts.banks;

import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.CalendarSettings;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.accounts.payments.Withdrawals;
import cn.smspay.accounts.payments.Withdrawals.WithdrawalBranch;
import cn.smspay.accounts.payments.WorkingDays;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Withdrawals on their way to the banks: one file a bank and working day, the same octets whenever it is asked for again. */
public final class WithdrawalBatches {
    private static final Table<BatchKey, Batch> BATCH = Table.of("withdrawal_batch", BatchKey.class, Batch.class);
    private static final Table<OrderId, BatchLine> LINE =
            Table.of("withdrawal_batch_line", OrderId.class, BatchLine.class);
    private static final String UNSENT = """
            select o.id from withdrawal_order o left join withdrawal_batch_line l on l.withdrawal = o.id
            where o.bank = :bank and o.status = 'SUBMITTED' and l.withdrawal is null order by o.id limit :most
            """;
    private static final String SENT = """
            select withdrawal from withdrawal_batch_line where bank = :bank and day = :day order by line
            """;

    private final Withdrawals withdrawals;
    private final WorkingDays calendar;

    public WithdrawalBatches(Withdrawals withdrawals, CalendarSettings calendar) {
        this.withdrawals = withdrawals;
        this.calendar = new WorkingDays(calendar);
    }

    record BatchKey(BankCode bank, int day) {}

    /** @param lines how many there are */
    record Batch(BatchKey key, int lines, Fen sum, Instant madeAt) {}

    record BatchLine(OrderId withdrawal, BankCode bank, int day, int line) {}

    /** A file for a bank, with full card numbers and names: for the bank's eyes alone. */
    public record PayoutFile(BankCode bank, LocalDate day, int lines, Fen sum, byte[] octets) {}

    /**
     * Makes today's batch of a bank out of everything that waits, or gives the one that was made before again.
     *
     * @return empty if banks do not work today, or nothing waits
     */
    public Optional<PayoutFile> make(Tx tx, BankCode bank, Instant now) {
        var day = ServiceDay.date(now);
        var made = again(tx, bank, day);
        if (made.isPresent() || !calendar.isWorked(day)) {
            return made;
        }
        var unsent = ids(tx, UNSENT, bank, day);
        if (unsent.isEmpty()) {
            return Optional.empty();
        }
        int number = ServiceDay.number(day);
        var sum = Fen.ZERO;
        for (int i = 0; i < unsent.size(); i++) {
            tx.add(LINE, new BatchLine(unsent.get(i), bank, number, i + 1));
            sum = sum.plus(tx.get(WITHDRAWAL, unsent.get(i)).amount());
        }
        tx.add(BATCH, new Batch(new BatchKey(bank, number), unsent.size(), sum, now));
        return again(tx, bank, day);
    }

    /** The batch of a day, as it went out. */
    public Optional<PayoutFile> again(Tx tx, BankCode bank, LocalDate day) {
        return tx.find(BATCH, new BatchKey(bank, ServiceDay.number(day))).map(batch -> {
            var file = new BankFile(
                    BankFile.Kind.WITHDRAWALS,
                    bank,
                    day,
                    ids(tx, SENT, bank, day).stream().map(id -> row(tx, id)).toList());
            return new PayoutFile(bank, day, batch.lines(), batch.sum(), file.octets());
        });
    }

    private static List<OrderId> ids(Tx tx, String sql, BankCode bank, LocalDate day) {
        return tx.query(handle -> {
            var query = handle.createQuery(sql).bind("bank", bank.name());
            (sql.equals(UNSENT) ? query.bind("most", BankFile.LINES_MOST) : query.bind("day", ServiceDay.number(day)))
                    .setFetchSize(1_000);
            return new ArrayList<>(
                    query.map((row, c) -> new OrderId(row.getLong(1))).list());
        });
    }

    private List<String> row(Tx tx, OrderId id) {
        var order = tx.get(WITHDRAWAL, id);
        var payOut = withdrawals.payOut(tx, order);
        var branch = tx.find(Withdrawals.BRANCH, id);
        return List.of(
                OrderNumbers.shown(order.number(), id),
                payOut.cardNumber().reveal(),
                payOut.holder().reveal(),
                branch.map(WithdrawalBranch::branch).orElse(""),
                branch.map(WithdrawalBranch::place).orElse(""),
                Long.toString(order.amount().fen()));
    }
}

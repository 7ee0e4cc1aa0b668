package cn.smspay.accounts.banks;

import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.accounts.payments.WithdrawalResults;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What banks made of withdrawals, as their files say (R 4.5 withdraw.result): a file is taken whole or not at all, and twice
 * changes nothing. A line about an order that is not ours, or against what is in the book, is a case.
 */
public final class WithdrawalResultFiles {
    static final Table<OrderId, BankDay> BANK_DAY = Table.of("withdrawal_bank_day", OrderId.class, BankDay.class);
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");
    private static final int REASON_MOST = 100;

    private final WithdrawalResults results;
    private final OrderNumbers numbers;
    private final Ledger ledger;

    public WithdrawalResultFiles(WithdrawalResults results, Ledger ledger, Vault vault) {
        this.results = results;
        this.ledger = ledger;
        this.numbers = new OrderNumbers(vault);
    }

    record BankDay(OrderId withdrawal, BankCode bank, int day) {}

    /**
     * How a file was taken.
     *
     * @param faults why it was not taken, by line; then nothing was done
     * @param known lines that changed nothing because they were known
     * @param cases lines that somebody has to look at
     */
    public record ResultFileReport(List<String> faults, int settled, int known, int cases) {
        static ResultFileReport refused(FileFaults faults) {
            return new ResultFileReport(faults.list(), 0, 0, 0);
        }

        public boolean isTaken() {
            return faults.isEmpty();
        }
    }

    /** One line that reads well. */
    private record ResultLine(
            int number, String order, Result result, Fen amount, String reason, Optional<WithdrawalOrder> ours) {}

    public ResultFileReport take(Tx tx, byte[] octets, Instant now) {
        var before = BankFiles.find(tx, octets);
        if (before.isPresent()) {
            return new ResultFileReport(List.of(), 0, before.get().lines(), 0);
        }
        var faults = new FileFaults();
        var file = new BankFileReader(BankFile.Kind.RESULTS, faults).read(octets);
        var lines = file.map(it -> lines(tx, it, faults)).orElse(List.of());
        if (file.isEmpty() || !faults.isEmpty()) {
            return ResultFileReport.refused(faults);
        }
        int settled = 0;
        int known = 0;
        int cases = 0;
        for (var line : lines) {
            switch (settle(tx, file.get(), line, now)) {
                case DONE -> settled++;
                case DONE_BEFORE -> known++;
                case CONTRADICTS, UNKNOWN_ORDER -> cases++;
            }
        }
        BankFiles.add(tx, octets, file.get(), now);
        return new ResultFileReport(List.of(), settled, known, cases);
    }

    private List<ResultLine> lines(Tx tx, BankFile file, FileFaults faults) {
        var lines = new ArrayList<ResultLine>();
        for (int i = 0; i < file.rows().size(); i++) {
            line(tx, file, i, faults).ifPresent(lines::add);
        }
        return lines;
    }

    private Optional<ResultLine> line(Tx tx, BankFile file, int index, FileFaults faults) {
        var row = file.rows().get(index);
        int number = index + 2;
        var order = row.get(0);
        var result = result(row.get(1));
        if (!ORDER.matcher(order).matches()) {
            faults.add(number, order + " is no number of an order, which has digits alone");
        } else if (result.isEmpty()) {
            faults.add(number, row.get(1) + " is no result; it is PAID or RETURNED");
        } else if (row.get(3).length() > REASON_MOST) {
            faults.add(number, "the reason has more than " + REASON_MOST + " characters");
        } else {
            var ours = numbers.find(tx, order).flatMap(id -> tx.find(WITHDRAWAL, id));
            var amount = file.amount(row);
            fits(ours, file.bank(), amount).ifPresent(fault -> faults.add(number, fault));
            return Optional.of(new ResultLine(number, order, result.get(), amount, row.get(3), ours));
        }
        return Optional.empty();
    }

    private static Optional<Result> result(String word) {
        return switch (word) {
            case "PAID" -> Optional.of(Result.PAID);
            case "RETURNED" -> Optional.of(Result.RETURNED);
            default -> Optional.empty();
        };
    }

    private static Optional<String> fits(Optional<WithdrawalOrder> ours, BankCode bank, Fen amount) {
        if (ours.isEmpty()) {
            return Optional.empty();
        }
        var order = ours.get();
        if (order.bank() != bank) {
            return Optional.of("the order went to " + order.bank() + ", not to " + bank);
        }
        return order.amount().equals(amount)
                ? Optional.empty()
                : Optional.of("the order is over " + order.amount().fen() + " fen, not " + amount.fen());
    }

    private WithdrawalResults.ResultHandling settle(Tx tx, BankFile file, ResultLine line, Instant now) {
        if (line.ours().isEmpty()) {
            unknown(tx, file, line, now);
            return WithdrawalResults.ResultHandling.UNKNOWN_ORDER;
        }
        var id = line.ours().get().id();
        var taken = results.settle(tx, id, line.result(), line.reason().isEmpty() ? null : line.reason(), now);
        switch (taken) {
            case DONE -> tx.put(BANK_DAY, new BankDay(id, file.bank(), ServiceDay.number(file.day())));
            case CONTRADICTS ->
                open(tx, file, line, CaseKind.LATE_RESULT, "withdrawal:" + id, "the order ended otherwise before", now);
            case DONE_BEFORE, UNKNOWN_ORDER -> {}
        }
        return taken;
    }

    /** The bank paid what we never ordered: its account is the less, and nobody's yet. A return moved nothing. */
    private void unknown(Tx tx, BankFile file, ResultLine line, Instant now) {
        if (line.result() == Result.PAID) {
            ledger.post(
                            tx,
                            Entry.of(
                                    cause(file, line),
                                    Event.UNORDERED_PAY_OUT,
                                    BookAccount.SUSPENSE,
                                    BookAccount.bank(file.bank().name()),
                                    line.amount(),
                                    now))
                    .transfer();
        }
        open(
                tx,
                file,
                line,
                CaseKind.UNKNOWN_BANK_LINE,
                "bank-line:" + file.bank() + ":" + line.order(),
                "no withdrawal of ours has this number",
                now);
    }

    private static String cause(BankFile file, ResultLine line) {
        return "result:" + file.bank() + ":" + line.order() + ":" + line.result();
    }

    private static void open(
            Tx tx, BankFile file, ResultLine line, CaseKind kind, String about, String why, Instant now) {
        Cases.open(
                tx,
                new Cases.Opening(
                        kind,
                        cause(file, line),
                        line.ours().map(WithdrawalOrder::subscription).orElse(null),
                        about,
                        file.bank() + " reports order " + line.order() + " over " + line.amount() + " as "
                                + line.result() + " in line " + line.number() + " of its results of " + file.day()
                                + ": " + why,
                        line.amount()),
                now);
    }
}

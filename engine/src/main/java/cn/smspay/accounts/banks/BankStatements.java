package cn.smspay.accounts.banks;

import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.AccountTables.WithdrawalStatus;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A bank's statement of a day against what we know of it (R 4.14): matched, only theirs, only ours, differing. Nothing is
 * booked; each line that does not match is a case, once.
 */
public final class BankStatements {
    private static final Pattern BANK_NUMBER = Pattern.compile("[A-Za-z0-9-]{1,40}");
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");
    private static final String TOP_UP = "TOP_UP";
    private static final String WITHDRAWAL_PAID = "WITHDRAWAL";
    private static final String ENDED = """
            select d.withdrawal from withdrawal_bank_day d join withdrawal_order o on o.id = d.withdrawal
            where d.bank = :bank and d.day = :day and o.status = 'PAID' order by d.withdrawal
            """;

    private final OrderNumbers numbers;

    public BankStatements(Vault vault) {
        this.numbers = new OrderNumbers(vault);
    }

    /**
     * What a statement and the book say of each other.
     *
     * @param faults why the file was not compared, by line; then nothing was done
     */
    public record Compared(
            List<String> faults, int matched, List<String> onlyTheirs, List<String> onlyOurs, List<String> differing) {
        static Compared refused(FileFaults faults) {
            return new Compared(faults.list(), 0, List.of(), List.of(), List.of());
        }

        public boolean isTaken() {
            return faults.isEmpty();
        }
    }

    private enum StatementFinding {
        MATCHED,
        ONLY_THEIRS,
        DIFFERING
    }

    /** Compares; the same statement again finds the same and opens no second case. */
    public Compared compare(Tx tx, byte[] octets, Instant now) {
        var faults = new FileFaults();
        var file = new BankFileReader(BankFile.Kind.STATEMENT, faults).read(octets);
        file.ifPresent(it -> look(it, faults));
        if (file.isEmpty() || !faults.isEmpty()) {
            return Compared.refused(faults);
        }
        if (BankFiles.find(tx, octets).isEmpty()) {
            BankFiles.add(tx, octets, file.get(), now);
        }
        return new Comparison(tx, file.get(), now).run();
    }

    private static void look(BankFile file, FileFaults faults) {
        for (int i = 0; i < file.rows().size(); i++) {
            var row = file.rows().get(i);
            if (!BANK_NUMBER.matcher(row.get(0)).matches()) {
                faults.add(i + 2, "a bank's number has 1 to 40 letters, digits or hyphens");
            } else if (!row.get(1).isEmpty() && !ORDER.matcher(row.get(1)).matches()) {
                faults.add(i + 2, row.get(1) + " is no number of an order, which has digits alone or is left out");
            } else if (!row.get(2).equals(TOP_UP) && !row.get(2).equals(WITHDRAWAL_PAID)) {
                faults.add(i + 2, row.get(2) + " is no movement; it is TOP_UP or WITHDRAWAL");
            }
        }
    }

    private final class Comparison {
        private final Tx tx;
        private final BankFile file;
        private final Instant now;
        private final Set<String> seenPayments = new HashSet<>();
        private final Set<OrderId> seenWithdrawals = new HashSet<>();
        private final List<String> onlyTheirs = new ArrayList<>();
        private final List<String> onlyOurs = new ArrayList<>();
        private final List<String> differing = new ArrayList<>();
        private int matched;

        Comparison(Tx tx, BankFile file, Instant now) {
            this.tx = tx;
            this.file = file;
            this.now = now;
        }

        Compared run() {
            for (var row : file.rows()) {
                var amount = file.amount(row);
                var finding = row.get(2).equals(TOP_UP) ? topUp(row, amount) : withdrawal(row, amount);
                var what = row.get(2) + " " + row.get(0) + (row.get(1).isEmpty() ? "" : " of order " + row.get(1))
                        + " over " + amount;
                switch (finding) {
                    case MATCHED -> matched++;
                    case ONLY_THEIRS ->
                        note(onlyTheirs, what, "stands in the bank's statement alone", row.get(0), amount);
                    case DIFFERING -> note(differing, what, "differs from what we have", row.get(0), amount);
                }
            }
            ours();
            return new Compared(List.of(), matched, onlyTheirs, onlyOurs, differing);
        }

        private StatementFinding topUp(List<String> row, Fen amount) {
            seenPayments.add(row.get(0));
            var ours = TopUps.payment(tx, file.bank(), row.get(0));
            if (ours.isEmpty()) {
                return StatementFinding.ONLY_THEIRS;
            }
            boolean same =
                    ours.get().amount().equals(amount) && ours.get().topUp().equals(row.get(1));
            return same ? StatementFinding.MATCHED : StatementFinding.DIFFERING;
        }

        private StatementFinding withdrawal(List<String> row, Fen amount) {
            var ours = numbers.find(tx, row.get(1))
                    .flatMap(id -> tx.find(WITHDRAWAL, id))
                    .filter(order -> order.bank() == file.bank());
            if (ours.isEmpty()) {
                return StatementFinding.ONLY_THEIRS;
            }
            boolean first = seenWithdrawals.add(ours.get().id());
            boolean same =
                    first && ours.get().amount().equals(amount) && ours.get().status() == WithdrawalStatus.PAID;
            return same ? StatementFinding.MATCHED : StatementFinding.DIFFERING;
        }

        private void ours() {
            for (var payment : TopUps.payments(tx, file.bank(), ServiceDay.number(file.day()))) {
                var number = payment.key().bankNumber();
                if (!seenPayments.contains(number)) {
                    note(
                            onlyOurs,
                            TOP_UP + " " + number + " over " + payment.amount(),
                            "is not in the bank's statement",
                            number,
                            payment.amount());
                }
            }
            for (var id : ended(tx, file.bank(), ServiceDay.number(file.day()))) {
                if (!seenWithdrawals.contains(id)) {
                    WithdrawalOrder order = tx.get(WITHDRAWAL, id);
                    var number = OrderNumbers.shown(order.number(), id);
                    note(
                            onlyOurs,
                            WITHDRAWAL_PAID + " of order " + number + " over " + order.amount(),
                            "is not in the bank's statement",
                            number,
                            order.amount());
                }
            }
        }

        private void note(List<String> list, String what, String why, String number, Fen amount) {
            list.add(what);
            var about = "statement:" + file.bank() + ":" + ServiceDay.number(file.day()) + ":" + number;
            Cases.open(
                    tx,
                    new Cases.Opening(
                            CaseKind.STATEMENT_DIFFERENCE,
                            about + ":" + why,
                            null,
                            about,
                            file.bank() + ", " + file.day() + ": " + what + " " + why,
                            amount),
                    now);
        }
    }

    private static List<OrderId> ended(Tx tx, BankCode bank, int day) {
        return tx.query(sql -> sql.createQuery(ENDED)
                .bind("bank", bank.name())
                .bind("day", day)
                .map((row, c) -> new OrderId(row.getLong(1)))
                .list());
    }
}

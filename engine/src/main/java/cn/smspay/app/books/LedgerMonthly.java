package cn.smspay.app.books;

import cn.smspay.base.Msisdn;
import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.Exit;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A customer's month. */
@Command(
        name = "monthly",
        mixinStandardHelpOptions = true,
        description = "Prints what one customer had, paid and received in a month.")
final class LedgerMonthly extends LedgerCommand {
    @Option(names = "--msisdn", required = true, paramLabel = "NUMBER", description = "Eleven digits.")
    @SuppressWarnings("NullAway.Init")
    private String msisdn;

    @Option(names = "--month", required = true, paramLabel = "MONTH", description = "Like 2009-11.")
    @SuppressWarnings("NullAway.Init")
    private String month;

    @Override
    public Integer call() {
        var number = Msisdn.read(msisdn).orElseThrow(() -> wrong(msisdn + " is not a number of eleven digits"));
        var of = month();
        return with(store -> {
            var reports = new LedgerReports(store);
            var account =
                    reports.accountOf(number.digits()).orElseThrow(() -> new Exit.Refused(msisdn + " has no account"));
            var rows = new ArrayList<List<Object>>();
            for (var pocket : List.of("CASH", "CARD", "WITHDRAWING", "WALLET_PENDING", "WALLET")) {
                rows.addAll(pocket(reports, account.value(), pocket, of));
            }
            print(List.of("day", "pocket", "transfer", "event", "amount", "balance"), rows);
            return Exit.DONE;
        });
    }

    private YearMonth month() {
        try {
            return YearMonth.parse(month);
        } catch (DateTimeException e) {
            throw wrong("'" + month + "' is not a month like 2009-11");
        }
    }

    /** The balance at the beginning, every change, the balance at the end. */
    private static List<List<Object>> pocket(LedgerReports reports, long account, String pocket, YearMonth month) {
        var name = "SUB:" + account + ":" + pocket;
        var before = reports.statement(name, FIRST_DAY, month.atDay(1).minusDays(1));
        long balance = before.isEmpty() ? 0 : before.get(before.size() - 1).balanceAfter();
        var rows = new ArrayList<List<Object>>();
        rows.add(row(month.atDay(1), pocket, 0, "BEFORE", 0, balance));
        for (var line : reports.statement(name, month.atDay(1), month.atEndOfMonth())) {
            long change = line.side().equals("CREDIT") ? line.amount() : -line.amount();
            balance = line.balanceAfter();
            rows.add(row(line.day(), pocket, line.transfer(), line.event(), change, balance));
        }
        rows.add(row(month.atEndOfMonth(), pocket, 0, "AFTER", 0, balance));
        return rows.size() == 2 && balance == 0 ? List.of() : rows;
    }

    private static List<Object> row(
            LocalDate day, String pocket, long transfer, String event, long change, long balance) {
        return List.of(
                day.toString(),
                pocket,
                transfer,
                event,
                new SheetOptions.Money(change),
                new SheetOptions.Money(balance));
    }
}

package cn.smspay.app.books;

import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The statement of one account. */
@Command(
        name = "statement",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the postings of one account with the balance after each.",
            "A subscriber's account is named like SUB:12:CASH, the others as ledger accounts lists them."
        })
final class LedgerStatement extends LedgerCommand {
    @Option(names = "--account", required = true, paramLabel = "NAME", description = "Like BANK:ICBC or SUB:12:CASH.")
    @SuppressWarnings("NullAway.Init")
    private String account;

    @Mixin
    private final BookDaysOption days = new BookDaysOption();

    @Override
    public Integer call() {
        return with(store -> {
            var lines = new LedgerReports(store).statement(account, days.from, days.to(today()));
            var rows = new ArrayList<List<Object>>();
            for (var line : lines) {
                rows.add(List.of(
                        line.day().toString(),
                        line.transfer(),
                        line.event(),
                        line.side(),
                        new SheetOptions.Money(line.amount()),
                        new SheetOptions.Money(line.balanceAfter())));
            }
            print(List.of("day", "transfer", "event", "side", "amount", "balance"), rows);
            return Exit.DONE;
        });
    }
}

package cn.smspay.app.books;

import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What partners and we owe each other. */
@Command(
        name = "settlement",
        mixinStandardHelpOptions = true,
        description = {
            "Sums up all movements with provinces, card issuers, merchants or banks on some days, by partner and event.",
            "Both sides of each movement are there, so that everything sums to zero."
        })
final class LedgerSettlement extends LedgerCommand {
    @Option(names = "--by", required = true, description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private LedgerReports.Partner by;

    @Mixin
    private final BookDaysOption days = new BookDaysOption();

    @Override
    public Integer call() {
        return with(store -> {
            var rows = new ArrayList<List<Object>>();
            long sum = 0;
            for (var part : new LedgerReports(store).settlement(by, days.from, days.to(today()))) {
                sum = Math.addExact(sum, part.debit() - part.credit());
                rows.add(List.of(
                        part.partner(),
                        part.event(),
                        part.code(),
                        part.movements(),
                        new SheetOptions.Money(part.debit()),
                        new SheetOptions.Money(part.credit()),
                        new SheetOptions.Money(part.debit() - part.credit())));
            }
            rows.add(List.of(
                    "TOTAL",
                    "",
                    "",
                    0L,
                    new SheetOptions.Money(0),
                    new SheetOptions.Money(0),
                    new SheetOptions.Money(sum)));
            print(List.of("partner", "event", "account", "movements", "debit", "credit", "difference"), rows);
            return sum == 0 ? Exit.DONE : Exit.WRONG;
        });
    }
}

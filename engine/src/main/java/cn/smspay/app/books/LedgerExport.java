package cn.smspay.app.books;

import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes postings for other programs. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Prints all postings of some business days as a table (CSV or JSON with --csv, --json),",
            "or with --hledger as a journal that hledger reads; liabilities stand below zero there."
        })
final class LedgerExport extends LedgerCommand {
    @Option(names = "--hledger", description = "A journal for hledger (plain text accounting).")
    private boolean hledger;

    @Mixin
    private final BookDaysOption days = new BookDaysOption();

    @Override
    public Integer call() {
        if (hledger && !sheet().isForPeople()) {
            throw wrong("--hledger is a form of its own; leave out --json and --csv");
        }
        return with(store -> {
            var reports = new LedgerReports(store);
            var last = days.to(today());
            if (hledger) {
                reports.export(days.from, last, this::printEntry);
                return Exit.DONE;
            }
            var rows = new ArrayList<List<Object>>();
            reports.export(
                    days.from, last, movement -> movement.parts().forEach(part -> rows.add(row(movement, part))));
            print(List.of("day", "transfer", "event", "account", "side", "amount", "balance"), rows);
            return Exit.DONE;
        });
    }

    private static List<Object> row(LedgerReports.Exported movement, LedgerReports.PostingPart part) {
        return List.of(
                movement.day().toString(),
                movement.transfer(),
                movement.event(),
                part.account(),
                part.side(),
                new SheetOptions.Money(part.amount()),
                new SheetOptions.Money(part.balanceAfter()));
    }

    /** The journal's own rule: an account and its amount stand two blanks apart. */
    private void printEntry(LedgerReports.Exported movement) {
        out().println(movement.day() + " (" + movement.transfer() + ") " + movement.event());
        for (var part : movement.parts()) {
            long signed = part.side().equals("DEBIT") ? part.amount() : -part.amount();
            out().println("    " + (part.asset() ? "assets:" : "liabilities:") + part.account() + "  "
                    + new SheetOptions.Money(signed) + " CNY");
        }
        out().println();
    }
}

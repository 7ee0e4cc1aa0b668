package cn.smspay.app.books;

import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trial balance. */
@Command(
        name = "balance",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the trial balance at the end of a business day: what every account stands at.",
            "Exit code 1 if debits and credits do not come to the same."
        })
final class LedgerBalance extends LedgerCommand {
    @Option(
            names = "--as-of",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Like 2009-11-02; default: today.")
    private @Nullable LocalDate asOf;

    @Override
    public Integer call() {
        return with(store -> {
            var rows = new ArrayList<List<Object>>();
            long debit = 0;
            long credit = 0;
            for (var total : new LedgerReports(store).trialBalance(asOf == null ? today() : asOf)) {
                debit = Math.addExact(debit, total.debit());
                credit = Math.addExact(credit, total.credit());
                rows.add(List.of(
                        total.code(),
                        total.nature(),
                        new SheetOptions.Money(total.debit()),
                        new SheetOptions.Money(total.credit()),
                        new SheetOptions.Money(total.balance())));
            }
            rows.add(List.of(
                    "TOTAL",
                    "",
                    new SheetOptions.Money(debit),
                    new SheetOptions.Money(credit),
                    new SheetOptions.Money(debit - credit)));
            print(List.of("account", "nature", "debit", "credit", "balance"), rows);
            return debit == credit ? Exit.DONE : Exit.WRONG;
        });
    }
}

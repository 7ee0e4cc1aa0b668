package cn.smspay.app.books;

import cn.smspay.books.ledger.LedgerReports;
import cn.smspay.cli.Exit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

/** The chart of accounts. */
@Command(
        name = "accounts",
        mixinStandardHelpOptions = true,
        description = "Lists the accounts of the book; those of subscribers together by what they are for.")
final class LedgerAccounts extends LedgerCommand {
    @Override
    public Integer call() {
        return with(store -> {
            var rows = new ArrayList<List<Object>>();
            for (var account : new LedgerReports(store).chart()) {
                rows.add(List.of(
                        account.code(),
                        account.nature(),
                        account.accounts(),
                        new SheetOptions.Money(account.debit()),
                        new SheetOptions.Money(account.credit())));
            }
            print(List.of("account", "nature", "accounts", "debit", "credit"), rows);
            return Exit.DONE;
        });
    }
}

package cn.smspay.app.books;

import cn.smspay.books.ledger.DayClose;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Closes days. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = {
            "Closes all business days up to one: nothing is posted to them any more, their totals and the head of the chain",
            "are kept. Without --day lists the closed days."
        })
final class LedgerClose extends LedgerCommand {
    @Option(names = "--day", paramLabel = "DATE", converter = DateReader.class, description = "The last day to close.")
    private @Nullable LocalDate day;

    @Override
    public Integer call() {
        return with(store -> {
            var closing = new DayClose(store);
            if (day != null) {
                closing.close(day, clock().instant());
            }
            var rows = new ArrayList<List<Object>>();
            for (var closed : closing.list()) {
                rows.add(List.of(closed.date().toString(), closed.lastTransfer(), closed.chainWord()));
            }
            print(List.of("day", "last_transfer", "chain"), rows);
            return Exit.DONE;
        });
    }
}

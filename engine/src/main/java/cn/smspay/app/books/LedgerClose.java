package cn.smspay.app.books;

import cn.smspay.books.ledger.DayClose;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.ops.errand.WritingMixin;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Closes days. */
@Command(
        name = "close",
        mixinStandardHelpOptions = true,
        description = {
            "Closes all business days up to one: nothing is posted to them any more, their totals and the head of the chain",
            "are kept. The engine does it, if one runs on the folder. Without --day lists the closed days."
        })
final class LedgerClose extends LedgerCommand {
    @Option(names = "--day", paramLabel = "DATE", converter = DateReader.class, description = "The last day to close.")
    private @Nullable LocalDate day;

    @Mixin
    private final WritingMixin place = new WritingMixin();

    @Override
    public Integer call() {
        var last = day;
        return last == null
                ? with(store -> list(new DayClose(store)))
                : write(place, store -> close(new DayClose(store), last));
    }

    private int close(DayClose closing, LocalDate last) {
        closing.finish();
        boolean done = place.isTakenUpAgain()
                && closing.list().stream().anyMatch(closed -> closed.date().equals(last));
        if (!done) {
            closing.close(
                    last,
                    place.engine().map(engine -> engine.clock()).orElse(clock()).instant());
        }
        return list(closing);
    }

    private int list(DayClose closing) {
        var rows = new ArrayList<List<Object>>();
        for (var closed : closing.list()) {
            rows.add(List.of(closed.date().toString(), closed.lastTransfer(), closed.chainWord()));
        }
        print(List.of("day", "last_transfer", "chain"), rows);
        return Exit.DONE;
    }
}

package cn.smspay.app.books;

import cn.smspay.accounts.CounterRepair;
import cn.smspay.accounts.CounterRepair.CounterChange;
import cn.smspay.accounts.CounterRepair.Found;
import cn.smspay.accounts.CounterRepair.Unproven;
import cn.smspay.accounts.CounterRepair.WrongCounters;
import cn.smspay.cli.Exit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Rebuilds counters. */
@Command(
        name = "repair",
        mixinStandardHelpOptions = true,
        description = {
            "Shows which counters do not agree with the postings and orders that they count; with --yes rebuilds them.",
            "Nothing else is changed: postings and orders must be in order themselves, or nothing is done. With --yes the",
            "engine must be stopped; who had what rebuilt is kept in the database (table counter_repair).",
            "Exit code 1 if something is wrong and stays so."
        })
final class LedgerRepair extends LedgerCommand {
    @Option(names = "--counters", required = true, description = "Sums, last transfers and open orders of accounts.")
    @SuppressWarnings("UnusedVariable") // one must say what is to be repaired
    private boolean counters;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(names = "--by", paramLabel = "NAME", description = "Who has it done; wanted with --yes.")
    private @Nullable String by;

    @Override
    public Integer call() {
        if (yes && (by == null || by.isBlank())) {
            throw wrong("--yes wants the name of the operator with --by");
        }
        var operator = by;
        return yes && operator != null
                ? alone(store -> said(new CounterRepair(store).repair(operator, clock().instant())))
                : with(store -> said(new CounterRepair(store).look()));
    }

    private int said(Found found) {
        if (found instanceof Unproven unproven) {
            unproven.faults().forEach(fault -> err().println(fault));
            err().println("Nothing was counted: what there is to count is damaged itself. Put back a backup.");
            return Exit.WRONG;
        }
        var wrong = (WrongCounters) found;
        var changes = wrong.changes();
        wrong.orders().forEach(fault -> err().println(fault));
        if (!wrong.orders().isEmpty()) {
            err().println("Open orders were not counted: the orders do not agree with the book. Put back a backup.");
        } else if (changes.isEmpty()) {
            remark("Every counter is right.");
        }
        if (!changes.isEmpty() || !sheet().isForPeople()) {
            print(
                    List.of("place", "counter", "stands", "right"),
                    changes.stream().map(LedgerRepair::row).toList());
        }
        if (!changes.isEmpty()) {
            remark(
                    yes
                            ? changes.size() + " counters rebuilt."
                            : "To rebuild them: ledger repair --counters --yes --by NAME");
        }
        return wrong.orders().isEmpty() && (changes.isEmpty() || yes) ? Exit.DONE : Exit.WRONG;
    }

    private static List<Object> row(CounterChange change) {
        return List.of(change.place(), change.counter(), word(change.stood()), word(change.made()));
    }

    private static Object word(@Nullable Long number) {
        return number == null ? "none" : number;
    }
}

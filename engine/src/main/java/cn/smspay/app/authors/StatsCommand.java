package cn.smspay.app.authors;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.Tally;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What becomes of conversations. */
@Command(
        name = "stats",
        description = {
            "Shows how conversations go: for a dialogue step by step as a funnel, without a name a line for each.",
            "With --unknown, the texts that nobody understood, masked: each was sent by at least five people on one day."
        },
        mixinStandardHelpOptions = true)
public final class StatsCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "DIALOG", description = "Like tx or 12588.")
    private @Nullable String dialog;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Folder that holds smspay.db (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First day, like 2009-11-02 (default: today).")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last day (default: today).")
    private @Nullable LocalDate to;

    @Option(
            names = "--release",
            paramLabel = "HASH",
            defaultValue = "",
            description = "Only under this release, by the first digits of its hash from \"smspay release list\".")
    private String release = "";

    @Option(names = "--unknown", description = "Shows the texts that nobody understood instead.")
    private boolean unknown;

    @Option(
            names = "--fee",
            paramLabel = "YUAN",
            defaultValue = "0.10",
            description = "What a message costs its sender (default: 0.10).")
    private String fee = "0.10";

    @Option(names = "--most", paramLabel = "N", defaultValue = "50", description = "At most so many texts.")
    private int most = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    @Override
    public Integer call() {
        var file = data.resolve(StoreSettings.FILE);
        if (!Store.exists(file)) {
            throw new Exit.Refused("there is no " + file + "; name the folder with --data");
        }
        var out = spec.commandLine().getOut();
        var today = ServiceDay.date(clock.instant());
        var last = to == null ? today : to;
        var first = from == null ? (to == null ? today : to) : from;
        if (last.isBefore(first)) {
            throw new ParameterException(spec.commandLine(), "--to " + last + " is before --from " + first);
        }
        if (!release.matches("[0-9a-f]{0,64}")) {
            throw new ParameterException(spec.commandLine(), "--release takes digits and letters a to f");
        }
        var price = Fen.readYuan(fee)
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "--fee is an amount like 0.10"));
        try (var store = Store.open(StoreSettings.tool(file))) {
            int begin = ServiceDay.number(first);
            int end = ServiceDay.number(last);
            if (unknown) {
                texts(out, Tally.unknown(store, begin, end, most));
            } else {
                figures(out, Tally.read(store, begin, end, release.substring(0, Math.min(8, release.length()))), price);
            }
        } finally {
            out.flush();
        }
        return Exit.DONE;
    }

    private static void texts(PrintWriter out, List<Tally.Unknown> texts) {
        texts.forEach(each -> out.println(each.times() + "  " + each.text()));
        if (texts.isEmpty()) {
            out.println("No text that was not understood came from five people on one day.");
        }
    }

    private void figures(PrintWriter out, List<Tally.Figure> figures, Fen price) {
        var byDialog = new TreeMap<String, Funnel>();
        figures.stream()
                .filter(each -> !each.dialog().isEmpty())
                .forEach(each -> byDialog.computeIfAbsent(each.dialog(), name -> new Funnel())
                        .add(each));
        if (dialog == null) {
            byDialog.forEach((name, funnel) -> out.println(funnel.line(name, price)));
        } else {
            var funnel = byDialog.get(dialog);
            if (funnel != null) {
                funnel.lines(dialog, price).forEach(out::println);
            }
        }
        if (dialog == null ? byDialog.isEmpty() : !byDialog.containsKey(dialog)) {
            out.println("Nothing was counted"
                    + (dialog == null
                            ? ""
                            : " in " + dialog
                                    + (byDialog.isEmpty() ? "" : "; there were conversations in " + byDialog.keySet()))
                    + ".");
        }
    }
}

package cn.smspay.app.authors;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.desk.ReleaseLog.LoggedRelease;
import cn.smspay.talk.desk.Tally;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What becomes of conversations. */
@Command(
        name = "stats",
        description = {
            "Shows how conversations go: for a dialogue step by step as a funnel, without a name a line for each; with --by",
            "apart for each day or release. What refused messages cost is reckoned by the tariffs of the settings.",
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
            paramLabel = "N",
            defaultValue = "",
            description =
                    "Only under this release, by its number or the first digits of its hash (smspay release list).")
    private String release = "";

    @Option(names = "--unknown", description = "Shows the texts that nobody understood instead.")
    private boolean unknown;

    /** What is shown apart. */
    enum Part {
        day,
        release
    }

    @Option(names = "--by", paramLabel = "PART", description = "Shows each apart: ${COMPLETION-CANDIDATES}.")
    private @Nullable Part by;

    @Option(
            names = "--csv",
            description = "Writes the figures as they are: day, release, dialogue, step, came, next, times.")
    private boolean csv;

    @Mixin
    private final MessagePrice fee = new MessagePrice();

    @Option(names = "--most", paramLabel = "N", defaultValue = "50", description = "At most so many texts.")
    private int most = 50;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Hashes have 64 digits, numbers of releases few. */
    private static final int NUMBER_DIGITS = 6;

    private static final int HASH_SHOWN = 8;

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    @Override
    public Integer call() {
        var file = data.resolve(StoreSettings.FILE);
        if (!DatabaseFile.exists(file)) {
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
            throw new ParameterException(
                    spec.commandLine(), "--release takes a number of \"smspay release list\", or its hash");
        }
        if (most < 1) {
            throw new ParameterException(spec.commandLine(), "--most is a number from 1, not " + most);
        }
        var price = fee.li();
        try (var store = Store.open(StoreSettings.tool(file))) {
            int begin = ServiceDay.number(first);
            int end = ServiceDay.number(last);
            if (unknown) {
                texts(out, Tally.unknown(store, begin, end, most));
            } else {
                var log = new ReleaseLog(store);
                var figures = Tally.read(store, begin, end, hash(log));
                if (csv) {
                    rows(out, figures);
                } else {
                    parts(out, log, figures, price);
                }
            }
        } finally {
            out.flush();
        }
        return Exit.DONE;
    }

    /** The hash of the release that was asked for by its number, or by its hash. */
    private String hash(ReleaseLog log) {
        if (!release.matches("[0-9]{1," + NUMBER_DIGITS + "}")) {
            return release;
        }
        return log.entry(Long.parseLong(release))
                .map(LoggedRelease::id)
                .orElseThrow(() -> new Exit.Refused(
                        "there is no release " + release + "; \"smspay release list\" shows those that there are"));
    }

    private static void texts(PrintWriter out, List<Tally.Unknown> texts) {
        texts.forEach(each -> out.println(each.times() + "  " + each.text()));
        if (texts.isEmpty()) {
            out.println("No text that was not understood came from five people on one day.");
        }
    }

    private void rows(PrintWriter out, List<Tally.Figure> figures) {
        out.println("day,release,dialog,step,came,next,times");
        figures.stream()
                .filter(each -> dialog == null || each.dialog().equals(dialog))
                .forEach(each -> out.println(String.join(
                        ",",
                        Integer.toString(each.day()),
                        each.release(),
                        Csv.cell(each.dialog()),
                        Csv.cell(each.step()),
                        Csv.cell(each.came()),
                        Csv.cell(each.next()),
                        Long.toString(each.times()))));
    }

    /** Day by day, release by release, or all together. */
    private void parts(PrintWriter out, ReleaseLog log, List<Tally.Figure> figures, ToIntFunction<LocalDate> price) {
        if (by == null || figures.isEmpty()) {
            figures(out, figures, price);
            return;
        }
        var parts = new LinkedHashMap<String, List<Tally.Figure>>();
        for (Tally.Figure each : figures) {
            var part = by == Part.day ? ServiceDay.date(each.day()).toString() : each.release();
            parts.computeIfAbsent(part, name -> new ArrayList<>()).add(each);
        }
        var names = by == Part.day ? Map.<String, String>of() : called(log);
        parts.forEach((part, of) -> {
            out.println(names.getOrDefault(part, part));
            figures(out, of, price);
        });
    }

    /** What people call the releases with these hashes: the last that served them. */
    private static Map<String, String> called(ReleaseLog log) {
        var names = new TreeMap<String, String>();
        for (LoggedRelease each : log.list(Integer.MAX_VALUE)) {
            var hash = each.id().substring(0, HASH_SHOWN);
            names.putIfAbsent(hash, hash + ", " + each.called());
        }
        return names;
    }

    private void figures(PrintWriter out, List<Tally.Figure> figures, ToIntFunction<LocalDate> price) {
        var byDialog = new TreeMap<String, Funnel>();
        for (Tally.Figure each : figures) {
            if (!each.dialog().isEmpty()) {
                boolean isVoice = each.dialog().matches("[0-9]+");
                byDialog.computeIfAbsent(each.dialog(), name -> new Funnel(isVoice))
                        .add(each, isVoice ? 0 : price.applyAsInt(ServiceDay.date(each.day())));
            }
        }
        if (dialog == null) {
            byDialog.forEach((name, funnel) -> out.println(funnel.line(name)));
        } else {
            var funnel = byDialog.get(dialog);
            if (funnel != null) {
                funnel.lines(dialog).forEach(out::println);
            }
        }
        if (dialog == null ? byDialog.isEmpty() : !byDialog.containsKey(dialog)) {
            out.println("Nothing was counted"
                    + (dialog == null
                            ? ""
                            : " in " + dialog
                                    + (byDialog.isEmpty()
                                            ? ""
                                            : "; there were conversations in " + String.join(", ", byDialog.keySet())))
                    + ".");
        }
    }
}

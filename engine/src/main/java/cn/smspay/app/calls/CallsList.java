package cn.smspay.app.calls;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceDay;
import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.voice.call.CallHistory;
import cn.smspay.voice.call.CallRecord;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the records of calls that have ended. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = Exit.STOPPED,
        description = {
            "Prints the records of calls that began on these days, in the order of their ends: with --csv and --json every"
                    + " column, else a line a call. Days and times are Shanghai's.",
            "Records are kept as long as keep.calls says. Nothing that callers keyed in is part of them."
        })
final class CallsList implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Folder that holds smspay.db.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(
            names = "--from",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "First day, like 2009-11-02; default: today, with --msisdn the first that is kept.")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            converter = DateReader.class,
            description = "Last day; default: the first that is given, else today.")
    private @Nullable LocalDate to;

    @Option(names = "--msisdn", paramLabel = "N", description = "Only calls of this number.")
    private @Nullable String msisdn;

    @Mixin
    private final Form form = new Form();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.system(ServiceDay.ZONE);

    /** How it is printed. */
    static final class Form {
        @Option(names = "--csv", description = "Print CSV.")
        private boolean csv;

        @Option(names = "--json", description = "Print a JSON array of objects.")
        private boolean json;
    }

    @Override
    public Integer call() {
        if (form.csv && form.json) {
            throw wrong("give one of --csv and --json");
        }
        var file = data.resolve(StoreSettings.FILE);
        if (!Store.exists(file)) {
            throw new Exit.Refused("there is no " + file + "; name the folder with --data");
        }
        var wanted = wanted();
        var out = spec.commandLine().getOut();
        try (var store = Store.open(StoreSettings.tool(file))) {
            var history = new CallHistory(store);
            print(out, each -> history.read(wanted, each));
            sayWhatIsGone(history, wanted);
        } finally {
            out.flush();
        }
        return Exit.DONE;
    }

    private CallHistory.CallQuery wanted() {
        var caller = msisdn == null
                ? null
                : Msisdn.read(msisdn)
                        .orElseThrow(() -> wrong(msisdn + " is not a number of eleven digits like 13800000001"))
                        .digits();
        var today = ServiceDay.date(clock.instant());
        var first = from != null ? from : to != null ? to : today;
        var last = to != null ? to : from != null ? from : today;
        if (last.isBefore(first)) {
            throw wrong("--to " + last + " is before --from " + first);
        }
        boolean all = caller != null && from == null && to == null;
        return new CallHistory.CallQuery(all ? Instant.EPOCH : start(first), start(last.plusDays(1)), caller);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ServiceDay.ZONE).toInstant();
    }

    /** Something that hands over records one after the other. */
    private interface Source {
        void into(Consumer<CallRecord> each);
    }

    private void print(PrintWriter out, Source calls) {
        if (form.json) {
            printJson(out, calls);
        } else if (form.csv) {
            out.println(String.join(",", CallLine.COLUMNS));
            calls.into(call -> out.println(CallLine.csv(call)));
        } else {
            long[] count = {0};
            calls.into(call -> {
                count[0]++;
                out.println(CallLine.shown(call));
            });
            if (count[0] == 0) {
                out.println("There are no records of such calls.");
            }
        }
    }

    private static void printJson(PrintWriter out, Source calls) {
        var mapper = new ObjectMapper();
        var before = new StringBuilder("[");
        calls.into(call -> {
            out.print(before);
            before.setLength(0);
            before.append(',');
            out.println();
            try {
                out.print(mapper.writeValueAsString(CallLine.fields(call)));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
        out.println(before.charAt(0) == '[' ? "[]" : System.lineSeparator() + "]");
    }

    /** Who asks for a day that is not kept any more should not take silence for an answer. */
    private void sayWhatIsGone(CallHistory history, CallHistory.CallQuery wanted) {
        history.oldest()
                .filter(oldest -> wanted.from().isBefore(start(ServiceDay.date(oldest)))
                        && !wanted.from().equals(Instant.EPOCH))
                .ifPresent(oldest -> spec.commandLine()
                        .getErr()
                        .println("The oldest call record is of " + ServiceDay.date(oldest)
                                + "; earlier ones were deleted when keep.calls had passed, or there were none."));
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}

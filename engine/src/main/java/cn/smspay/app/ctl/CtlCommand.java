package cn.smspay.app.ctl;

import cn.smspay.base.ServiceDay;
import cn.smspay.cli.Exit;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that says one word to the engine and shows what it answers. */
abstract class CtlCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Data folder of the engine (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(names = "--json", description = "Show the answer as JSON, one line.")
    private boolean json;

    private final String word;
    private final Map<String, Object> arguments = new LinkedHashMap<>();

    CtlCommand(String word) {
        this.word = word;
    }

    /** One that may be asked again and again. */
    abstract static class Watched extends CtlCommand {
        @Option(
                names = "--watch",
                paramLabel = "SECONDS",
                arity = "0..1",
                fallbackValue = "2",
                description = "Ask again every so many seconds, 2 if none are given, until Ctrl-C.")
        private @Nullable Integer watch;

        @Option(names = "--times", paramLabel = "N", description = "With --watch: end after so many answers.")
        private @Nullable Integer times;

        Watched(String word) {
            super(word);
        }

        @Override
        public final Integer call() throws IOException, InterruptedException {
            if (watch == null) {
                return once();
            }
            if (watch < 1) {
                throw wrong("--watch wants a whole number of seconds, 1 or more");
            }
            for (int i = 1; times == null || i <= times; i++) {
                out().println("--- " + LocalTime.now(ServiceDay.ZONE).truncatedTo(ChronoUnit.SECONDS));
                once();
                if (times == null || i < times) {
                    TimeUnit.SECONDS.sleep(watch);
                }
            }
            return Exit.DONE;
        }

        @Override
        void prepare() {
            // Looks have nothing to say with their word.
        }
    }

    /** One that changes something, and is kept in the audit. */
    abstract static class AuditedCommand extends CtlCommand {
        @Option(names = "--why", paramLabel = "WHY", description = "The reason, for the audit.")
        private @Nullable String why;

        AuditedCommand(String word) {
            super(word);
        }

        @Override
        public final Integer call() throws IOException {
            put("why", why);
            return once();
        }
    }

    /** Nothing is said of what was not given. */
    final CtlCommand put(String name, @Nullable Object value) {
        if (value != null) {
            arguments.put(name, value);
        }
        return this;
    }

    /** Says what goes with the word. */
    abstract void prepare();

    /** How the answer is shown. */
    List<String> shown(JsonNode answer) {
        return Grid.of(answer);
    }

    /** How the program ends after this answer. */
    int code(JsonNode answer) {
        return Exit.DONE;
    }

    final int once() throws IOException {
        prepare();
        try (var engine = new ControlClient(data)) {
            var said = engine.say(word, arguments, progress -> {
                if (!json) {
                    out().println(progress.asText());
                }
            });
            switch (said.kind()) {
                case ANSWER -> {
                    if (json) {
                        out().println(said.json());
                    } else {
                        shown(said.json()).forEach(out()::println);
                    }
                    out().flush();
                    return code(said.json());
                }
                case DECLINED, ERROR -> throw new Exit.Refused(said.sentence());
            }
            return Exit.DONE;
        } catch (NoEngine e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        }
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}

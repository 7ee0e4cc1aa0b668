package cn.smspay.app.admin;

import cn.smspay.cli.Exit;
import cn.smspay.ops.control.ControlClient;
import cn.smspay.ops.control.ControlClient.NoEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that says one word to the engine and shows what it answers. */
abstract class AdminCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "var",
            description = "Data folder of the engine (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("var");

    @Option(names = "--json", description = "Show the answer as JSON.")
    private boolean json;

    private final String word;

    AdminCommand(String word) {
        this.word = word;
    }

    /** A command that changes something, so that a script can be sure that it does so once. */
    abstract static class ChangingCommand extends AdminCommand {
        @Option(
                names = "--key",
                paramLabel = "KEY",
                description =
                        "Names this request: the same again gets the first answer. Without it every call is a new one.")
        private @Nullable String key;

        ChangingCommand(String word) {
            super(word);
        }

        @Override
        final void arguments(Arguments to) {
            to.put("key", key);
            details(to);
        }

        abstract void details(Arguments to);
    }

    /** What goes with the word. */
    static final class Arguments {
        private final Map<String, Object> values = new LinkedHashMap<>();

        /** Nothing is said of what was not given. */
        Arguments put(String name, @Nullable Object value) {
            if (value != null) {
                values.put(name, value);
            }
            return this;
        }

        Arguments on(String name, boolean on) {
            return on ? put(name, true) : this;
        }
    }

    abstract void arguments(Arguments to);

    @Override
    public final Integer call() throws IOException {
        var arguments = new Arguments();
        arguments(arguments);
        try (var engine = new ControlClient(data)) {
            var said = engine.say(word, arguments.values, progress -> show(AnswerText.line(progress)));
            switch (said.kind()) {
                case ANSWER -> show(json ? said.json().toString() : AnswerText.of(said.json()));
                case DECLINED -> {
                    if (json) {
                        show(said.json().toString());
                    }
                    throw new Exit.Refused(said.sentence());
                }
                case ERROR -> throw new Exit.Refused(said.sentence());
            }
            return Exit.DONE;
        } catch (NoEngine e) {
            throw new Exit.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void show(String text) {
        spec.commandLine().getOut().println(text);
    }
}

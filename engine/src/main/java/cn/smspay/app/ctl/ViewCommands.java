package cn.smspay.app.ctl;

import cn.smspay.cli.DateReader;
import cn.smspay.cli.Exit;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change nothing. */
final class ViewCommands {
    private ViewCommands() {}

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = {
                "Whether the engine is well: version, binds, writer, answers that wait, database and disk, billing,",
                "clock and key. Exit code 1 if it does not serve."
            },
            footer = {"", "Example: smspay ctl status --watch 5"})
    static final class Status extends CtlCommand.Watched {
        Status() {
            super("status");
        }

        @Override
        int code(JsonNode answer) {
            return answer.path("status").path("serving").asBoolean() ? Exit.DONE : Exit.WRONG;
        }
    }

    @Command(
            name = "top",
            mixinStandardHelpOptions = true,
            description = "The conversations that wait for an answer and the calls, a line each; numbers are masked.",
            footer = {"", "Example: smspay ctl top --watch"})
    static final class Top extends CtlCommand.Watched {
        Top() {
            super("top");
        }
    }

    @Command(
            name = "calls",
            mixinStandardHelpOptions = true,
            description = "The calls that are going on. Those that have ended: smspay calls list.",
            footer = {"", "Example: smspay ctl calls --json"})
    static final class Calls extends CtlCommand.Watched {
        Calls() {
            super("calls");
        }
    }

    @Command(
            name = "alarms",
            mixinStandardHelpOptions = true,
            description =
                    "What is wrong now: since when, how often it was seen, and what to do. Exit code 1 if anything is.",
            footer = {"", "Example: smspay ctl alarms"})
    static final class Alarms extends CtlCommand.Watched {
        Alarms() {
            super("alarms");
        }

        @Override
        int code(JsonNode answer) {
            return answer.path("alarms").isEmpty() ? Exit.DONE : Exit.WRONG;
        }
    }

    @Command(
            name = "trunk",
            mixinStandardHelpOptions = true,
            description = "The ways by which calls come in: whether we are registered there, and which hosts answer.",
            footer = {"", "Example: smspay ctl trunk"})
    static final class Trunk extends CtlCommand.Watched {
        Trunk() {
            super("trunk.list");
        }
    }

    @Command(
            name = "story",
            mixinStandardHelpOptions = true,
            description = {
                "What happened to one person on a day, or to one message: messages, dialogue steps with file and line,",
                "postings, charge records, answers with receipts, calls. Texts are not shown. Kept in the audit."
            },
            footer = {
                "",
                "Examples: smspay ctl story 13800000001 --why \"complaint 4711\" --ladder",
                "          smspay ctl story uplink:41 --why \"complaint 4711\""
            })
    static final class Story extends CtlCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits, or like uplink:41.")
        @SuppressWarnings("NullAway.Init")
        private String whom;

        @Option(
                names = "--day",
                paramLabel = "DATE",
                converter = DateReader.class,
                description = "Like 2009-11-02; default: today in Shanghai.")
        private @Nullable LocalDate day;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        @Option(names = "--ladder", description = "Draw who spoke to whom.")
        private boolean ladder;

        Story() {
            super("story");
        }

        @Override
        void prepare() {
            put("whom", whom).put("day", day == null ? null : day.toString()).put("why", why);
        }

        @Override
        List<String> shown(JsonNode answer) {
            return Ladder.of(answer, ladder);
        }

        @Override
        public Integer call() throws IOException {
            return once();
        }
    }
}

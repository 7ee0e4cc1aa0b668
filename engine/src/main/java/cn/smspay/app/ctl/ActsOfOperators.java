package cn.smspay.app.ctl;

import cn.smspay.cli.Exit;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change something; each is a row of the audit. */
final class ActsOfOperators {
    private ActsOfOperators() {}

    /** A length of time like 30s, 10m or 2h, in seconds; empty if it is none. */
    static Optional<Long> seconds(String text) {
        if (!text.matches("[0-9]{1,6}[smh]")) {
            return Optional.empty();
        }
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return Optional.of(
                switch (text.charAt(text.length() - 1)) {
                    case 's' -> count;
                    case 'm' -> count * 60;
                    default -> count * 3_600;
                });
    }

    @Command(
            name = "bind",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            description = "The binds to the SMSCs.",
            subcommands = {BindList.class, BindStop.class, BindStart.class})
    static final class Bind {}

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Each connection with its state, since when, window, traffic and last error.",
            footer = {"", "Example: smspay ctl bind list --watch"})
    static final class BindList extends CtlCommand.Watched {
        BindList() {
            super("bind.list");
        }
    }

    /** With the name of a bind. */
    abstract static class OfBind extends CtlCommand.AuditedCommand {
        @Parameters(index = "0", paramLabel = "NAME", description = "Its name in the settings.")
        @SuppressWarnings("NullAway.Init")
        private String name;

        OfBind(String word) {
            super(word);
        }

        @Override
        void prepare() {
            put("name", name);
        }
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Finishes what is under way on it, unbinds, and stays away until it is started.",
            footer = {"", "Example: smspay ctl bind stop main --why \"maintenance of the SMSC\""})
    static final class BindStop extends OfBind {
        @Mixin
        private final Confirmation sure = new Confirmation();

        BindStop() {
            super("bind.stop");
        }

        @Override
        void prepare() {
            super.prepare();
            sure.ask("The bind is left until it is started again; its messages wait at the SMSC.");
        }
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Binds it again.",
            footer = {"", "Example: smspay ctl bind start main"})
    static final class BindStart extends OfBind {
        BindStart() {
            super("bind.start");
        }
    }

    @Command(
            name = "trace",
            mixinStandardHelpOptions = true,
            description = "Logs every PDU of a bind for a while, without texts and passwords, and shows the last ones.",
            footer = {"", "Examples: smspay ctl trace main", "          smspay ctl trace main --for 0s"})
    static final class Trace extends OfBind {
        @Option(
                names = "--for",
                paramLabel = "TIME",
                defaultValue = "10m",
                description = "Like 30s, 10m, at most 1h; 0s ends it (default: ${DEFAULT-VALUE}).")
        private String length = "10m";

        Trace() {
            super("trace");
        }

        @Override
        void prepare() {
            super.prepare();
            put("seconds", seconds(length).orElseThrow(() -> wrong("--for wants a time like 30s, 10m or 1h")));
        }
    }

    @Command(
            name = "log",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            description = "How much is logged.",
            subcommands = {LogLevel.class, LogList.class})
    static final class Log {}

    @Command(
            name = "level",
            mixinStandardHelpOptions = true,
            description = "Sets how much a part of the program logs, for a while or until the engine ends.",
            footer = {"", "Example: smspay ctl log level sms.smpp=debug --for 10m"})
    static final class LogLevel extends CtlCommand.AuditedCommand {
        @Parameters(
                index = "0",
                paramLabel = "PART=LEVEL",
                description = "A part like sms.smpp, voice or all; error, warn, info, debug or trace.")
        @SuppressWarnings("NullAway.Init")
        private String level;

        @Option(names = "--for", paramLabel = "TIME", description = "Like 30s, 10m or 2h; then as before.")
        private @Nullable String length;

        LogLevel() {
            super("log.level");
        }

        @Override
        void prepare() {
            put("level", level);
            put(
                    "seconds",
                    length == null
                            ? null
                            : seconds(length).orElseThrow(() -> wrong("--for wants a time like 30s, 10m or 2h")));
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The parts of the program that have a level of their own.",
            footer = {"", "Example: smspay ctl log list"})
    static final class LogList extends CtlCommand.Watched {
        LogList() {
            super("log.list");
        }
    }

    @Command(
            name = "billing",
            mixinStandardHelpOptions = true,
            synopsisSubcommandLabel = "COMMAND",
            description = "The billing files of the running engine.",
            subcommands = BillingRetry.class)
    static final class Billing {}

    @Command(
            name = "retry",
            mixinStandardHelpOptions = true,
            description =
                    "Writes and sends on what is due now, instead of within a minute. Exit code 1 if that fails again.",
            footer = {"", "Example: smspay ctl billing retry"})
    static final class BillingRetry extends CtlCommand.AuditedCommand {
        BillingRetry() {
            super("billing.retry");
        }

        @Override
        void prepare() {
            // Nothing goes with it.
        }

        @Override
        int code(JsonNode answer) {
            return answer.path("in_order").asBoolean() ? Exit.DONE : Exit.WRONG;
        }
    }

    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description = {
                "Takes nothing new, answers what was accepted, and unbinds: for a stop or a switch-over. The process",
                "goes on and can be looked at; stop it then as usual."
            },
            footer = {"", "Example: smspay ctl drain && systemctl stop smspay"})
    static final class Drain extends CtlCommand.AuditedCommand {
        @Mixin
        private final Confirmation sure = new Confirmation();

        Drain() {
            super("drain");
        }

        @Override
        void prepare() {
            sure.ask("The engine serves nobody from then on, until it is stopped and started again.");
        }
    }

    @Command(
            name = "reload",
            mixinStandardHelpOptions = true,
            description = {
                "Reads the settings and the dialogue files again, as SIGHUP does: dialogues, log levels, binds, trunks",
                "and tariffs change at once; what takes a restart is named. Faulty files change nothing."
            },
            footer = {"", "Example: smspay ctl reload"})
    static final class Reload extends CtlCommand.AuditedCommand {
        Reload() {
            super("reload");
        }

        @Override
        void prepare() {
            // Nothing goes with it.
        }
    }
}

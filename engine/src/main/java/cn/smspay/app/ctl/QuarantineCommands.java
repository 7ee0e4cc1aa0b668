package cn.smspay.app.ctl;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What could not be read or handled. */
@Command(
        name = "quarantine",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "What could not be read or handled.",
        subcommands = {
            QuarantineCommands.All.class,
            QuarantineCommands.Show.class,
            QuarantineCommands.Release.class,
            QuarantineCommands.Drop.class
        })
final class QuarantineCommands {
    private QuarantineCommands() {}

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "The newest two hundred: when, by which bind, why.",
            footer = {"", "Example: smspay ctl quarantine list"})
    static final class All extends CtlCommand.Watched {
        All() {
            super("quarantine.list");
        }
    }

    /** With the number of a row. */
    abstract static class One extends CtlCommand.AuditedCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number in the list.")
        private long id;

        One(String word) {
            super(word);
        }

        @Override
        void prepare() {
            put("id", id);
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "One of them: the head of its octets, or with --octets all of them, which may hold a text.",
            footer = {"", "Example: smspay ctl quarantine show 7 --octets --why \"for the maker of the SMSC\""})
    static final class Show extends One {
        @Option(names = "--octets", description = "All octets; wants --why.")
        private boolean octets;

        Show() {
            super("quarantine.show");
        }

        @Override
        void prepare() {
            super.prepare();
            put("octets", octets ? Boolean.TRUE : null);
        }
    }

    @Command(
            name = "release",
            mixinStandardHelpOptions = true,
            description = "Takes it as if it came now, where it can be read by now: it is charged and answered.",
            footer = {"", "Example: smspay ctl quarantine release 7 --why \"mended\""})
    static final class Release extends One {
        Release() {
            super("quarantine.release");
        }
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            description = "Forgets it.",
            footer = {"", "Example: smspay ctl quarantine drop 7 --why \"noise of a port scan\""})
    static final class Drop extends One {
        @Mixin
        private final Confirmation sure = new Confirmation();

        Drop() {
            super("quarantine.drop");
        }

        @Override
        void prepare() {
            super.prepare();
            sure.ask("What was received is forgotten for good.");
        }
    }
}

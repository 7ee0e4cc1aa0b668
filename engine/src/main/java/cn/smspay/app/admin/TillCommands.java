package cn.smspay.app.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tills. */
@Command(
        name = "till",
        description = "Tills.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {TillCommands.Open.class, TillCommands.Close.class, TillCommands.Show.class})
final class TillCommands {
    private TillCommands() {}

    @Command(name = "open", mixinStandardHelpOptions = true, description = "Opens a till with what was counted in it.")
    static final class Open extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "TILL", description = "Province and desk, like HUNAN:1.")
        @SuppressWarnings("NullAway.Init")
        private String till;

        @Parameters(index = "1", paramLabel = "COUNTED", description = "In yuan.")
        @SuppressWarnings("NullAway.Init")
        private String counted;

        Open() {
            super("till.open");
        }

        @Override
        void details(Arguments to) {
            to.put("till", till).put("counted", counted);
        }
    }

    @Command(
            name = "close",
            mixinStandardHelpOptions = true,
            description = "Closes a till with what was counted in it; a difference is a case.")
    static final class Close extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "TILL", description = "Province and desk, like HUNAN:1.")
        @SuppressWarnings("NullAway.Init")
        private String till;

        @Parameters(index = "1", paramLabel = "COUNTED", description = "In yuan.")
        @SuppressWarnings("NullAway.Init")
        private String counted;

        Close() {
            super("till.close");
        }

        @Override
        void details(Arguments to) {
            to.put("till", till).put("counted", counted);
        }
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "What must be in it.")
    static final class Show extends AdminCommand {
        @Parameters(index = "0", paramLabel = "TILL", description = "Province and desk, like HUNAN:1.")
        @SuppressWarnings("NullAway.Init")
        private String till;

        Show() {
            super("till.show");
        }

        @Override
        void arguments(Arguments to) {
            to.put("till", till);
        }
    }
}

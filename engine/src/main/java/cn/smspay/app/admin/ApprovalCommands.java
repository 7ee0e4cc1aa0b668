package cn.smspay.app.admin;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What one person has proposed and another releases or refuses. */
@Command(
        name = "approve",
        description = "What one person has proposed and another releases or refuses.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ApprovalCommands.All.class, ApprovalCommands.Release.class, ApprovalCommands.Refuse.class})
final class ApprovalCommands {
    private ApprovalCommands() {}

    @Command(name = "list", mixinStandardHelpOptions = true, description = "What waits, oldest first.")
    static final class All extends AdminCommand {
        @Option(names = "--decided", description = "Also what does not wait any more.")
        private boolean decided;

        @Option(names = "--after", paramLabel = "ID", description = "The last number of the page before.")
        private @Nullable Long after;

        All() {
            super("approval.list");
        }

        @Override
        void arguments(Arguments to) {
            to.on("decided", decided).put("after", after);
        }
    }

    @Command(name = "release", mixinStandardHelpOptions = true, description = "It is done now.")
    static final class Release extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        Release() {
            super("approval.release");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id);
        }
    }

    @Command(name = "refuse", mixinStandardHelpOptions = true, description = "It will not be done.")
    static final class Refuse extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        private long id;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Refuse() {
            super("approval.refuse");
        }

        @Override
        void details(Arguments to) {
            to.put("id", id).put("why", why);
        }
    }
}

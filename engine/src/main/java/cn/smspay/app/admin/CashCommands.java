package cn.smspay.app.admin;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cash at a till that is open. */
@Command(
        name = "cash",
        description = "Cash at a till that is open.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {CashCommands.TopUp.class, CashCommands.Reverse.class})
final class CashCommands {
    private CashCommands() {}

    @Command(name = "top-up", mixinStandardHelpOptions = true, description = "Takes cash for an account.")
    static final class TopUp extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "YUAN", description = "In yuan.")
        @SuppressWarnings("NullAway.Init")
        private String amount;

        @Option(
                names = "--till",
                required = true,
                paramLabel = "TILL",
                description = "Province and desk, like HUNAN:1.")
        @SuppressWarnings("NullAway.Init")
        private String till;

        TopUp() {
            super("cash.top-up");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number).put("amount", amount).put("till", till);
        }
    }

    @Command(
            name = "reverse",
            mixinStandardHelpOptions = true,
            description = "Proposes to give back what was taken by mistake; another person releases it.")
    static final class Reverse extends AdminCommand.ChangingCommand {
        @Parameters(index = "0", paramLabel = "NUMBER", description = "Eleven digits.")
        @SuppressWarnings("NullAway.Init")
        private String number;

        @Parameters(index = "1", paramLabel = "YUAN", description = "In yuan.")
        @SuppressWarnings("NullAway.Init")
        private String amount;

        @Option(
                names = "--till",
                required = true,
                paramLabel = "TILL",
                description = "Province and desk, like HUNAN:1.")
        @SuppressWarnings("NullAway.Init")
        private String till;

        @Option(names = "--receipt", required = true, paramLabel = "RECEIPT", description = "Number of the receipt.")
        @SuppressWarnings("NullAway.Init")
        private Long receipt;

        @Option(names = "--why", required = true, paramLabel = "WHY", description = "The reason, for the audit.")
        @SuppressWarnings("NullAway.Init")
        private String why;

        Reverse() {
            super("cash.reverse");
        }

        @Override
        void details(Arguments to) {
            to.put("number", number)
                    .put("amount", amount)
                    .put("till", till)
                    .put("receipt", receipt)
                    .put("why", why);
        }
    }
}

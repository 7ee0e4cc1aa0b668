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

    /** An act at a till: whose account, how much, and where. */
    abstract static class AtTill extends AdminCommand.ChangingCommand {
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

        AtTill(String word) {
            super(word);
        }

        @Override
        final void details(Arguments to) {
            to.put("number", number).put("amount", amount).put("till", till);
            more(to);
        }

        abstract void more(Arguments to);
    }

    @Command(name = "top-up", mixinStandardHelpOptions = true, description = "Takes cash for an account.")
    static final class TopUp extends AtTill {
        TopUp() {
            super("cash.top-up");
        }

        @Override
        void more(Arguments to) {
            // Number, amount and till say all.
        }
    }

    @Command(
            name = "reverse",
            mixinStandardHelpOptions = true,
            description = "Proposes to give back what was taken by mistake; another person releases it.")
    static final class Reverse extends AtTill {
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
        void more(Arguments to) {
            to.put("receipt", receipt).put("why", why);
        }
    }
}

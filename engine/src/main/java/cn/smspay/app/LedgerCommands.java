package cn.smspay.app;

import picocli.CommandLine.Command;

/** The book, for those who must be able to trust it. */
@Command(
        name = "ledger",
        description = "Looks into the book.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = LedgerVerify.class)
public final class LedgerCommands {
    private LedgerCommands() {}
}

package cn.smspay.app.books;

import picocli.CommandLine.Command;

/** The book, for those who must be able to trust it. */
@Command(
        name = "ledger",
        description = {"Looks into the book. Amounts are in yuan, with --json in fen. May run beside the engine."},
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LedgerVerify.class,
            LedgerRepair.class,
            LedgerAccounts.class,
            LedgerBalance.class,
            LedgerStatement.class,
            LedgerClose.class,
            LedgerExport.class,
            LedgerSettlement.class,
            LedgerMonthly.class
        })
public final class LedgerCommands {
    private LedgerCommands() {}
}

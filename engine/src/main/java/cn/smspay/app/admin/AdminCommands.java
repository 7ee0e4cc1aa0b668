package cn.smspay.app.admin;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What hall, agents, merchants and the carrier's feed may do, for operators and scripts. */
@Command(
        name = "admin",
        description = {
            "Does what the desks do, through the engine that runs on the data folder. The login is the file",
            "system: only the engine's own user reaches it, and the audit names that user. Amounts are in",
            "yuan, with --json in fen."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            StaffCommands.class,
            CustomerCommands.class,
            SubscriberCommands.class,
            TillCommands.class,
            CashCommands.class,
            CaseCommands.class,
            ApprovalCommands.class,
            AuditCommand.class
        },
        footer = {"", "Exit codes: 0 done or waiting for a second person, 2 refused, 3 stopped by a fault."})
public final class AdminCommands {
    private AdminCommands() {}

    /** Adds the words that are no classes. */
    public static void complete(CommandLine admin) {
        PlainGroups.add(admin);
    }
}

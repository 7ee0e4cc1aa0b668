package cn.smspay.app.calls;

import picocli.CommandLine.Command;

/** Calls that have ended. */
@Command(
        name = "calls",
        description = "Looks into the records of calls. May run beside the engine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CallsList.class)
public final class CallsCommand {
    private CallsCommand() {}
}

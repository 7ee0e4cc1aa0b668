package cn.smspay.tools.bench;

import picocli.CommandLine.Command;

/** Measures this program on this machine. */
@Command(
        name = "bench",
        description = "Measures the engine on this machine; prints the machine, the settings and what was measured.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            BenchSmsCommand.class,
            BenchStartCommand.class,
            BenchAccountsCommand.class,
            BenchSoakCommand.class,
            BenchCallsCommand.class,
            BenchSiteCommand.class,
            BenchBillingCommand.class,
            BenchEngineCommand.class,
            BenchFillCommand.class
        })
public final class BenchCommands {
    private BenchCommands() {}
}

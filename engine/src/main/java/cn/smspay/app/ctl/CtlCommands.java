package cn.smspay.app.ctl;

import picocli.CommandLine.Command;

/** A look into a running engine, and a hand on it. */
@Command(
        name = "ctl",
        description = {
            "Looks into the engine that runs on the data folder, and changes what can be changed while it runs. The",
            "login is the file system: only the engine's own user reaches it, and every act is in the audit."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ViewCommands.Status.class,
            ViewCommands.Top.class,
            ViewCommands.Story.class,
            ViewCommands.Alarms.class,
            ViewCommands.Calls.class,
            ViewCommands.Trunk.class,
            QuarantineCommands.class,
            ActsOfOperators.Bind.class,
            ActsOfOperators.Trace.class,
            ActsOfOperators.Log.class,
            ActsOfOperators.Billing.class,
            ActsOfOperators.Reload.class,
            ActsOfOperators.Drain.class
        },
        footer = {
            "",
            "Example: smspay ctl status --data var",
            "Exit codes: 0 done, 1 it is not well, 2 refused, 3 stopped by a fault."
        })
public final class CtlCommands {
    private CtlCommands() {}
}

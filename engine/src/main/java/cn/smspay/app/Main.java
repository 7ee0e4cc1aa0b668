package cn.smspay.app;

import ch.qos.logback.classic.Level;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Logs;
import cn.smspay.cli.Version;
import cn.smspay.config.ConfigFault;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.store.StoreUnusable;
import cn.smspay.tools.bench.BenchCommands;
import cn.smspay.tools.demo.DemoCommand;
import cn.smspay.tools.transcript.ChatCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The command line. */
@Command(
        name = "smspay",
        description = "SMS and IVR command engine for a carrier's mobile payment service.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            ActionsCommand.class,
            ShowCommand.class,
            ChatCommand.class,
            ImportCommand.class,
            BillingCommands.class,
            RerateCommand.class,
            LedgerCommands.class,
            PromptsCommands.class,
            SchemasCommand.class,
            BenchCommands.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Start with: smspay demo",
            "Exit codes: 0 done, 1 something is wrong, 2 usage or a wrong key, 3 stopped by a fault."
        })
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        // Whatever the terminal's locale says, texts are Chinese.
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        // Libraries, too, write and compare words of protocols: under a Turkish locale an i would lose its dot.
        Locale.setDefault(Locale.ROOT);
        Logs.start(Level.ERROR, false);
        System.exit(run(args));
    }

    public static int run(String... args) {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Main::explain)
                .execute(args);
    }

    /** A fault of settings, files or the store is a sentence; anything else is a fault of ours, with its trace. */
    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) throws Exception {
        if (fault instanceof WrongKey || (fault instanceof ConfigFault settings && settings.isKeyRefused())) {
            command.getErr().println(fault.getMessage());
            return Exit.USAGE;
        }
        if (fault instanceof ConfigFault
                || fault instanceof FaultyScripts
                || fault instanceof StoreUnusable
                || fault instanceof Exit.Refused) {
            command.getErr().println(fault.getMessage());
            return Exit.WRONG;
        }
        throw fault;
    }
}

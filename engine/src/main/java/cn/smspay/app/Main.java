package cn.smspay.app;

import ch.qos.logback.classic.Level;
import cn.smspay.app.admin.AdminCommands;
import cn.smspay.app.authors.ExportAnswersCommand;
import cn.smspay.app.authors.NewCommand;
import cn.smspay.app.authors.StatsCommand;
import cn.smspay.app.authors.TextsCommand;
import cn.smspay.app.books.BillingCommands;
import cn.smspay.app.books.LedgerCommands;
import cn.smspay.app.books.RerateCommand;
import cn.smspay.app.calls.CallsCommand;
import cn.smspay.app.ctl.CtlCommands;
import cn.smspay.app.ctl.PersonCommands;
import cn.smspay.app.ops.BackupCommand;
import cn.smspay.app.ops.CompletionCommand;
import cn.smspay.app.ops.Examples;
import cn.smspay.app.ops.HealthCommand;
import cn.smspay.app.ops.InitCommand;
import cn.smspay.app.ops.KeysCommands;
import cn.smspay.app.ops.RestoreCommand;
import cn.smspay.app.ops.SmscCommand;
import cn.smspay.app.pos.PosCommands;
import cn.smspay.app.release.ReleaseCommand;
import cn.smspay.base.vault.WrongKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.FileFault;
import cn.smspay.cli.Logs;
import cn.smspay.cli.Program;
import cn.smspay.cli.Version;
import cn.smspay.config.ConfigFault;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.store.StoreFault;
import cn.smspay.store.StoreUnusable;
import cn.smspay.tools.bench.BenchCommands;
import cn.smspay.tools.demo.DemoCommand;
import cn.smspay.tools.transcript.ChatCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
            SayCommand.class,
            CostCommand.class,
            ChatCommand.class,
            NewCommand.class,
            TextsCommand.class,
            ReleaseCommand.class,
            StatsCommand.class,
            ExportAnswersCommand.class,
            ImportCommand.class,
            BillingCommands.class,
            RerateCommand.class,
            LedgerCommands.class,
            PosCommands.class,
            AdminCommands.class,
            CtlCommands.class,
            PersonCommands.class,
            CallsCommand.class,
            PromptsCommands.class,
            InitCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            KeysCommands.class,
            SmscCommand.class,
            HealthCommand.class,
            CompletionCommand.class,
            SchemasCommand.class,
            BenchCommands.class,
            HelpCommand.class
        },
        footer = {
            "",
            "Start with: smspay demo",
            "Exit codes: 0 done, 1 found something wrong, 2 usage, settings, key, schema or input refused,",
            "3 stopped by a fault, or another engine holds the folder."
        })
public final class Main implements Program {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    /** What authors run again and again. */
    private static final Set<Class<?>> OFTEN = Set.of(
            CheckCommand.class,
            ExplainCommand.class,
            ActionsCommand.class,
            ShowCommand.class,
            SayCommand.class,
            CostCommand.class,
            ChatCommand.class);

    private Main() {}

    public static void main(String[] args) {
        // Whatever the terminal's locale says, texts are Chinese.
        // Not System.out itself, which keeps a fault to itself.
        var screen = new CheckedOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(screen, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        // Libraries, too, write and compare words of protocols: under a Turkish locale an i would lose its dot.
        Locale.setDefault(Locale.ROOT);
        Logs.start(Level.ERROR, false);
        if (ShortRun.is(args)) {
            ShortRun.begin();
        }
        int code = run(args);
        System.out.flush();
        System.exit(screen.code(code, System.err));
    }

    public static int run(String... args) {
        return of(args).execute(args);
    }

    /** The command that is asked for alone, if it is certain which: to read the words and options of all takes a while. */
    private static CommandLine of(String... args) {
        var words = Objects.requireNonNull(Main.class.getAnnotation(Command.class));
        for (var command : args.length == 0 ? new Class<?>[0] : words.subcommands()) {
            var own = command.getAnnotation(Command.class);
            if (own != null && own.name().equals(args[0]) && OFTEN.contains(command)) {
                var spec = CommandLine.Model.CommandSpec.wrapWithoutInspection(new Main())
                        .name(words.name())
                        .addSubcommand(own.name(), new CommandLine(command));
                return finished(new CommandLine(spec));
            }
        }
        return commandLine();
    }

    @Override
    public CommandLine commands() {
        return commandLine();
    }

    static CommandLine commandLine() {
        var all = new CommandLine(new Main());
        AdminCommands.complete(Objects.requireNonNull(all.getSubcommands().get("admin")));
        return finished(all);
    }

    private static CommandLine finished(CommandLine all) {
        return Examples.complete(all)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Long.class, typed -> whole(typed, Long::parseLong))
                .registerConverter(long.class, typed -> whole(typed, Long::parseLong))
                .registerConverter(Integer.class, typed -> whole(typed, Integer::parseInt))
                .registerConverter(int.class, typed -> whole(typed, Integer::parseInt))
                .setUsageHelpWidth(100)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Main::explain);
    }

    private static <T> T whole(String typed, Function<String, T> read) {
        try {
            return read.apply(typed);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException("'" + typed + "' is not a whole number");
        }
    }

    /** A fault of settings, files or the store is a sentence; anything else is a fault of ours, with its trace. */
    private static int explain(Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        var sentence = fault instanceof IOException e ? FileFault.words(e) : String.valueOf(fault.getMessage());
        var code = code(fault);
        if (code.isPresent()) {
            command.getErr().println(FileFault.plain(sentence));
            return code.getAsInt();
        }
        LOG.error("this is a fault of the program, not of what it was given", fault);
        return Exit.STOPPED;
    }

    /** How the program ends after a fault that has a sentence. */
    private static OptionalInt code(Exception fault) {
        if (fault instanceof Exit.Refused refused) {
            return OptionalInt.of(refused.code());
        }
        if (fault instanceof WrongKey || fault instanceof ConfigFault || fault instanceof FaultyScripts) {
            return OptionalInt.of(Exit.USAGE);
        }
        if (fault instanceof StoreUnusable unusable) {
            return OptionalInt.of(unusable.isRefused() ? Exit.USAGE : Exit.STOPPED);
        }
        return fault instanceof IOException || fault instanceof StoreFault
                ? OptionalInt.of(Exit.STOPPED)
                : OptionalInt.empty();
    }
}

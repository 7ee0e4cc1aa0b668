package cn.smspay.app;

import ch.qos.logback.classic.Level;
import cn.smspay.app.release.FolderWatch;
import cn.smspay.cli.Ending;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Hangup;
import cn.smspay.cli.Home;
import cn.smspay.cli.Logs;
import cn.smspay.cli.Program;
import cn.smspay.cli.ServiceManager;
import cn.smspay.config.AuthorSettings;
import cn.smspay.config.Config;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.Engine;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.engine.ScriptGate;
import cn.smspay.engine.StartGate;
import cn.smspay.engine.Surroundings;
import cn.smspay.ops.errand.ErrandWord;
import cn.smspay.sms.smpp.SmppLink;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The production start. */
@Command(
        name = "run",
        description = "Binds to the SMSC as configured and serves until it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final String EXIT_OPTION = "ExitOnOutOfMemoryError";
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(20);

    @Option(
            names = "--conf",
            paramLabel = "FILE",
            defaultValue = "conf/smspay.yaml",
            description = "The settings (default: ${DEFAULT-VALUE}).")
    private Path conf = Path.of("conf/smspay.yaml");

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "One setting, over the file and the environment; may be given again.")
    private List<String> sets = List.of();

    @Option(
            names = "--log",
            paramLabel = "FORMAT",
            description = "Logs on standard error: text or json (default: log.format of the settings).")
    private @Nullable String log;

    @Option(
            names = "--check",
            description = "Reads settings, dialogue files and what they name, says what is wrong with them, and stops.")
    private boolean checkOnly;

    @Option(
            names = "--accept-clock",
            description = "Trusts the clock although it has jumped by more than a day since the last run.")
    private boolean acceptClock;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (log != null && !log.equals("text") && !log.equals("json")) {
            throw new Exit.Refused("--log wants text or json, not " + log);
        }
        Logs.start(Level.INFO, "json".equals(log));
        var config = read();
        if (log == null) {
            Logs.start(Level.INFO, config.logging().json());
        }
        levels(config);
        var gate = new StartGate(config);
        if (checkOnly) {
            return check(config, gate);
        }
        require(Exit.USAGE, gate.files());
        require(Exit.STOPPED, gate.folder());
        var ending = Ending.ofProcess();
        try {
            serve(config, ending);
            LOG.info("stopped");
            return ending.code();
        } finally {
            ending.ended();
        }
    }

    /** Everything that the settings name is opened, and all that is wrong told at once. */
    private int check(Config config, StartGate gate) {
        var faults = new ArrayList<String>();
        faults.addAll(gate.files());
        faults.addAll(gate.folder());
        faults.addAll(gate.room());
        faults.addAll(gate.databaseFaults());
        faults.addAll(gate.portFaults());
        try {
            SmppLink.check(config.binds());
        } catch (IllegalArgumentException e) {
            faults.add("\"smsc\": " + e.getMessage());
        }
        try {
            faults.addAll(new ScriptGate(AuthorSettings.of(config)).recordings(Engine.scripts(config)));
        } catch (FaultyScripts e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        require(Exit.USAGE, faults);
        var out = spec.commandLine().getOut();
        gate.forecast().forEach(out::println);
        out.println("Settings and dialogue files are in order.");
        out.flush();
        return Exit.DONE;
    }

    /** Where there are no dialogue files at all, those that the program carries serve. */
    private Config read() {
        var config = ConfigReader.read(conf, sets, System.getenv());
        if (Files.exists(config.dialogs()) || Files.exists(config.ivrScripts())) {
            return config;
        }
        LOG.info("no folder {}: serving with the dialogues that this program carries", config.dialogs());
        var files = Home.files();
        var more = new ArrayList<>(sets);
        more.add("dialogs=" + files.resolve("dialogs"));
        more.add("ivr_scripts=" + files.resolve("ivr-scripts"));
        return ConfigReader.read(conf, more, System.getenv());
    }

    /** Before anything else can have been said by a part. */
    private static void levels(Config config) {
        try {
            config.logging().levels().forEach(Logs::level);
        } catch (IllegalArgumentException e) {
            throw new Exit.Refused("\"log.levels\": " + e.getMessage());
        }
    }

    private static void require(int code, List<String> faults) {
        if (!faults.isEmpty()) {
            throw new Exit.Refused(code, String.join(System.lineSeparator(), faults));
        }
    }

    private void serve(Config config, Ending ending) throws InterruptedException {
        warnWithoutExitOnOutOfMemory();
        try (var engine = new Engine(config, Surroundings.real(), Engine.scripts(config))) {
            engine.store()
                    .onBroken(() -> ending.fault("the database can no longer be trusted to write ("
                            + engine.store().whyBroken().orElse("unknown")
                            + "); start again when its disk is in order"));
            if (acceptClock) {
                engine.acceptClock();
            }
            var reload = engine.reloadFrom(this::read);
            engine.keep(ErrandWord.listen(engine, Program.of(spec)));
            if (config.desk().watch()) {
                engine.keep(new FolderWatch(AuthorSettings.of(config), engine.publisher(), Home.files()).start());
            }
            engine.start();
            engine.deliverBilling();
            LOG.info("serving {} as node {}", config.sms().services(), config.node());
            Hangup.onSignal(reload::onSignal);
            ServiceManager.ready();
            ending.await();
            ServiceManager.stopping();
            if (!ending.isFault()) {
                LOG.info("stopping: finishing what was accepted");
                engine.drain(DRAIN_WITHIN);
                engine.closeBilling();
            }
        }
    }

    /** Libraries catch what they cannot handle: where memory has run out only the virtual machine itself ends for certain. */
    private static void warnWithoutExitOnOutOfMemory() {
        var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (machine != null
                && !Boolean.parseBoolean(machine.getVMOption(EXIT_OPTION).getValue())) {
            LOG.warn(
                    "started without -XX:+{}: add it, so that nothing half dead goes on when memory runs out",
                    EXIT_OPTION);
        }
    }
}

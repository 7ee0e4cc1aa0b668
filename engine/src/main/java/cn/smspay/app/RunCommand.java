package cn.smspay.app;

import ch.qos.logback.classic.Level;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Logs;
import cn.smspay.config.Config;
import cn.smspay.config.ConfigReader;
import cn.smspay.engine.Engine;
import cn.smspay.engine.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The production start. */
@Command(
        name = "run",
        description = "Binds to the SMSC as configured and serves until it is told to stop (SIGTERM, Ctrl-C).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
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
            defaultValue = "text",
            description = "Logs on standard error: text or json (default: ${DEFAULT-VALUE}).")
    private String log = "text";

    @Option(
            names = "--check",
            description = "Reads settings and dialogue files, says what is wrong with them, and stops.")
    private boolean checkOnly;

    @Option(
            names = "--accept-clock",
            description = "Trusts the clock although it has jumped by more than a day since the last run.")
    private boolean acceptClock;

    @Override
    public Integer call() throws InterruptedException {
        Logs.start(Level.INFO, log.equals("json"));
        var config = ConfigReader.read(conf, sets, System.getenv());
        if (checkOnly) {
            Engine.scripts(config);
            System.out.println("Settings and dialogue files are in order.");
            return Exit.DONE;
        }
        var stop = new CountDownLatch(1);
        var ended = new CountDownLatch(1);
        var code = new AtomicInteger(Exit.DONE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.getCount() > 0) {
                // A signal: to end in order as asked is a success, which the JVM by itself would not report.
                stop.countDown();
                awaitQuietly(ended);
                Runtime.getRuntime().halt(code.get());
            }
        }));
        try {
            serve(config, stop, code);
            LOG.info("stopped");
            return code.get();
        } finally {
            ended.countDown();
        }
    }

    private void serve(Config config, CountDownLatch stop, AtomicInteger code) throws InterruptedException {
        try (var engine = new Engine(
                config,
                Surroundings.real(),
                Engine.scripts(config))) {
            engine.store().onBroken(() -> {
                LOG.error(
                        "the database can no longer be trusted to write: stopping; start again when its disk is in order");
                code.set(Exit.STOPPED);
                stop.countDown();
            });
            if (acceptClock) {
                engine.acceptClock();
            }
            engine.start();
            engine.deliverBilling();
            LOG.info("serving {} as node {}", config.sms().services(), config.node());
            stop.await();
            if (code.get() == Exit.DONE) {
                LOG.info("stopping: finishing what was accepted");
                engine.drain(DRAIN_WITHIN);
                engine.closeBilling();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch ended) {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

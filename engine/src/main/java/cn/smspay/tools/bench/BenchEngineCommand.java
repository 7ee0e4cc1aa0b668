package cn.smspay.tools.bench;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.Ticker;
import cn.smspay.base.vault.MasterKey;
import cn.smspay.cli.Exit;
import cn.smspay.cli.Home;
import cn.smspay.cli.Program;
import cn.smspay.config.Config;
import cn.smspay.config.DoorsConfig;
import cn.smspay.engine.Books;
import cn.smspay.engine.Engine;
import cn.smspay.engine.LocalConfig;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.ops.errand.ErrandWord;
import cn.smspay.sms.SmsSettings;
import cn.smspay.sms.peer.Wire;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.sms.smpp.SmppLink;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The engine's process in a measurement; started by the others, and told what to do on standard input. */
@Command(name = "engine", hidden = true, mixinStandardHelpOptions = true)
final class BenchEngineCommand implements Callable<Integer> {
    private static final long BIND_SECONDS = 60;
    private static final int REQUESTS_MOST = 1_000_000;

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--binds")
    private int binds = 1;

    @Option(names = "--receipts")
    private SmsSettings.Receipts receipts = SmsSettings.Receipts.NONE;

    @Mixin
    private final BenchStoreOptions store = new BenchStoreOptions();

    @Option(names = "--partner-door")
    private boolean partnerDoor;

    @Option(names = "--echo")
    private boolean echo;

    /** Opens the customers' site too, which says its port to the question "site". */
    @Option(names = "--site")
    private boolean site;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (echo) {
            return echo();
        }
        var clock = Clock.system(ServiceDay.ZONE);
        long begun = System.nanoTime();
        try (var engine = new Engine(config(key(data)), clock)) {
            engine.keep(ErrandWord.listen(engine, Program.of(spec)));
            engine.start();
            awaitBinds(engine.link());
            BenchProcess.say("bound", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            serve(question -> answer(engine, question));
            engine.drain(Duration.ofSeconds(10));
        }
        return Exit.DONE;
    }

    /** No engine: the bare pipeline. */
    private int echo() throws Exception {
        var intake = new BenchEcho();
        var key = new Secret("00".repeat(32));
        var clock = Clock.systemUTC();
        try (var wire = Wire.sockets();
                var link = new SmppLink(
                        config(key).binds(),
                        intake,
                        (segment, outcome) -> {},
                        wire,
                        clock,
                        Ticker.system(),
                        new SecureRandom())) {
            intake.by(link);
            link.start();
            awaitBinds(link);
            BenchProcess.say("bound", 0);
            serve(question -> BenchFigures.ofProcess());
        }
        return Exit.DONE;
    }

    private static void awaitBinds(SmppLink link) throws InterruptedException, ExecutionException {
        try {
            link.allBound().get(BIND_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new Exit.Refused(Exit.WRONG, "not every connection was bound within " + BIND_SECONDS + " s");
        }
    }

    /** Gives the answer to a question. */
    private interface Answers {
        Object to(String question) throws IOException;
    }

    private static void serve(Answers answers) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null && !line.equals("stop")) {
            BenchProcess.say(line, answers.to(line));
        }
    }

    private Object answer(Engine engine, String question) throws IOException {
        return switch (question) {
            case "figures" -> BenchFigures.of(engine);
            case "state" -> BenchState.now(data.resolve(StoreSettings.FILE));
            case "door" -> BenchOrders.DoorAddress.of(engine);
            case "site" -> engine.sitePort();
            case "verify" -> verify(engine.store());
            default -> throw new IllegalArgumentException(question);
        };
    }

    private static String verify(Store store) {
        var findings = Books.verify(store);
        return findings.isEmpty() ? BenchCheck.CLEAN : findings.size() + " findings, first: " + findings.get(0);
    }

    /** The master key in this folder, a new one if there is none. */
    static Secret key(Path folder) throws IOException {
        Files.createDirectories(folder);
        var file = folder.resolve("master.key");
        MasterKey.readOrCreate(file);
        return new Secret(Files.readString(file).strip());
    }

    /** One client makes all orders, so its limits are out of the way. */
    private static DoorsConfig partnerDoor() {
        var limits = HttpLimits.USUAL.requests(10_000_000, 1_000_000);
        return new DoorsConfig(
                Optional.empty(),
                Optional.of(HttpSettings.loopback("partner", 0).with(limits)),
                Optional.empty(),
                "https://pay.example/pay/",
                false);
    }

    private Config config(Secret key) {
        var local = LocalConfig.of(Home.files(), data, key, port);
        var bind = local.binds().get(0);
        var peer = new SmppBindSettings.Peer("127.0.0.1", port, binds, null, false);
        return (partnerDoor ? local.with(partnerDoor()) : local.with(site ? pages() : DoorsConfig.OFF))
                .with(store.tuning(data))
                .with(
                        java.util.List.of(bind.with(peer)
                                .with(new SmppBindSettings.Pace(2_000, 0, 20_000))
                                .with(new SmppBindSettings.Timing(30, 10, 100, 1_000, 100))),
                        local.sms().with(receipts).withoutFloodGuard());
    }

    /** All pages are asked for from one address. */
    private static DoorsConfig pages() {
        var door = HttpSettings.loopback("site", 0).with(HttpLimits.USUAL.requests(REQUESTS_MOST, REQUESTS_MOST));
        return new DoorsConfig(Optional.of(door), Optional.empty(), Optional.empty(), "", false);
    }
}

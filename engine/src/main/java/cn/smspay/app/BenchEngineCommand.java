package cn.smspay.app;

import cn.smspay.accounts.CardState;
import cn.smspay.accounts.CardStock;
import cn.smspay.accounts.MassStock;
import cn.smspay.accounts.Province;
import cn.smspay.config.Config;
import cn.smspay.ids.Msisdn;
import cn.smspay.ids.Secret;
import cn.smspay.ids.UplinkId;
import cn.smspay.money.Fen;
import cn.smspay.smpp.SmppBindSettings;
import cn.smspay.smpp.SmppLink;
import cn.smspay.sms.SmsSettings;
import cn.smspay.vault.Vault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The engine's process in a measurement; started by the others, and told what to do on standard input. */
@Command(name = "engine", hidden = true, mixinStandardHelpOptions = true)
final class BenchEngineCommand implements Callable<Integer> {
    private static final long CARDS = 300_000;
    private static final long CHUNK = 1_000;

    @Option(names = "--data", required = true)
    private Path data = Path.of("");

    @Option(names = "--port", required = true)
    private int port;

    @Option(names = "--accounts")
    private long accounts;

    @Option(names = "--with-password")
    private long withPassword;

    @Option(names = "--dialogues")
    private long dialogues;

    @Option(names = "--binds")
    private int binds = 1;

    @Option(names = "--receipts")
    private SmsSettings.Receipts receipts = SmsSettings.Receipts.NONE;

    @Option(names = "--echo")
    private boolean echo;

    @Override
    public Integer call() throws Exception {
        if (echo) {
            return echo();
        }
        Files.createDirectories(data);
        var keyFile = data.resolve("master.key");
        boolean fresh = !Files.exists(keyFile);
        Vault.readOrCreate(keyFile);
        var clock = Clock.system(ZoneId.of("Asia/Shanghai"));
        long begun = System.nanoTime();
        try (var engine = new Engine(config(new Secret(Files.readString(keyFile).strip())), clock)) {
            if (fresh && accounts > 0) {
                new MassStock(engine.store(), engine.accounts(), engine.vault())
                        .fill(accounts, withPassword, clock.instant(), done -> say("filled " + done));
                cards(engine, clock);
                dialogues(engine, clock);
            }
            engine.start();
            engine.link().allBound().get(60, TimeUnit.SECONDS);
            say("bound " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            serve(engine);
            engine.drain(Duration.ofSeconds(10));
        }
        return Main.DONE;
    }

    /** No engine: the bare pipeline. */
    private int echo() throws Exception {
        var intake = new BenchEcho();
        var key = new Secret("00".repeat(32));
        var clock = Clock.systemUTC();
        try (var link =
                new SmppLink(config(key).binds(), intake, (segment, outcome) -> {}, clock, new SecureRandom())) {
            intake.by(link);
            link.start();
            link.allBound().get(60, TimeUnit.SECONDS);
            say("bound 0");
            var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            String line;
            while ((line = lines.readLine()) != null && !line.equals("stop")) {
                say("figures " + BenchFigures.ofProcess());
            }
        }
        return Main.DONE;
    }

    /** Recharge cards for the money mix. */
    private static void cards(Engine engine, Clock clock) {
        var lastDay =
                java.time.LocalDate.ofInstant(clock.instant(), clock.getZone()).plusYears(1);
        for (long from = 1; from <= CARDS; from += CHUNK) {
            long first = from;
            engine.store().write(tx -> {
                for (long i = first; i < first + CHUNK; i++) {
                    engine.accounts()
                            .cardStock()
                            .add(
                                    tx,
                                    new CardStock.Card(
                                            "0911118%010d".formatted(i),
                                            new Fen(10_00),
                                            Province.HUNAN,
                                            CardState.ACTIVE,
                                            lastDay),
                                    new Secret(BenchLoad.card(i)));
                }
                return true;
            });
        }
    }

    /** Subscribers who have said TX and not yet how much. */
    private void dialogues(Engine engine, Clock clock) {
        for (long from = 0; from < dialogues; from += CHUNK) {
            long first = from;
            engine.store().write(tx -> {
                for (long i = first; i < Math.min(first + CHUNK, dialogues); i++) {
                    var uplink = new UplinkId(tx.next("uplink"));
                    engine.desk()
                            .hear(
                                    tx,
                                    new Msisdn(MassStock.number(i)),
                                    LocalConfig.SERVICE,
                                    "TX",
                                    uplink,
                                    clock.instant());
                }
                return true;
            });
        }
    }

    private void serve(Engine engine) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = lines.readLine()) != null && !line.equals("stop")) {
            if (line.equals("figures")) {
                say("figures " + BenchFigures.of(engine));
            } else if (line.equals("verify")) {
                var findings = LedgerCommands.verify(engine.store());
                say("verify "
                        + (findings.isEmpty() ? "clean" : findings.size() + " findings, first: " + findings.get(0)));
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private Config config(Secret key) {
        var local = LocalConfig.of(Home.find(), data, key, port);
        var bind = local.binds().get(0);
        var peer = new SmppBindSettings.Peer("127.0.0.1", port, binds, null, false);
        return local.with(
                java.util.List.of(bind.with(peer)
                        .with(new SmppBindSettings.Pace(2_000, 0, 20_000))
                        .with(new SmppBindSettings.Timing(30, 10, 100, 1_000, 100))),
                local.sms().with(receipts).withoutFloodGuard());
    }
}

package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.config.Config;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.Service;
import cn.smspay.web.monitor.MonitorServer;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.net.ssl.KeyManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LinkFiguresTest {
    private static final String PASSWORD = "changeit";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final BindStatus UP = status("north", BindStatus.State.BOUND, "");

    @TempDir
    private Path folder;

    private static BindStatus status(String bind, BindStatus.State state, String why) {
        var since = Instant.parse("2009-11-02T01:00:00Z");
        return new BindStatus(
                bind, SmppBindSettings.Mode.TRANSCEIVER, state, since, null, "10.0.0.5:2775", why, false, 0, 100);
    }

    @Test
    void isWellWhenAllIsBound() {
        assertEquals(
                new MonitorServer.Health(true, "1 of 1 connections bound"),
                LinkFigures.health(List.of(UP), Duration.ZERO, PATIENCE, List.of()));
    }

    @Test
    void namesTheBindThatIsDownSinceWhenAndWhy() {
        var down = status("south", BindStatus.State.DOWN, "bind refused: invalid password (0x0E)");

        assertEquals(
                new MonitorServer.Health(
                        true,
                        "1 of 2 connections bound\nbind south to 10.0.0.5:2775 is down since 2009-11-02 09:00:00:"
                                + " bind refused: invalid password (0x0E)"),
                LinkFigures.health(List.of(UP, down), Duration.ZERO, PATIENCE, List.of()));
        assertFalse(LinkFigures.health(List.of(down), Duration.ZERO, PATIENCE, List.of())
                .serving());
    }

    @Test
    void isUnwellWhenAnAnswerWaitsTooLongHoweverManyAreBound() {
        assertTrue(
                LinkFigures.health(List.of(UP), PATIENCE, PATIENCE, List.of()).serving());

        var stuck = LinkFigures.health(List.of(UP), PATIENCE.plusSeconds(1), PATIENCE, List.of());

        assertEquals(
                new MonitorServer.Health(
                        false, "1 of 1 connections bound\nthe oldest answer has waited 121 s to be sent"),
                stuck);
    }

    @Test
    void isUnwellWhileAnSmscTakesNothingThoughItIsBound() {
        try (var service = new Service(folder)) {
            service.smsc.faults().judgeSubmits(any -> 0x58);
            for (int i = 1; i <= 3; i++) {
                Service.get(service.smsc.handset("1390734000" + i).send(Service.NUMBER, "CX"));
            }
            turnUntil(service, () -> !Figures.health(service.engine()).serving());

            assertTrue(Figures.health(service.engine()).text().contains("1 of 1 connections bound\n"));
            service.smsc.faults().judgeSubmits(any -> 0);
            turnUntil(service, () -> Figures.health(service.engine()).serving());
        }
    }

    private static void turnUntil(Service service, BooleanSupplier done) {
        for (int i = 0; !done.getAsBoolean(); i++) {
            assertTrue(i < 3_000, "it does not happen within five minutes of the hand-turned clock");
            service.clock.turn(Duration.ofMillis(100));
            service.engine().tick();
            Service.moment();
        }
    }

    @Test
    void showsEachBindByItsNameAlsoOneThatIsAddedLater() throws Exception {
        try (var service = new Service(folder);
                var door = new MonitorServer("127.0.0.1", 0, () -> Figures.health(service.engine()))) {
            Figures.show(door, service.engine());
            Config config = service.engine().config();
            service.say("13907340001", "CX");
            Service.get(service.engine().link().add(config.binds().get(0).named("second")));

            var lines = scrape(door);

            assertTrue(lines.contains("smspay_bind_submits_answered_total{bind=\"local\",status=\"0x00\"} 1.0"), lines);
            assertTrue(lines.contains("smspay_bind_events_total{bind=\"second\",event=\"connects\"} 1.0"), lines);
            assertTrue(lines.contains("smspay_bind_round_trips_total{bind=\"local\"} 1.0"), lines);
            assertTrue(lines.contains("smspay_bind_window{bind=\"second\"} 100.0"), lines);
            assertTrue(lines.contains("smspay_outbox_oldest_seconds 0.0"), lines);
        }
    }

    @Test
    void aBindOfARunningEngineIsCountedAndItsCertificateIsWatchedWhileItIsThere() throws Exception {
        var own = folder.resolve("own.p12");
        certificate(own, 400);
        var file = folder.resolve("trusted.p12");
        Files.copy(own, file);
        certificate(file, 10);
        try (var service = new Service(folder);
                var south = SmscSimulator.start(LocalConfig.smsc(), service.clock, serving(own));
                var door = new MonitorServer("127.0.0.1", 0, () -> Figures.health(service.engine()))) {
            Figures.show(door, service.engine());
            var config = service.engine().config();
            var bind = config.binds().get(0);
            var tls = new SmppBindSettings.Tls(file, new Secret(PASSWORD), false);
            var added = bind.named("south").with(new SmppBindSettings.Peer("127.0.0.1", south.port(), 1, tls, false));
            var binds = service.engine().binds();

            binds.apply(config.with(List.of(bind, added), config.sms()));

            for (var counter : List.of(
                    "receipts_stray",
                    "receipts_without_bit",
                    "receipts_under_way",
                    "receipts_unreadable",
                    "pdus_leftovers",
                    "aborts")) {
                assertTrue(scrape(door).contains("smspay_" + counter + "_total{bind=\"south\"} 0.0"), counter);
            }
            assertTrue(scrape(door).contains("smspay_certificate_days_left{certificate=\"smsc south\"} 9.0"));
            assertTrue(health(door).contains("certificate smsc south: ends at "), health(door));

            Files.copy(own, file, StandardCopyOption.REPLACE_EXISTING);
            binds.start("south");

            assertTrue(scrape(door).contains("smspay_certificate_days_left{certificate=\"smsc south\"} 399.0"));
            assertFalse(health(door).contains("certificate"), health(door));

            binds.apply(config.with(List.of(bind), config.sms()));

            assertFalse(scrape(door).contains("\"smsc south\""));
        }
    }

    private static SslContext serving(Path file) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        return SslContextBuilder.forServer(keys).build();
    }

    private static void certificate(Path file, int days) throws Exception {
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-alias",
                        "for" + days,
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=smsc",
                        "-startdate",
                        "2009/11/02 00:00:00",
                        "-validity",
                        Integer.toString(days),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertEquals(0, keytool.waitFor());
    }

    private static String health(MonitorServer door) throws Exception {
        return got(door, "/health");
    }

    private static String scrape(MonitorServer door) throws Exception {
        return got(door, "/metrics");
    }

    private static String got(MonitorServer door, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.config.Config;
import cn.smspay.sms.smpp.BindStatus;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.Service;
import cn.smspay.web.monitor.MonitorServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class LinkFiguresTest {
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

    private static String scrape(MonitorServer door) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/metrics"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}

package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static cn.smspay.sms.smpp.LinkFixture.outcome;
import static cn.smspay.sms.smpp.LinkFixture.segment;
import static cn.smspay.sms.smpp.LinkFixture.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.text.Part;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.Segment;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.peer.Host;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Binds as operators know them: standbys, accounts that must not be locked, changes while others go on. Holds {@link BindConnection} to its rules.
 */
@Timeout(60)
final class BindsTest {
    private static final Duration AT_MOST = Duration.ofSeconds(5);

    private final List<SmscSimulator> smscs = new ArrayList<>();

    private SmscSimulator smsc() {
        var started = SmscSimulator.start(SmscSettings.of("smspay", PASSWORD), Clock.systemUTC());
        smscs.add(started);
        return started;
    }

    @AfterEach
    void close() {
        smscs.forEach(SmscSimulator::close);
    }

    private static SmppBindSettings with(SmppBindSettings bind, int returnSeconds, int port, Integer... standbys) {
        var hosts = List.of(standbys).stream()
                .map(standby -> new Host("127.0.0.1", standby))
                .toList();
        return bind.with(new SmppBindSettings.Peer("127.0.0.1", port, hosts, 1, null, false))
                .with(new SmppBindSettings.Timing(30, 5, 20, 200, 500, 300, returnSeconds, 0));
    }

    @Test
    void goesToItsStandbyAtOnceWhileTheFirstHostRefuses() throws Exception {
        var first = smsc();
        var second = smsc();
        first.faults().refuseBinds(CommandStatus.BIND_FAILED);

        try (var here = new LinkFixture(with(settings(first.port()), 600, first.port(), second.port())).bound()) {
            assertEquals(1, second.receivers());
            assertEquals("127.0.0.1:" + second.port(), here.link.status().get(0).host());
            assertInstanceOf(SubmitOutcome.Accepted.class, outcome(here.link.submit(segment(1, "a"))));
            assertEquals(1, second.submitted());
        }
    }

    @Test
    void triesAllStandbysInTheirOrderAndTheFirstAgainAfterAPause() throws Exception {
        var first = smsc();
        var second = smsc();
        var third = smsc();
        first.faults().refuseBinds(CommandStatus.BIND_FAILED);
        second.close();
        smscs.remove(second);
        third.faults().refuseBinds(CommandStatus.SYSTEM_ERROR);
        var bind = with(settings(first.port()), 600, first.port(), second.port(), third.port());

        try (var here = new LinkFixture(bind)) {
            until(() -> here.link.status().get(0).why().contains("system error (0x08)"));
            first.faults().refuseBinds(CommandStatus.OK);

            here.bound();

            assertEquals(1, first.receivers());
        }
    }

    @Test
    void returnsToABetterHostOnceItAnswersAgain() throws Exception {
        var first = smsc();
        var second = smsc();
        first.faults().refuseBinds(CommandStatus.BIND_FAILED);
        try (var here = new LinkFixture(with(settings(first.port()), 1, first.port(), second.port())).bound()) {
            assertEquals(1, second.receivers());

            first.faults().refuseBinds(CommandStatus.OK);

            until(() -> first.receivers() == 1 && second.receivers() == 0);
            until(() -> here.link.room() > 0);
        }
    }

    @Test
    void aWrongPasswordIsAnAlarmAndNotTriedAgainForLongByAnyConnection() throws Exception {
        var smsc = smsc();
        var clock = new TestClock();
        var wrong = settings(smsc.port())
                .with(new SmppBindSettings.Peer("127.0.0.1", smsc.port(), 3, null, false))
                .with(new SmppBindSettings.Login(
                        "smspay", new Secret("other"), "", 0x34, SmppBindSettings.Mode.TRANSCEIVER, ""));

        try (var here = new LinkFixture(clock, wrong)) {
            until(() -> here.link.status().stream().anyMatch(BindStatus::alarm));
            long tries = here.link.traffic().get(0).loginsRefused();
            othersTry(8);

            assertEquals(tries, here.link.traffic().get(0).loginsRefused());
            assertEquals(1, tries);
            assertTrue(here.link.status().stream()
                    .anyMatch(status -> status.why().equals("bind refused: invalid password (0x0E)")));
        }
    }

    @Test
    void aBindCanBeAddedChangedAndRemovedWhileAnotherGoesOn() throws Exception {
        var one = smsc();
        var two = smsc();
        try (var here = new LinkFixture(settings(one.port())).bound()) {
            var south = settings(two.port()).named("south");
            here.link.add(south).get(60, TimeUnit.SECONDS);
            assertEquals(List.of("north", "south"), names(here));
            assertThrows(IllegalArgumentException.class, () -> here.link.add(south));

            here.link
                    .change(south.with(new SmppBindSettings.Pace(7, 0, 100)), AT_MOST)
                    .get(60, TimeUnit.SECONDS);
            assertEquals(107, here.link.room());
            assertInstanceOf(
                    SubmitOutcome.Accepted.class, outcome(here.link.submit(preferring(segment(1, "a"), "south"))));
            assertEquals(1, two.submitted());

            here.link.remove("south", AT_MOST).get(60, TimeUnit.SECONDS);

            assertEquals(List.of("north"), names(here));
            until(() -> two.receivers() == 0);
            assertEquals(1, one.receivers());
            assertInstanceOf(
                    SubmitOutcome.Accepted.class, outcome(here.link.submit(preferring(segment(2, "a"), "south"))));
            assertEquals(2, here.link.traffic().get(1).connects(), "what it did stays counted");
        }
    }

    @Test
    void aChangeThatCannotWorkLeavesTheBindAsItWas() throws Exception {
        var smsc = smsc();
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            var tls = new SmppBindSettings.Tls(java.nio.file.Path.of("absent.p12"), null, true);
            var bad = settings(smsc.port()).with(new SmppBindSettings.Peer("127.0.0.1", smsc.port(), 1, tls, false));

            assertThrows(IllegalArgumentException.class, () -> here.link.change(bad, AT_MOST));

            assertEquals(1, smsc.receivers());
            assertFalse(here.link.room() == 0);
        }
    }

    @Test
    void allPartsOfAnAnswerGoOverOneConnectionAlsoWhenAnotherComesUpBetween() throws Exception {
        var one = smsc();
        var two = smsc();
        try (var here = new LinkFixture(settings(one.port())).bound()) {
            for (int answer = 1; answer <= 6; answer++) {
                outcome(here.link.submit(part(answer, 1)));
            }
            here.link.add(settings(two.port()).named("south")).get(60, TimeUnit.SECONDS);
            for (int answer = 1; answer <= 12; answer++) {
                for (int part = answer <= 6 ? 2 : 1; part <= 3; part++) {
                    outcome(here.link.submit(part(answer, part)));
                }
            }

            assertEquals(0, one.submitted() % 3, "of the first SMSC");
            assertEquals(0, two.submitted() % 3, "of the second SMSC");
            assertEquals(36, one.submitted() + two.submitted());
        }
    }

    @Test
    void theWallClockMayBeSetAndNoTimerMinds() throws Exception {
        var smsc = smsc();
        var wall = new TestClock();
        try (var here = new LinkFixture(wall, () -> System.nanoTime() / 1_000_000, settings(smsc.port())).bound()) {
            smsc.faults().holdAnswers(true);
            var under = here.link.submit(segment(1, "a"));
            until(() -> smsc.submitted() == 1);

            wall.turn(Duration.ofDays(1));
            othersTry(6);
            wall.turn(Duration.ofDays(-2));

            smsc.faults().holdAnswers(false);
            smsc.releaseAnswers();
            assertInstanceOf(SubmitOutcome.Accepted.class, outcome(under));
            assertEquals(0, here.link.traffic().get(0).losses());
        }
    }

    @Test
    void countsAnswersByStatusAndShowsTheLastPdusMasked() throws Exception {
        var smsc = smsc();
        try (var here = new LinkFixture(settings(smsc.port())).bound()) {
            smsc.faults().refuseSubmits(0x45, 1);
            outcome(here.link.submit(segment(1, "秘密")));
            outcome(here.link.submit(segment(2, "秘密")));

            var traffic = here.link.traffic().get(0);
            assertEquals(java.util.Map.of(0, 1L, 0x45, 1L), traffic.statuses());
            assertEquals(2, traffic.roundTrips());
            var last = String.join("\n", here.link.lastPdus("north"));
            assertTrue(last.contains("> submit_sm seq 2 10658888 to 86138****8000 esm 0x00 dc 0x08 4 octets"), last);
            assertTrue(last.contains("< submit_sm_resp seq 2 submit failed (0x45)"), last);
            assertFalse(last.contains("秘") || last.contains(PASSWORD.reveal()), last);
        }
    }

    @Test
    void aTraceEndsByItself() {
        var smsc = smsc();
        try (var here = new LinkFixture(settings(smsc.port()))) {
            here.link.trace("north", Duration.ofMinutes(5));
            assertThrows(IllegalArgumentException.class, () -> here.link.trace("nobody", Duration.ofMinutes(5)));
            assertThrows(IllegalArgumentException.class, () -> here.link.trace("north", Duration.ofHours(2)));
        }
    }

    private static Segment part(int answer, int number) {
        var whole = segment(answer, "a");
        return new Segment(
                whole.downlink(),
                new Part(answer, number, 3),
                true,
                whole.from(),
                whole.to(),
                8,
                whole.octets(),
                false,
                false,
                false,
                0,
                null);
    }

    private static Segment preferring(Segment segment, String bind) {
        return new Segment(
                segment.downlink(),
                segment.part(),
                false,
                segment.from(),
                segment.to(),
                8,
                segment.octets(),
                false,
                false,
                false,
                0,
                bind);
    }

    private static List<String> names(LinkFixture here) {
        return here.link.status().stream().map(BindStatus::bind).toList();
    }

    /** Returns when a link that is hung up on has tried so often, by the same pauses as every other. */
    private static void othersTry(int times) throws IOException {
        try (var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var hungUpOn = new LinkFixture(settings(door.getLocalPort()))) {
            for (int i = 0; i < times; i++) {
                door.accept().close();
            }
            assertFalse(hungUpOn.link.status().isEmpty());
        }
    }

    private static void until(BooleanSupplier done) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!done.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not happen");
            Service.moment();
        }
    }
}

package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.text.Alphabet;
import cn.smspay.config.Config;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.outside.simulator.Uplink;
import cn.smspay.sms.DataCodings;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.Service;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Binds are changed while the engine runs, through real sockets. */
@Timeout(90)
final class BindsTest {
    private static final int NUMBERS = 40;
    private static final int ROUNDS = 25;

    @TempDir
    private Path folder;

    private static Config with(Config config, SmppBindSettings... binds) {
        return config.with(List.of(binds), config.sms());
    }

    private static SmppBindSettings at(SmppBindSettings bind, int port) {
        return bind.with(new SmppBindSettings.Peer("127.0.0.1", port, 1, null, false));
    }

    private static String state(Service service) {
        return String.join(
                " ",
                service.engine().link().status().stream()
                        .map(each -> each.bind() + "=" + each.state())
                        .toList());
    }

    @Test
    void saysWhatHasChangedAndTheOldConnectionIsUnboundInOrder() {
        try (var service = new Service(folder);
                var other = SmscSimulator.start(LocalConfig.smsc(), service.clock)) {
            var config = service.engine().config();
            var bind = config.binds().get(0);
            var binds = service.engine().binds();
            service.say("13907340001", "CX");

            var report = binds.apply(with(
                    config,
                    bind.with(new SmppBindSettings.Pace(7, 90, 5_000)),
                    at(bind, other.port()).named("south")));

            assertEquals(
                    List.of(
                            "bind local: window 100 -> 7, submits_per_second 0 -> 90; 1 of 1 connections bound",
                            "bind south: added; 1 of 1 connections bound"),
                    report);
            assertEquals(1, other.receivers());
            assertEquals(107, service.engine().link().room());

            var moved = binds.apply(with(config, at(bind, other.port())));

            assertEquals(2, moved.size(), moved.toString());
            assertTrue(moved.get(0).startsWith("bind local: port "), moved.toString());
            assertEquals("bind south: removed", moved.get(1));
            assertEquals("local=BOUND", state(service));
            assertEquals(0, service.smsc.receivers());
            var handset = other.handset("13907340001");
            assertEquals(0, Service.get(handset.send(Service.NUMBER, "CX")));
            service.settle();
            assertEquals(1, handset.texts().size());
            assertEquals(
                    List.of(), binds.apply(with(config, at(bind, other.port()))));
        }
    }

    @Test
    void aWrongPasswordIsToldAndARightOneHeals() {
        try (var service = new Service(folder)) {
            var config = service.engine().config();
            var bind = config.binds().get(0);
            var login = bind.login();
            var binds = service.engine().binds();

            var wrong = binds.apply(with(
                    config,
                    bind.with(new SmppBindSettings.Login(
                            login.systemId(), new Secret("another"), "", 0x34, login.mode(), ""))));

            assertEquals(
                    List.of("bind local: password changed; 0 of 1 connections bound (bind refused: invalid password"
                            + " (0x0E))"),
                    wrong);
            assertEquals(
                    List.of("bind local: password changed; 1 of 1 connections bound"),
                    binds.apply(config));
        }
    }

    @Test
    void aTrustStoreThatCannotBeReadChangesNoBindAtAll() {
        try (var service = new Service(folder)) {
            var config = service.engine().config();
            var bind = config.binds().get(0);
            var tls = new SmppBindSettings.Tls(Path.of("absent.p12"), null, true);
            var bad = bind.named("south")
                    .with(new SmppBindSettings.Peer("127.0.0.1", service.smsc.port(), 1, tls, false));

            var both = with(config, bind.with(new SmppBindSettings.Pace(7, 0, 5_000)), bad);
            var binds = service.engine().binds();

            assertTrue(assertThrows(IllegalArgumentException.class, () -> binds.apply(both))
                    .getMessage()
                    .contains("absent.p12"));
            assertEquals(100, service.engine().link().room());
        }
    }

    @Test
    void anotherAlphabetIsReadFromTheNextMessageOn() {
        try (var service = new Service(folder)) {
            var config = service.engine().config();
            var gbk = Map.of("local", DataCodings.of(Alphabet.GBK));

            var report = service.engine()
                    .binds()
                    .apply(config.with(config.binds(), config.sms().with(gbk)));

            assertEquals(List.of("bind local: alphabet or charsets changed"), report);
            var octets = "余额".getBytes(java.nio.charset.Charset.forName("GBK"));
            assertEquals(0, Service.get(service.smsc.deliver(Uplink.of("13907340001", Service.NUMBER, 0, octets))));
            service.settle();
            assertEquals(0, service.engine().figures().quarantined.sum());
        }
    }

    @Test
    void aBindIsStoppedAndStartedByAnOperatorAndTheHealthSaysSo() {
        try (var service = new Service(folder)) {
            var binds = service.engine().binds();

            assertEquals("bind local: 0 of 1 connections bound (stopped by an operator)", binds.stop("local"));
            assertEquals(0, service.smsc.receivers());
            assertTrue(Figures.health(service.engine()).text().contains("stopped by an operator"));
            var config = service.engine().config();
            binds.apply(with(config, config.binds().get(0).with(new SmppBindSettings.Pace(7, 0, 5_000))));
            assertEquals("local=DOWN", state(service), "a change does not start what was stopped");

            assertEquals("bind local: 1 of 1 connections bound", binds.start("local"));
            assertEquals(7, service.engine().link().room());
            assertEquals(1, service.say("13907340001", "CX").size());
            assertThrows(IllegalArgumentException.class, () -> binds.stop("nobody"));
        }
    }

    /** As an SMSC keeps a message that it is told to send later. */
    private static CompletableFuture<Integer> untilTaken(SmscSimulator smsc, Uplink uplink) {
        return smsc.deliver(uplink)
                .thenCompose(status -> status == CommandStatus.THROTTLED
                        ? untilTaken(smsc, uplink)
                        : CompletableFuture.completedFuture(status));
    }

    @Test
    void underLoadNoMessageAndNoAnswerIsLostHoweverTheBindsChange() {
        try (var service = new Service(folder);
                var other = SmscSimulator.start(LocalConfig.smsc(), service.clock)) {
            var config = service.engine().config();
            var bind = config.binds().get(0);
            var south = at(bind, other.port()).named("south");
            var binds = service.engine().binds();
            var answered = new ConcurrentHashMap<String, Integer>();
            service.smsc.onDownlink(down -> answered.merge(down.to(), 1, Integer::sum));
            other.onDownlink(down -> answered.merge(down.to(), 1, Integer::sum));
            var sent = new ArrayList<CompletableFuture<Integer>>();

            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < NUMBERS; i++) {
                    var number = String.format(java.util.Locale.ROOT, "139%08d", round * NUMBERS + i);
                    var octets = "CX".getBytes(StandardCharsets.US_ASCII);
                    sent.add(untilTaken(
                            round % 2 == 0 ? service.smsc : other, Uplink.of(number, Service.NUMBER, 0, octets)));
                }
                var pace = new SmppBindSettings.Pace(1 + round % 9, 0, 5_000);
                switch (round % 5) {
                    case 0 -> binds.apply(with(config, bind, south));
                    case 1 -> binds.apply(with(config, bind.with(pace), south));
                    case 2 -> binds.apply(with(config, bind, south.with(pace)));
                    case 3 -> binds.apply(with(config, south));
                    default -> binds.start("south");
                }
            }
            binds.apply(with(config, bind, south));

            sent.forEach(each -> assertEquals(CommandStatus.OK, Service.get(each)));
            service.settle();
            assertEquals(ROUNDS * NUMBERS, service.number("select count(*) from uplink"));
            assertEquals(ROUNDS * NUMBERS, answered.size(), "numbers that got an answer");
            assertEquals(0, service.number("select count(*) from downlink where state = 'QUEUED'"));
        }
    }
}

package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.config.Config;
import cn.smspay.outside.simulator.ReceivedSubmit;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An SMSC that refuses, keeps silent, answers late or leaves: one answer never stops the others, and each comes to an end. */
@Timeout(120)
final class SendingTest {
    private static final String ONE = "13907340001";
    private static final String TWO = "13907340002";
    /** Of a customer whose province is in test, the question has 71 characters. */
    private static final String TWO_PARTS = "HF1000";
    /** Real milliseconds that a step of the hand-turned clock gives to the sockets. */
    private static final Duration STEP = Duration.ofMillis(100);

    @TempDir
    private Path folder;

    private final Queue<ReceivedSubmit> tried = new ConcurrentLinkedQueue<>();

    private Service service(UnaryOperator<SmppBindSettings> bind) {
        var service = new Service(folder, config -> with(config, bind));
        service.smsc.faults().judgeSubmits(downlink -> {
            tried.add(downlink);
            return 0;
        });
        return service;
    }

    private static Config with(Config config, UnaryOperator<SmppBindSettings> bind) {
        return config.with(config.binds().stream().map(bind).toList(), config.sms());
    }

    private static SmppBindSettings window(SmppBindSettings bind, int window) {
        return bind.with(new SmppBindSettings.Pace(window, 0, 5_000));
    }

    @Test
    void aWindowOfOneIsRoomEnoughForAnAnswerOfSeveralParts() {
        try (var service = service(bind -> window(bind, 1))) {
            richInGuangdong(service, ONE);
            send(service, ONE, TWO_PARTS);
            send(service, TWO, "CX");

            passUntil(service, Duration.ofSeconds(10), () -> texts(service, ONE) + texts(service, TWO) == 2);

            var parts = tried.stream().filter(each -> each.to().endsWith(ONE)).toList();
            assertTrue(parts.size() > 1, "the question has several parts");
            for (int i = 0; i < parts.size(); i++) {
                assertEquals(i + 1, parts.get(i).octets()[5], "part " + (i + 1));
            }
        }
    }

    @Test
    void afterThrottlingEverythingGoesOut() {
        try (var service = service(UnaryOperator.identity())) {
            richInGuangdong(service, ONE);
            refuseAll(service, CommandStatus.THROTTLED);
            send(service, ONE, TWO_PARTS);
            pass(service, Duration.ofSeconds(12));
            assertEquals(0, texts(service, ONE));

            service.smsc.faults().judgeSubmits(any -> 0);
            send(service, TWO, "CX");

            passUntil(service, Duration.ofSeconds(3), () -> texts(service, ONE) + texts(service, TWO) == 2);
        }
    }

    @Test
    void sixtyAnswersOfOneAndTwoPartsGoOutWhenTheQueuesHaveRoomAgain() {
        try (var service = service(UnaryOperator.identity())) {
            refuseAll(service, CommandStatus.MESSAGE_QUEUE_FULL);
            for (int i = 0; i < 60; i++) {
                if (i % 2 == 1) {
                    richInGuangdong(service, number(i));
                }
                send(service, number(i), i % 2 == 0 ? "CX" : TWO_PARTS);
            }
            pass(service, Duration.ofSeconds(9));

            service.smsc.faults().judgeSubmits(any -> 0);

            passUntil(service, Duration.ofSeconds(20), () -> waiting(service) == 0);
            assertEquals(60, service.number("select count(*) from downlink where state in ('SENT', 'DELIVERED')"));
        }
    }

    @Test
    void onePhoneWhoseQueueIsFullHindersNoOther() {
        try (var service = service(UnaryOperator.identity())) {
            refuse(service, ONE, CommandStatus.THROTTLED);
            send(service, ONE, "CX");
            pass(service, Duration.ofSeconds(8));
            for (int i = 10; i < 60; i++) {
                send(service, number(i), "CX");
            }

            passUntil(service, Duration.ofSeconds(5), () -> {
                long answered = service.number("select count(*) from downlink where state in ('SENT', 'DELIVERED')");
                return answered == 50;
            });

            assertEquals(1, waiting(service));
            pass(service, Duration.ofSeconds(60));
            long tries = tried.stream().filter(each -> each.to().endsWith(ONE)).count();
            assertTrue(tries >= 5 && tries <= 9, tries + " tries in about 73 s");
            service.smsc.faults().judgeSubmits(any -> 0);
            passUntil(service, Duration.ofSeconds(70), () -> waiting(service) == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFF, 0x64, 0x08, 0x45, 0x04, 0x400})
    void anAnswerThatIsRefusedAgainAndAgainEndsAndTheNextGetsItsTurn(int status) {
        try (var service = service(UnaryOperator.identity())) {
            var refused = new ArrayList<String>();
            service.smsc.faults().judgeSubmits(downlink -> {
                boolean first = refused.isEmpty() || refused.get(0).equals(text(downlink));
                if (first) {
                    refused.add(text(downlink));
                }
                return first ? status : 0;
            });
            send(service, ONE, "what?");
            passUntil(service, Duration.ofSeconds(5), () -> !refused.isEmpty());
            send(service, ONE, "CX");

            passUntil(service, Duration.ofSeconds(60), () -> texts(service, ONE) == 1);

            passUntil(service, Duration.ofSeconds(5), () -> waiting(service) == 0);
            assertEquals(List.of("GIVEN_UP", "SENT"), states(service));
            assertTrue(refused.size() <= 8, refused.size() + " tries");
            assertEquals(1, service.engine().figures().answersGivenUp.sum());
        }
    }

    @Test
    void anAnswerAloneIsGivenUpAfterAnHourAndAQuestionWhenItsTimeIsOver() {
        try (var service = service(UnaryOperator.identity())) {
            refuseAll(service, CommandStatus.SYSTEM_ERROR);
            send(service, ONE, "CX");
            send(service, TWO, "TX");
            long question = service.number("select count(*) from downlink where valid_until is not null");

            service.clock.turn(Duration.ofMinutes(10).plusSeconds(1));
            pass(service, Duration.ofSeconds(3));
            long afterTenMinutes = service.number("select count(*) from downlink where state = 'GIVEN_UP'");
            service.clock.turn(Duration.ofMinutes(50));
            pass(service, Duration.ofSeconds(3));

            assertEquals(question, afterTenMinutes);
            assertEquals(2, service.number("select count(*) from downlink where state = 'GIVEN_UP'"));
        }
    }

    @Test
    void aRestartTakesUpWhatWaitsAndAsksNoQuestionWhoseTimeIsOver() {
        try (var service = service(UnaryOperator.identity())) {
            refuseAll(service, CommandStatus.SYSTEM_ERROR);
            richInGuangdong(service, TWO);
            send(service, ONE, "CX");
            send(service, TWO, TWO_PARTS);
            passUntil(service, Duration.ofSeconds(5), () -> tried.size() >= 2);
            service.clock.turn(Duration.ofMinutes(11));
            tried.clear();

            service.restart();
            service.smsc.faults().judgeSubmits(downlink -> {
                tried.add(downlink);
                return 0;
            });

            passUntil(service, Duration.ofSeconds(90), () -> waiting(service) == 0);
            assertEquals(List.of("SENT", "GIVEN_UP"), states(service));
        }
    }

    @Test
    void aQuestionTellsTheSmscHowLongItMayBeAnswered() {
        try (var service = service(UnaryOperator.identity())) {
            send(service, ONE, "KT");
            send(service, ONE, "CX");
            passUntil(service, Duration.ofSeconds(5), () -> texts(service, ONE) == 2);

            var question = tried.iterator().next();
            var balance = new ArrayList<>(tried).get(tried.size() - 1);
            assertFalse(question.validityPeriod().isEmpty());
            assertEquals("", balance.validityPeriod());
        }
    }

    @Test
    void afterAnUnbindWhatWasUnderWayGoesOutAgainAtOnce() {
        try (var service = service(UnaryOperator.identity())) {
            service.smsc.faults().dropAnswers(2);
            send(service, ONE, "CX");
            send(service, TWO, "CX");
            passUntil(service, Duration.ofSeconds(5), () -> tried.size() == 2);

            service.smsc.unbindAll();

            // Far below the wait for an answer that is merely late.
            passUntil(service, Duration.ofSeconds(25), () -> waiting(service) == 0);
            assertEquals(4, tried.size());
            assertEquals(List.of("SENT", "SENT"), states(service));
        }
    }

    @Test
    void anAnswerThatComesDuringTheSecondTryCounts() {
        try (var service = service(UnaryOperator.identity())) {
            service.smsc.faults().holdAnswers(true);
            send(service, ONE, "CX");
            passUntil(service, Duration.ofSeconds(60), () -> tried.size() == 2);

            service.smsc.faults().holdAnswers(false);
            service.smsc.releaseAnswers();

            passUntil(service, Duration.ofSeconds(5), () -> waiting(service) == 0);
            pass(service, Duration.ofSeconds(60));
            assertEquals(2, tried.size());
            assertEquals(List.of("SENT"), states(service));
        }
    }

    @Test
    void theSmscMayLeaveAndComeBackAndNothingIsLost() {
        try (var service = service(bind -> window(bind, 2))) {
            for (int i = 0; i < 20; i++) {
                send(service, number(i), "CX");
                if (i % 5 == 0) {
                    service.smsc.disconnectAll();
                }
            }

            passUntil(service, Duration.ofSeconds(60), () -> waiting(service) == 0);

            assertEquals(20, service.number("select count(distinct recipient) from downlink where state <> 'QUEUED'"));
        }
    }

    private static void richInGuangdong(Service service, String number) {
        service.in(tx -> {
            var now = service.clock.instant();
            var who = service.staging().subscriber(tx, new Msisdn(number), Province.GUANGDONG, Brand.GOTONE);
            service.staging().open(tx, who, new Secret("Login2009"), new Secret("135792"), now);
            service.staging().money(tx, who, Pocket.CASH, new Fen(500_000), now);
            return who;
        });
    }

    private void refuseAll(Service service, int status) {
        service.smsc.faults().judgeSubmits(downlink -> {
            tried.add(downlink);
            return status;
        });
    }

    private void refuse(Service service, String number, int status) {
        service.smsc.faults().judgeSubmits(downlink -> {
            tried.add(downlink);
            return downlink.to().endsWith(number) ? status : 0;
        });
    }

    private static String text(ReceivedSubmit downlink) {
        return new String(downlink.octets(), java.nio.charset.StandardCharsets.UTF_16BE);
    }

    private static String number(int i) {
        return "1390735%04d".formatted(i);
    }

    private static void send(Service service, String number, String text) {
        Service.get(service.smsc.handset(number).send(Service.NUMBER, text));
    }

    private static int texts(Service service, String number) {
        return service.smsc.handset(number).texts().size();
    }

    private static long waiting(Service service) {
        return service.number("select count(*) from downlink where state = 'QUEUED'");
    }

    private static List<String> states(Service service) {
        return service.texts("select replace(state, 'DELIVERED', 'SENT') from downlink order by id");
    }

    private static void pass(Service service, Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(STEP)) {
            step(service);
        }
    }

    private static void passUntil(Service service, Duration atMost, BooleanSupplier done) {
        for (var passed = Duration.ZERO; !done.getAsBoolean(); passed = passed.plus(STEP)) {
            assertTrue(passed.compareTo(atMost) < 0, "it does not happen within " + atMost);
            step(service);
        }
    }

    private static void step(Service service) {
        service.clock.turn(STEP);
        service.engine().tick();
        for (int i = 0; i < 3; i++) {
            Service.moment();
        }
    }
}

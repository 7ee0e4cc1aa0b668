package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodesTest extends AccountsFixture {
    private static final String HERE = "203.0.113.7";

    private Optional<Refusal> send(String number, Purpose purpose, String address) {
        return world.in(tx -> accounts.codes().send(tx, new Msisdn(number), purpose, address, world.clock.instant()));
    }

    private Optional<Refusal> use(String number, Purpose purpose, String code) {
        return world.in(tx ->
                accounts.codes().use(tx, new Msisdn(number), purpose, new Secret(code), HERE, world.clock.instant()));
    }

    private boolean isSent() {
        return !world.said.isEmpty();
    }

    private String sent() {
        return Objects.requireNonNull(
                world.said.get(world.said.size() - 1).values().get("code"));
    }

    @ParameterizedTest
    @CsvSource({
        // number, purpose, whether a text goes out; the answer is the same
        "13800000001, REGISTER, false",
        "13800000001, RESET_LOGIN, true",
        "13800000001, RESET_PAY, true",
        "13800000002, REGISTER, true",
        "13800000002, RESET_LOGIN, false",
        "13800000002, RESET_PAY, false",
        "13800000003, REGISTER, false",
        "13900009999, REGISTER, false",
        "13900009999, RESET_LOGIN, false",
        "13000009999, REGISTER, false",
    })
    void answersAlikeWhoeverHasTheNumber(String number, Purpose purpose, boolean text) {
        world.customer("13800000001");
        world.subscriber("13800000002");
        var lost = world.subscriber("13800000003");
        world.in(tx -> {
            accounts.subscribers().status(tx, lost, new PhoneCondition(PhoneStatus.TWO_WAY, StopReason.LOST));
            return true;
        });

        var answers = new ArrayList<Refusal>();
        assertEquals(Optional.empty(), send(number, purpose, HERE));
        assertEquals(text, isSent());
        answers.add(send(number, purpose, HERE).orElseThrow());
        world.clock.turn(Duration.ofSeconds(60));
        assertEquals(Optional.empty(), send(number, purpose, HERE));
        for (int i = 0; i < 6; i++) {
            answers.add(use(number, purpose, "none").orElseThrow());
        }

        var expected = new ArrayList<Refusal>();
        expected.add(Refusal.of(Reason.CODE_TOO_SOON, "seconds", 60));
        for (int left : new int[] {4, 3, 2, 1, 0, 0}) {
            expected.add(Refusal.of(Reason.CODE_WRONG, "left", left));
        }
        assertEquals(expected, answers);
    }

    @Test
    void aCodeServesOnceForItsPurposeAndItsNumber() {
        world.customer(ALICE);
        world.customer(BOB);
        send(ALICE, Purpose.RESET_LOGIN, HERE);
        var code = sent();
        assertTrue(code.matches("[0-9]{6}"));

        assertEquals(Reason.CODE_WRONG, reason(use(ALICE, Purpose.RESET_PAY, code)));
        assertEquals(Reason.CODE_WRONG, reason(use(BOB, Purpose.RESET_LOGIN, code)));
        assertNull(reason(use(ALICE, Purpose.RESET_LOGIN, code)));
        assertEquals(Reason.CODE_WRONG, reason(use(ALICE, Purpose.RESET_LOGIN, code)));
    }

    @ParameterizedTest
    @CsvSource({"0, ", "299999, ", "300000, CODE_WRONG", "-1, CODE_WRONG"})
    void livesFiveMinutes(long millis, Reason refused) {
        world.customer(ALICE);
        send(ALICE, Purpose.RESET_PAY, HERE);
        world.clock.turn(Duration.ofMillis(millis));

        assertEquals(refused, reason(use(ALICE, Purpose.RESET_PAY, sent())));
    }

    @Test
    void theOneBeforeIsNoGoodAnyMoreAndFiveTriesUseItUp() {
        world.customer(ALICE);
        send(ALICE, Purpose.RESET_PAY, HERE);
        var first = sent();
        world.clock.turn(Duration.ofSeconds(60));
        send(ALICE, Purpose.RESET_PAY, HERE);
        var second = sent();
        assertNotEquals(first, second);

        assertEquals(Reason.CODE_WRONG, reason(use(ALICE, Purpose.RESET_PAY, first)));
        for (int i = 0; i < 4; i++) {
            use(ALICE, Purpose.RESET_PAY, "１２３４５６");
        }
        assertEquals(Reason.CODE_WRONG, reason(use(ALICE, Purpose.RESET_PAY, second)));
    }

    @Test
    void sendsTenADayToANumberWhateverForAndFromWherever() {
        world.customer(ALICE);
        world.clock.set("2009-11-03T23:00:00");
        var purposes = new Purpose[] {Purpose.RESET_LOGIN, Purpose.RESET_PAY};
        for (int i = 0; i < 10; i++) {
            assertNull(reason(send(ALICE, purposes[i % 2], "198.51.100." + i)));
            world.clock.turn(Duration.ofSeconds(60));
        }

        assertEquals(Reason.CODE_TOO_MANY, reason(send(ALICE, Purpose.RESET_PAY, "198.51.100.99")));
        world.clock.set("2009-11-04T00:00:00");
        assertNull(reason(send(ALICE, Purpose.RESET_PAY, "198.51.100.99")));
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7, ADDRESS_LIMIT",
        "203.0.113.7, 203.0.113.8, ",
        "2001:db8:1:2::1, 2001:db8:1:2:ffff::9, ADDRESS_LIMIT",
        "2001:db8:1:2::1, 2001:db8:1:3::1, ",
        "::ffff:203.0.113.7, 203.0.113.7, ADDRESS_LIMIT",
        "unreadable:address, other:address, ADDRESS_LIMIT"
    })
    void oneNetworkAsksTwentyTimesAnHour(String address, String next, Reason refused) {
        for (int i = 0; i < 20; i++) {
            assertNull(reason(send(String.format(Locale.ROOT, "138%08d", i), Purpose.REGISTER, address)));
            world.clock.turn(Duration.ofMinutes(2));
        }

        assertEquals(refused, reason(send("13899999999", Purpose.REGISTER, next)));
        world.clock.turn(Duration.ofMinutes(20));
        assertNull(reason(send("13899999998", Purpose.REGISTER, next)));
        assertEquals(refused, reason(send("13899999997", Purpose.REGISTER, next)));
    }

    @Test
    void oneNetworkAsksAHundredTimesADay() {
        world.clock.set("2009-11-03T00:00:00");
        int sent = 0;
        for (int i = 0; i < 300; i++) {
            sent += send(String.format(Locale.ROOT, "138%08d", i), Purpose.REGISTER, HERE)
                            .isEmpty()
                    ? 1
                    : 0;
            world.clock.turn(Duration.ofMinutes(4));
        }

        assertEquals(100, sent);
    }

    @Test
    void guessesFromOneNetworkAreLimitedOverAllNumbers() {
        for (int i = 0; i < 4; i++) {
            var number = String.format(Locale.ROOT, "138%08d", i);
            send(number, Purpose.REGISTER, "");
            for (int guess = 0; guess < 5; guess++) {
                assertEquals(Reason.CODE_WRONG, reason(use(number, Purpose.REGISTER, "123456")));
            }
        }
        world.customer(BOB);
        send(BOB, Purpose.RESET_LOGIN, "");

        assertEquals(Reason.ADDRESS_LIMIT, reason(use(BOB, Purpose.RESET_LOGIN, sent())));
    }

    @Test
    void manyNumbersFromManyAddressesStopRegistrationsForAnHourAndNothingElse() {
        world.customer(ALICE);
        for (int i = 0; i < OneTimeCodes.REGISTRATIONS_AN_HOUR; i++) {
            send(String.format(Locale.ROOT, "137%08d", i), Purpose.REGISTER, "10.0." + i / 250 + "." + i % 250);
        }

        assertEquals(Reason.CODE_TOO_MANY, reason(send("13611111111", Purpose.REGISTER, HERE)));
        assertNull(reason(send(ALICE, Purpose.RESET_LOGIN, HERE)));
        assertTrue(isSent());
        world.clock.turn(Duration.ofHours(1));
        assertNull(reason(send("13611111112", Purpose.REGISTER, HERE)));
        world.clock.turn(Duration.ofDays(2));
        assertTrue(world.in(tx -> accounts.codes().forget(tx, world.clock.instant()))
                >= OneTimeCodes.REGISTRATIONS_AN_HOUR);
    }

    @Test
    void aReissuedNumbersNextOwnerCannotUseWhatWasSentToTheOneBefore() {
        var alice = world.customer(ALICE);
        send(ALICE, Purpose.RESET_LOGIN, HERE);
        var code = sent();
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return accounts.lifecycle()
                    .reissue(tx, new Msisdn(ALICE), Province.HUNAN, Brand.GOTONE, world.clock.instant());
        });

        assertEquals(Reason.CODE_WRONG, reason(use(ALICE, Purpose.RESET_LOGIN, code)));
        assertEquals(List.of("code"), world.notices());
    }
}

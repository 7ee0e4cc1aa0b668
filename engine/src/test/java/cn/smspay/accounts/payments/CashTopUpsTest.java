package cn.smspay.accounts.payments;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cash that is paid in, once for each key, and taken back on its day by the till that took it (R 4.4). */
final class CashTopUpsTest {
    private static final Till TILL = new Till(Province.HUNAN, "3");

    @TempDir
    private Path folder;

    private World world;
    private CashTopUps topUps;
    private SubscriptionId li;

    @BeforeEach
    void open() {
        world = new World(folder);
        topUps = world.accounts.cashTopUps();
        li = world.customer("13800000001");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private String payIn(SubscriptionId who, String key, Till till, long fen) {
        var request = new Request(who, Channel.HALL, key, Optional.empty(), world.clock.instant());
        return world.in(tx -> topUps.payIn(tx, request, till, new Fen(fen)))
                .fold(done -> done.toString(), refusal -> refusal.reason().name());
    }

    private TransferId paidIn(long fen) {
        return new TransferId(Long.parseLong(payIn(li, "k" + fen, TILL, fen)));
    }

    private Optional<Reason> reverse(TransferId receipt, Till till) {
        return world.in(tx -> topUps.reverse(tx, li, receipt, till, world.clock.instant()))
                .map(Refusal::reason);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void nothingIsNotPaidIn(long fen) {
        assertEquals("BAD_AMOUNT", payIn(li, "k", TILL, fen));
        assertEquals("0.00", world.cash(li).toString());
    }

    @Test
    void aFenIsMoneyAndTheSameKeyIsTheSameFen() {
        var receipt = payIn(li, "k", TILL, 1);

        assertEquals(receipt, payIn(li, "k", TILL, 1));
        assertEquals("0.01", world.cash(li).toString());
        assertEquals(List.of("cash_top_up"), world.notices(), "it is told once");
    }

    @Test
    void aKeyThatWasUsedForAnythingElseIsTaken() {
        var other = world.customer("13800000002");
        payIn(li, "k", TILL, 100);

        assertEquals("KEY_REUSED", payIn(li, "k", TILL, 101));
        assertEquals("KEY_REUSED", payIn(li, "k", TILL, 0));
        assertEquals("KEY_REUSED", payIn(li, "k", Till.of(Province.HUNAN), 100));
        assertEquals("KEY_REUSED", payIn(other, "k", TILL, 100));
        assertEquals("KEY_REUSED", payIn(world.subscriber("13800000003"), "k", TILL, 100));
        assertEquals("1.00", world.cash(li).toString());
        assertEquals("0.00", world.cash(other).toString());
    }

    @Test
    void aMistakeIsTakenBackOnceByTheTillThatMadeIt() {
        var receipt = paidIn(100);

        assertEquals(Optional.of(Reason.OTHER_TILL), reverse(receipt, new Till(Province.HUNAN, "4")));
        assertEquals(Optional.of(Reason.OTHER_TILL), reverse(receipt, Till.of(Province.HUNAN)));
        assertEquals(Optional.empty(), reverse(receipt, TILL));
        assertEquals("0.00", world.cash(li).toString());
        assertEquals(Optional.of(Reason.NOT_REVERSIBLE), reverse(receipt, TILL));
        assertEquals("0.00", world.cash(li).toString());
    }

    @Test
    void aMistakeIsTakenBackUntilMidnight() {
        world.clock.set("2009-11-02T00:00:00");
        var first = paidIn(100);
        var second = paidIn(200);

        world.clock.set("2009-11-02T23:59:59.999");
        assertEquals(Optional.empty(), reverse(first, TILL));
        world.clock.set("2009-11-03T00:00:00");
        assertEquals(Optional.of(Reason.NOT_REVERSIBLE), reverse(second, TILL));
    }

    @Test
    void onlyWhatIsStillThereIsTakenBack() {
        var receipt = paidIn(100_00);
        spend("0.01");

        assertEquals(Optional.of(Reason.TOO_MUCH), reverse(receipt, TILL));
        paidIn(1);
        assertEquals(Optional.empty(), reverse(receipt, TILL), "any cash of his will do");
    }

    private void spend(String yuan) {
        var spent = world.in(tx -> world.accounts
                .purchases()
                .pay(tx, world.request(li, World.PIN), World.SHOP, World.fen(yuan), Optional.empty()));
        assertTrue(spent.<Boolean>fold(done -> true, refusal -> false), String.valueOf(spent));
    }

    @Test
    void whatIsNoCashOfHisIsNotTakenBack() {
        var others = world.customer("13800000002");
        var receipt = new TransferId(Long.parseLong(payIn(others, "o", TILL, 100)));

        assertEquals(Optional.of(Reason.NOT_REVERSIBLE), reverse(receipt, TILL));
        assertEquals(Optional.of(Reason.NOT_REVERSIBLE), reverse(new TransferId(999), TILL));
    }

    @Test
    void anAccountBeginsWithItsMoneyOnce() {
        for (var begun : List.of("true", "false")) {
            assertEquals(begun, begin(new Fen(500)));
        }
        assertEquals("KEY_REUSED", begin(new Fen(501)));
        assertEquals("5.00", world.cash(li).toString());
    }

    private String begin(Fen amount) {
        return world.in(tx -> topUps.beginWith(tx, li, amount, world.clock.instant()))
                .fold(done -> done.toString(), refusal -> refusal.reason().name());
    }
}

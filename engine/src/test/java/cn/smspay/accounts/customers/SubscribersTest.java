package cn.smspay.accounts.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.base.Msisdn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SubscribersTest extends AccountsFixture {
    @ParameterizedTest
    @CsvSource({
        "13400000000, true", "13480000000, true", "13490000000, false", "13500000000, true", "13900000000, true",
        "13000000000, false", "13300000000, false", "14700000000, true", "15300000000, false", "15900000000, true",
        "18200000000, true", "18600000000, false", "18700000000, true", "18800000000, true", "18900000000, false"
    })
    void tellsTheCarriersNumbersByTheirFirstDigits(String number, boolean onNet) {
        var met = world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(number)));

        assertEquals(onNet, met.isPresent());
    }

    @Test
    void believesTheCarrierRatherThanTheDigits() {
        world.in(tx -> accounts.subscribers()
                .feed(tx, new Msisdn(ALICE), Operator.CHINA_UNICOM, Province.HUNAN, Brand.OTHER, false));
        world.in(tx -> accounts.subscribers()
                .feed(tx, new Msisdn("13000000000"), Operator.CHINA_MOBILE, Province.HUNAN, Brand.GOTONE, false));

        assertEquals(Optional.empty(), world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(ALICE))));
        assertTrue(world.in(tx -> accounts.subscribers().meet(tx, new Msisdn("13000000000")))
                .isPresent());
    }

    @Test
    void meetsTheSameSubscriptionAgain() {
        var first = world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(ALICE)))
                .orElseThrow();

        var second = world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(ALICE)))
                .orElseThrow();

        assertEquals(first.id(), second.id());
    }

    @Test
    void takesUpAMetNumberWhenTheCarrierTellsOfIt() {
        var met = world.in(tx -> accounts.subscribers().meet(tx, new Msisdn(ALICE)))
                .orElseThrow();

        var told = world.in(tx -> accounts.subscribers()
                .feed(tx, new Msisdn(ALICE), Operator.CHINA_MOBILE, Province.TIBET, Brand.MZONE, false));

        assertEquals(met.id(), told.id());
        assertEquals(PhoneCondition.NORMAL, told.phone());
        assertEquals(Province.TIBET, told.province());
    }

    @Test
    void givesAReissuedNumberANewSubscription() {
        var before = world.subscriber(ALICE);

        var after = world.in(tx -> accounts.subscribers().reissue(tx, new Msisdn(ALICE), Province.HUNAN, Brand.GOTONE));

        assertNotEquals(before, after.id());
        assertEquals(2, after.generation());
    }

    @Test
    void keepsNamesAndDocumentsOutOfThePlainTable() {
        var alice = world.subscriber(ALICE);
        world.profile(alice, "王小明");

        var row = world.store.read(sql ->
                sql.createQuery("select * from subscription").mapToMap().list().toString());

        assertEquals(-1, row.indexOf("王小明"));
        assertEquals(-1, row.indexOf("1101051949"));
    }
}

package cn.smspay.accounts.life;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.life.AddressLimits.LimitedAct;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an address may do in an hour and on a day (R 4.3): twenty and a hundred. */
class AddressLimitsTest extends AccountsFixture {
    private final AddressLimits limits = new AddressLimits();

    private boolean mayGoOn(String address) {
        return world.in(tx -> limits.check(tx, address, LimitedAct.CODE_WRONG, world.clock.instant()))
                .isEmpty();
    }

    private void uses(String address, int times) {
        for (int i = 0; i < times; i++) {
            world.in(tx -> {
                limits.count(tx, address, LimitedAct.CODE_WRONG, world.clock.instant());
                return true;
            });
        }
    }

    @Test
    void twentyFitIntoAnyHourNotIntoTheClocks() {
        world.clock.set("2009-11-02T09:50:00");
        uses("203.0.113.7", 19);
        assertTrue(mayGoOn("203.0.113.7"));
        uses("203.0.113.7", 1);

        world.clock.set("2009-11-02T10:01:00");
        assertEquals(false, mayGoOn("203.0.113.7"));
        assertTrue(mayGoOn("203.0.113.8"), "another address");
        world.clock.set("2009-11-02T10:50:01");
        assertTrue(mayGoOn("203.0.113.7"));
    }

    @Test
    void aHundredFitIntoADayAndTheNextOneIsNew() {
        world.clock.set("2009-11-02T09:00:00");
        for (int hour = 0; hour < 5; hour++) {
            uses("203.0.113.7", 20);
            world.clock.turn(Duration.ofMinutes(61));
        }
        assertEquals(false, mayGoOn("203.0.113.7"));

        var until = world.in(tx -> limits.check(tx, "203.0.113.7", LimitedAct.CODE_WRONG, world.clock.instant()))
                .orElseThrow()
                .facts()
                .get("until");
        assertEquals(Instant.parse("2009-11-02T16:00:00Z"), until);
        world.clock.set("2009-11-03T00:00:00");
        assertTrue(mayGoOn("203.0.113.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8::1, 20010db800000000",
        "2001:db8::ffff:2, 20010db800000000",
        "2001:db8:0:1::1, 20010db800000001",
        "[2001:db8::1], 20010db800000000",
        "fe80::1%eth0, fe80000000000000",
        "::ffff:192.0.2.1, 192.0.2.1",
        "x::y::z, no address"
    })
    void whoHasAnIpv6LineIsOneNetwork(String address, String network) {
        assertEquals(network, AddressLimits.network(address));
    }

    @Test
    void ourOwnActsHaveNoAddressAndNoLimit() {
        uses("", 200);

        assertTrue(mayGoOn(""));
    }
}

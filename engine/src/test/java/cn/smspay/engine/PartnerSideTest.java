package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Channel;
import cn.smspay.base.Ticker;
import cn.smspay.cli.Exit;
import cn.smspay.config.DoorsConfig;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.World;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PartnerSide} does with its door open and closed. */
final class PartnerSideTest extends AccountsFixture {
    private static DoorsConfig door(int port) {
        return new DoorsConfig(
                Optional.empty(), Optional.of(HttpSettings.loopback("partner", port)), Optional.empty(), "", false);
    }

    private void order() {
        var operator = Caller.operator("test");
        var desk = world.desks().merchants();
        var partners = world.desks().partners();
        partners.apply(operator, Key.of(operator, "apply", ""), "book", "星河书店").join();
        partners.state(operator, Key.of(operator, "live", ""), "book", Profiles.State.LIVE, "test")
                .join();
        var shop = Caller.of(Channel.MERCHANT, "book", "local", Role.MERCHANT);
        var wish = new Orders.OrderRequest(
                "XH-1", World.fen("5"), "书", PayChannel.WWW, null, null, Duration.ofHours(1), false);
        assertEquals(
                "done",
                desk.create(shop, Key.of(shop, "o", ""), "book", wish).join().outcome());
    }

    private String state() {
        world.settle();
        return world.store.read(
                sql -> sql.createQuery("select state || coalesce(' ' || close_reason, '') from merchant_order")
                        .mapTo(String.class)
                        .one());
    }

    /** Their time is over for customers too. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ordersRunOutWhetherTheDoorIsOpenOrNot(boolean open) {
        order();
        try (var side = PartnerSide.open(open ? door(0) : DoorsConfig.OFF, world.desks(), Ticker.of(world.clock))) {
            assertEquals(open, side.port() > 0);
            world.clock.turn(Duration.ofHours(1).minusMillis(1));
            side.look();
            assertEquals("OPEN", state());
            world.clock.turn(Duration.ofMillis(1));
            side.look();
            assertEquals("CLOSED EXPIRED", state());
        }
    }

    @Test
    void aDoorThatIsClosedHasNoPort() {
        try (var side = PartnerSide.open(DoorsConfig.OFF, world.desks(), Ticker.of(world.clock))) {
            assertEquals(-1, side.port());
        }
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var refused = assertThrows(
                    Exit.Refused.class,
                    () -> PartnerSide.open(door(taken.getLocalPort()), world.desks(), Ticker.of(world.clock)));
            assertTrue(
                    refused.getMessage()
                            .startsWith("doors.partner cannot listen on 127.0.0.1:" + taken.getLocalPort() + ": "),
                    refused.getMessage());
        }
    }
}

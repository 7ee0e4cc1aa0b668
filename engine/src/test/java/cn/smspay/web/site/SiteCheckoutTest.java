package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.MerchantOrder;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.testing.World;
import cn.smspay.web.site.SiteService.CheckoutOrder;
import cn.smspay.web.site.SiteService.CheckoutPaid;
import cn.smspay.web.site.SiteService.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the checkout shows of an order, to whom, and from which pocket it would be paid. */
final class SiteCheckoutTest {
    private static final Visitor FROM = new Visitor("127.0.0.1", "");
    private static final String SHOP = "shop-1";

    @TempDir
    private Path folder;

    private World world;
    private SiteCheckout checkout;
    private int words;

    @BeforeEach
    void open() {
        world = new World(folder);
        checkout = new SiteCheckout(new SiteLane(world.counter()), world.desks());
        var operator = Caller.operator("test");
        var partners = world.desks().partners();
        assertEquals(
                "done",
                partners.apply(operator, key(operator), SHOP, "花店").join().outcome());
        assertEquals(
                "done",
                partners.state(operator, key(operator), SHOP, Profiles.State.LIVE, "test")
                        .join()
                        .outcome());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key key(Caller caller) {
        return Key.of(caller, "word-" + ++words, "");
    }

    private String token(String yuan, @Nullable String returnUrl) {
        var caller = Caller.of(cn.smspay.base.Channel.MERCHANT, SHOP, "127.0.0.1", cn.smspay.counter.Role.MERCHANT);
        var wish = new Orders.OrderRequest(
                "M-" + ++words,
                World.fen(yuan),
                "一束花",
                MerchantOrder.PayChannel.WWW,
                returnUrl,
                null,
                Duration.ofMinutes(30),
                false);
        return done(world.desks().merchants().create(caller, key(caller), SHOP, wish))
                .token();
    }

    private static Member member(SubscriptionId who) {
        return new Member(who, "13800000001", false);
    }

    private static <T> T done(CompletionStage<Reply<T>> answer) {
        var reply = answer.toCompletableFuture().join();
        if (reply instanceof Reply.Done<T> done) {
            return done.value();
        }
        throw new AssertionError(reply);
    }

    private CheckoutOrder order(@Nullable SubscriptionId who, String token) {
        return done(checkout.order(who == null ? null : member(who), FROM, token));
    }

    private Reply<CheckoutPaid> pay(SubscriptionId who, String token) {
        return checkout.pay(member(who), FROM, "w" + ++words, token, new Secret(World.PIN), null)
                .toCompletableFuture()
                .join();
    }

    @ParameterizedTest
    @CsvSource({"''", "x", "000000000000000000000000000000000000"})
    void anAddressThatLeadsToNoOrderIsNotFound(String token) {
        assertEquals(
                "refused:not-found",
                checkout.order(null, FROM, token).toCompletableFuture().join().outcome());
    }

    @Test
    void aStrangerSeesTheOrderAndNobodysMoney() {
        var order = order(null, token("12.50", "https://shop.example/back?x=1"));

        assertEquals("花店", order.merchant());
        assertEquals("一束花", order.subject());
        assertEquals("12.50", order.amount().toString());
        assertEquals("open", order.state());
        assertEquals("shop.example", order.host());
        assertEquals("https://shop.example/back?x=1", order.returnUrl());
        assertEquals("", order.pocket());
        assertEquals(Fen.ZERO, order.cash());
        assertEquals(Fen.ZERO, order.after());
    }

    @Test
    void anOrderWithoutAWayBackNamesNoHost() {
        var order = order(null, token("1", null));

        assertEquals("", order.host());
        assertEquals("", order.returnUrl());
    }

    @Test
    void aMemberWithoutAnAccountSeesItAsAStrangerDoes() {
        var order = order(world.subscriber("13800000001"), token("1", null));

        assertEquals("", order.pocket());
        assertEquals(Fen.ZERO, order.cash());
    }

    @ParameterizedTest
    @CsvSource({"12.49, 0.00", "12.50, 0.00", "12.51, 0.01", "100, 87.50"})
    void whatIsLeftOfThePocketThatPaysIsShown(String cash, String left) {
        var who = world.customer("13800000001");
        world.payIn(who, cash);

        var order = order(who, token("12.50", null));

        assertEquals(World.fen(cash).covers(World.fen("12.50")) ? "cash" : order.pocket(), order.pocket());
        assertEquals(World.fen(cash), order.cash());
        assertEquals(left, order.after().toString());
    }

    @Test
    void cardMoneyPaysWhereItIsEnough() {
        var who = world.customer("13800000001");
        world.payIn(who, "100");
        world.payInByCard(who, "50");

        var order = order(who, token("12.50", null));

        assertEquals("50.00", order.card().toString());
        assertEquals(
                order.pocket().equals("card") ? "37.50" : "87.50",
                order.after().toString(),
                "of the pocket " + order.pocket());
        var bought = done(checkout.pay(member(who), FROM, "w", token("12.50", null), new Secret(World.PIN), null));
        assertEquals(order.pocket(), bought.pocket());
        assertEquals(order.after(), bought.balance());
    }

    @Test
    void aCodeIsWantedAboveAHundredYuan() {
        assertFalse(order(null, token("100", null)).codeWanted());
        assertTrue(order(null, token("100.01", null)).codeWanted());
    }

    @Test
    void anOrderIsPaidOnceAndSaysSoAfterwards() {
        var who = world.customer("13800000001");
        world.payIn(who, "100");
        var token = token("12.50", null);

        assertEquals("done", pay(who, token).outcome());
        assertEquals("paid", order(null, token).state());
        assertFalse(pay(who, token).outcome().equals("done"), "by another word it is another payment");
        assertEquals("87.50", world.cash(who).toString());
    }

    @Test
    void anOrderWhoseTimeIsOverIsClosed() {
        var who = world.customer("13800000001");
        world.payIn(who, "100");
        var token = token("12.50", null);
        world.clock.turn(Duration.ofHours(1));

        assertEquals("refused:order-closed", pay(who, token).outcome());
        world.desks().merchants().lookAfter().join();
        assertEquals("closed", order(null, token).state());
        assertEquals("100.00", world.cash(who).toString());
    }
}

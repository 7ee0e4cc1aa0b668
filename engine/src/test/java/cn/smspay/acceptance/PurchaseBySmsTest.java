package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.merchants.MerchantOrder.PayChannel;
import cn.smspay.accounts.merchants.Orders;
import cn.smspay.accounts.merchants.Profiles;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.MerchantDesk.OrderView;
import cn.smspay.outside.simulator.ReceivedText;
import cn.smspay.testing.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A merchant's order, its payer's phone and the answer to the merchant, through the whole engine (S-083). */
@Timeout(120)
final class PurchaseBySmsTest {
    private static final String ALICE = "13800000001";
    private static final String PIN = "135792";
    private static final String SHOP = "books";
    private static final Caller OPERATOR = Caller.operator("test");
    private static final Caller PROGRAM = Caller.of(Channel.MERCHANT, SHOP, "local", Role.MERCHANT);

    @TempDir
    private Path folder;

    private Service service;
    private int orders;

    @BeforeEach
    void open() {
        service = new Service(folder);
        service.in(tx -> {
            var now = service.clock.instant();
            var who = service.staging().subscriber(tx, new Msisdn(ALICE), Province.HUNAN, Brand.GOTONE);
            service.staging().open(tx, who, new Secret("Login2009"), new Secret(PIN), now);
            service.staging().money(tx, who, Pocket.CASH, new Fen(100_00), now);
            return who;
        });
        var desk = service.engine().desks().merchants();
        Service.get(desk.apply(OPERATOR, Key.of(OPERATOR, "apply", ""), SHOP, "星河书店"));
        Service.get(desk.state(OPERATOR, Key.of(OPERATOR, "live", ""), SHOP, Profiles.State.LIVE, "test"));
        service.smsc.handset(ALICE);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private Reply<OrderView> order(String payer, long fen) {
        var wish = new Orders.OrderRequest(
                "A-" + ++orders,
                new Fen(fen),
                "《平凡的世界》",
                PayChannel.SMS,
                null,
                new Msisdn(payer),
                Duration.ofHours(2),
                false);
        var made = Service.get(service.engine()
                .desks()
                .merchants()
                .create(PROGRAM, Key.of(PROGRAM, "order-" + orders, ""), SHOP, wish));
        service.settle();
        return made;
    }

    private static OrderView done(Reply<OrderView> reply) {
        return assertInstanceOf(Reply.Done.class, reply).value() instanceof OrderView view ? view : null;
    }

    private static String refused(Reply<OrderView> reply) {
        return assertInstanceOf(Reply.Refused.class, reply).reason();
    }

    private String state(String no) {
        return service.texts("select state from merchant_order where no = '" + no + "'")
                .get(0);
    }

    private List<String> heard() {
        return service.smsc.handset(ALICE).texts().stream()
                .map(ReceivedText::text)
                .toList();
    }

    @Test
    void thePayerIsAskedAndHisPasswordPaysTheOrder() {
        var made = done(order(ALICE, 30_00));
        assertEquals(List.of("星河书店，《平凡的世界》，30.00元，由现金账户支付。请回复6位支付密码确认，30分钟内有效，密码请勿告诉他人。"), heard());

        assertEquals(List.of("您在星河书店消费30.00元，由现金账户支付，余额70.00元。"), service.say(ALICE, PIN));

        assertEquals("PAID", state(made.no()));
        assertEquals(
                List.of("order.paid"), service.texts("select event from partner_event where client = '" + SHOP + "'"));
    }

    @Test
    void whoCannotPayIsNotAskedAndNothingOfTheOrderStays() {
        assertEquals("payer-cannot-pay", refused(order(ALICE, 100_01)));
        assertEquals("payer-cannot-pay", refused(order("13800000099", 1_00)));

        assertEquals(List.of(), heard());
        assertEquals(0, service.number("select count(*) from merchant_order"));
        assertEquals(0, service.number("select count(*) from merchant_number"));
    }

    @Test
    void whoIsInTheMiddleOfSomethingIsNotInterrupted() {
        service.say(ALICE, "HF5");
        assertEquals("payer-busy", refused(order(ALICE, 1_00)));
        service.say(ALICE, "0");
        done(order(ALICE, 1_00));
        assertEquals("payer-busy", refused(order(ALICE, 2_00)));
    }

    @Test
    void afterThreeUnpaidOrdersTheMerchantMayAskNoMoreToday() {
        for (int i = 0; i < 3; i++) {
            var made = done(order(ALICE, 1_00));
            service.say(ALICE, "0");
            assertEquals("CLOSED", state(made.no()));
        }
        assertEquals("payer-refuses", refused(order(ALICE, 1_00)));

        service.clock.turn(Duration.ofDays(1));
        assertTrue(order(ALICE, 1_00) instanceof Reply.Done<OrderView>);
    }
}

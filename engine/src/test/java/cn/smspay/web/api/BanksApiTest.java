package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.base.Channel;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.outside.simulator.BankPages;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BanksApiTest {
    private static final Caller SITE = Caller.of(Channel.WEB, "session-1", "203.0.113.7", Role.CUSTOMER);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private World world;
    private PartnerDoor door;
    private BankPages pages;

    @BeforeEach
    void open() throws Exception {
        world = new World(folder);
        door = new PartnerDoor(HttpSettings.loopback("partner", 0), world.desks(), "/pay/", () -> 0);
        pages = new BankPages(world.eBanks, HttpSettings.loopback("banks", 0), () -> 0);
        world.desks()
                .banks()
                .connect(
                        BankCode.CMB,
                        new SignedForms(
                                BankCode.CMB,
                                new SignedForms.Contract(
                                        URI.create("http://127.0.0.1:" + pages.port() + "/CMB/pay"),
                                        "smspay",
                                        World.BANK_KEY,
                                        URI.create("http://127.0.0.1:" + door.port() + "/bank/CMB/notify"),
                                        URI.create("http://127.0.0.1:" + door.port() + "/bank/CMB/return"))));
    }

    @AfterEach
    void close() {
        pages.close();
        door.close();
        world.close();
    }

    private HttpResponse<String> post(int port, String path, Map<String, String> fields) throws Exception {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static <T> T value(CompletableFuture<Reply<T>> reply) {
        return reply.join()
                .fold(
                        done -> done.value(),
                        no -> {
                            throw new AssertionError(no);
                        },
                        pending -> {
                            throw new AssertionError(pending);
                        });
    }

    @Test
    @Timeout(30)
    void aCustomerPaysOnTheBanksPageAndTheBankTellsUs() throws Exception {
        var who = world.customer("13800000001");
        var me = Subject.customer(who);
        var order = value(world.desks()
                .banks()
                .topUp(SITE, Key.of(SITE, "k", "k"), me, BankCode.CMB, Target.CASH, World.fen("50")));
        var form = value(world.desks().banks().redirect(SITE, me, order.number())).fields().stream()
                .collect(Collectors.toMap(BankDesk.Field::name, BankDesk.Field::value));

        var page = post(pages.port(), "/CMB/pay", form);
        assertTrue(page.body().contains(order.number()) && page.body().contains("50.00"), page.body());
        var done = post(pages.port(), "/CMB/confirm", form);
        assertEquals(200, done.statusCode());

        // The bank tells in its own time.
        while (!world.cash(who).equals(World.fen("50"))) {
            Thread.onSpinWait();
        }
        assertEquals(400, post(pages.port(), "/CMB/pay", Map.of("order", "1")).statusCode());
        assertEquals(404, post(pages.port(), "/XYZ/pay", form).statusCode());
    }

    /** The page says what was paid, whatever the bank does afterwards; the statement tells of it, and each difference is a case. */
    @ParameterizedTest
    @CsvSource({
        // last digits of the amount, what is booked at once, cases once the statement was compared
        "50.00, 50.00, 0",
        "50.91, 50.91, 0",
        "50.92, 50.92, 1",
        "50.93, 0.00, 1",
        "50.94, 0.00, 1",
        "50.95, 0.00, 0",
        "50.96, 0.00, 0",
    })
    @Timeout(30)
    void theSimulatedBanksMistakesEndInMoneyOrInACase(String amount, String booked, int cases) throws Exception {
        var who = world.customer("13800000001");
        var me = Subject.customer(who);
        var order = value(world.desks()
                .banks()
                .topUp(SITE, Key.of(SITE, "k", "k"), me, BankCode.CMB, Target.CASH, World.fen(amount)));
        var form = value(world.desks().banks().redirect(SITE, me, order.number())).fields().stream()
                .collect(Collectors.toMap(BankDesk.Field::name, BankDesk.Field::value));
        var asked = Jsoup.parse(post(pages.port(), "/CMB/pay", form).body());
        assertEquals("招商银行（模拟）", asked.select("h1").text());
        assertTrue(asked.text().contains("订单号 " + order.number()), asked.text());
        assertTrue(asked.text().contains("金额 " + amount + " 元"), asked.text());
        assertEquals("/CMB/confirm", asked.select("form").attr("action"));
        assertEquals("确认支付", asked.select("form button").text());
        var paid = Jsoup.parse(post(pages.port(), "/CMB/confirm", form).body());
        assertTrue(paid.text().contains("支付成功"), paid.text());
        assertTrue(paid.select("a").attr("href").endsWith("?order=" + order.number()), "only a way back");

        while (!world.cash(who).equals(World.fen(booked)) || cases() != cases) {
            Thread.onSpinWait();
        }
        var operator = Caller.operator("root");
        var statement = world.eBanks.statement(BankCode.CMB, ServiceDay.date(world.clock.instant()));
        value(world.desks().banks().statement(operator, statement));
        int known = cases();
        value(world.desks().banks().statement(operator, statement));
        assertEquals(known, cases(), "what was compared already opens nothing again");
        assertEquals(World.fen(booked), world.cash(who));
    }

    private int cases() {
        return world.<Integer>in(tx -> tx.query(sql -> sql.createQuery("select count(*) from work_case")
                .mapTo(Integer.class)
                .one()));
    }

    @Test
    void whatCannotBeReadIsAProblemAndBooksNothing() throws Exception {
        var wrong = post(door.port(), "/bank/CMB/notify", Map.of("order", "1"));
        assertEquals(400, wrong.statusCode());
        assertTrue(wrong.body().contains("fields are missing"), wrong.body());
        assertEquals(404, post(door.port(), "/bank/XYZ/notify", Map.of()).statusCode());
        assertEquals(
                400, post(door.port(), "/bank/ABC/notify", Map.of("order", "1")).statusCode());
    }

    @Test
    @Timeout(30)
    void aBanksMoneyForTheWalletWaitsForTheCardThatBooksIt() throws Exception {
        var who = world.customer("13800000001");
        var me = Subject.customer(who);
        var desk = world.desks().banks();
        assertEquals(
                "refused:no-wallet",
                desk.topUp(SITE, Key.of(SITE, "k0", ""), me, BankCode.CMB, Target.WALLET, World.fen("50"))
                        .join()
                        .outcome());
        var number = new CardNo("8600755000000001");
        world.in(tx -> world.accounts.wallet().wallets().open(tx, world.request(who), number));
        var order = value(desk.topUp(SITE, Key.of(SITE, "k1", ""), me, BankCode.CMB, Target.WALLET, World.fen("50")));
        var form = value(desk.redirect(SITE, me, order.number())).fields().stream()
                .collect(Collectors.toMap(BankDesk.Field::name, BankDesk.Field::value));
        post(pages.port(), "/CMB/pay", form);
        post(pages.port(), "/CMB/confirm", form);

        while (world.held(who, Pocket.WALLET_PENDING).isZero()) {
            Thread.onSpinWait();
        }
        assertEquals(World.fen("50"), world.held(who, Pocket.WALLET_PENDING));
        assertEquals(List.of("wallet_load_pending"), world.notices());
        var card = new WalletSim(number, World.MASTERS, new Random(6));
        assertEquals(CardTalk.DONE, new CardTalk(new DirectLine(world, who, Channel.STK)).meet(card));
        assertEquals("50.00", card.balance().toString());
        assertEquals(World.fen("50"), world.held(who, Pocket.WALLET));
        assertEquals("0.00", world.cash(who).toString());
    }
}

package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.net.http.HttpLimits;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.SimMenu;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a wallet through its doors: hall, SIM menu over the partners' door, terminal, site, and the cash at the end.
 */
final class WalletWalkTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final CardNo CARD = new CardNo("8600755000000001");
    private static final Terminal PSAM = new Terminal(100_000_000_001L);

    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private WalletDesk desk;
    private SubscriptionId alice;
    private Caller clerk;
    private WalletSim card;
    private SimMenu menu;
    private TestPartner terminal;
    private TestPartner gateway;
    private Pos pos;
    private int keys;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(
                HttpSettings.loopback("partner", 0).with(HttpLimits.USUAL.requests(60_000, 10_000)),
                world.desks(),
                "https://pay.example/pay/",
                Ticker.of(world.clock));
        desk = world.desks().wallets();
        alice = world.realNameCustomer(NUMBER.digits(), "100.00");
        clerk = Caller.of(Channel.HALL, "li", "local", Role.CLERK).at(new Till(Province.HUNAN, "7"));
        gateway = TestPartner.hmac(world, door.port(), Role.TERMINAL, "stk-hunan", false);
        terminal = TestPartner.hmac(world, door.port(), Role.TERMINAL, PSAM.toString(), false);
        card = new WalletSim(CARD, World.MASTERS, new Random(4));
        var line = new HttpLine(gateway, NUMBER.digits());
        menu = SimMenu.of(line, card, new CardTalk(line));
        pos = new Pos(PSAM, World.MASTERS);
        done(desk.terminal(Caller.operator("root"), key(Caller.operator("root")), PSAM, World.SHOP, false)
                .join());
    }

    @AfterEach
    void close() {
        door.close();
        world.close();
    }

    private Key key(Caller caller) {
        return Key.of(caller, "walk-" + ++keys, "");
    }

    private static <T> T done(Reply<T> reply) {
        return reply.fold(
                done -> done.value(),
                no -> {
                    throw new AssertionError(no);
                },
                pending -> {
                    throw new AssertionError(pending);
                });
    }

    private String press(String... presses) {
        var lines = menu.open();
        for (String each : presses) {
            lines = menu.press(each);
        }
        return lines.get(0);
    }

    private Pos.TapOutcome tap(String yuan, boolean tear) {
        world.clock.turn(Duration.ofMinutes(5));
        return pos.tap(card, World.fen(yuan), CardTime.of(world.clock.instant()), tear);
    }

    private HttpResponse<String> hand(TestPartner client, String psam, String text) {
        return client.send(
                "POST",
                "/v1/pos/" + psam + "/batches",
                text,
                "b" + ++keys,
                request -> request.setHeader("Content-Type", "text/csv"));
    }

    @Test
    void aWalletFromItsOpeningToTheBank() {
        done(desk.open(clerk, key(clerk), NUMBER, CARD, new PapersShown(true, true))
                .join());
        done(desk.calibrate(clerk, key(clerk), NUMBER, CARD).join());
        var reader = new CardTalk(new DirectLine(world, alice, Channel.HALL));
        assertEquals(CardTalk.DONE, reader.meet(card));

        assertEquals("办理成功", press("2", "1", "2", "50", World.PIN));
        assertEquals(Pos.TapOutcome.PAID, tap("12.50", false));
        assertEquals(Pos.TapOutcome.TORN, tap("7.50", true));
        assertEquals(Pos.TapOutcome.PAID_BEFORE, tap("7.50", false));
        var batch = pos.close().orElseThrow().text();
        assertEquals(201, hand(terminal, PSAM.toString(), batch).statusCode());
        assertEquals(200, hand(terminal, PSAM.toString(), batch).statusCode());
        var result = terminal.get("/v1/pos/" + PSAM + "/batches/1/result").body();
        assertEquals(2, result.lines().filter(line -> line.endsWith(",PAID")).count());

        var customer = Caller.of(Channel.WEB, "c1", "local", Role.CUSTOMER);
        var page = done(desk.query(customer, Subject.customer(alice), "").join());
        assertEquals("30.00", page.shadow().toString());
        assertTrue(page.asOf().isBefore(world.clock.instant().plusSeconds(1)));

        assertEquals(CardTalk.DONE, reader.close(card));
        assertEquals("80.00", world.cash(alice).toString());
        var accepted = world.in(tx -> world.accounts
                .withdrawals()
                .withdraw(tx, world.request(alice, World.PIN), World.fen("80.00"), "0128")
                .fold(Object::toString, refusal -> "refused " + refusal));
        assertEquals(1, world.payOuts.size(), accepted);
        assertEquals("0.00", world.cash(alice).toString());
    }

    @Test
    void onlyTheGatewayCarriesMenus() {
        var line = new HttpLine(terminal, NUMBER.digits());

        assertEquals("role", line.contact(CARD).fold(t -> "said", no -> no, "nothing"));
    }

    @Test
    void aMenusMessageIsReadStrictly() {
        var response = gateway.post(
                "/v1/stk/readings",
                "k1",
                "{\"card\":\"12\",\"terminal\":\"1\",\"balance_fen\":\"5\",\"online\":65536,\"offline\":-1,\"flags\":0,"
                        + "\"random\":\"xyz\",\"mac\":\"00000000\",\"more\":1}");

        assertEquals(400, response.statusCode());
        assertEquals(7, json(response).at("/errors").size());
    }

    @Test
    void aWrongPinOverTheMenuIsSaid() {
        done(desk.open(clerk, key(clerk), NUMBER, CARD, new PapersShown(true, true))
                .join());

        assertEquals("支付密码错误", press("2", "1", "2", "50", "111111"));
    }

    @Test
    void aHallsReaderWritesAndClosesWithReturnOverItsDoorAndTheMenuDoesNot() {
        done(desk.open(clerk, key(clerk), NUMBER, CARD, new PapersShown(true, true))
                .join());
        var hall = new HttpLine(
                TestPartner.hmac(world, door.port(), Role.TERMINAL, "hall-changsha", false), NUMBER.digits());
        var reader = new CardTalk(hall);
        done(world.desks()
                .tills()
                .open(clerk, key(clerk), new Till(Province.HUNAN, "7"), World.fen("100"))
                .join());
        done(desk.loadCash(clerk, key(clerk), NUMBER, World.fen("20")).join());

        assertEquals(CardTalk.DONE, reader.calibrate(card));
        assertEquals("20.00", card.balance().toString());
        assertEquals("钱包余额不为0，请先消费，或到营业厅办理退回", press("2", "3", "4"));
        assertEquals(CardTalk.DONE, reader.close(card));
        assertEquals("120.00", world.cash(alice).toString());
        assertEquals("role", reader.load(card, World.fen("1"), new Secret(World.PIN)));
    }
}

package cn.smspay.web.api;

import static cn.smspay.web.api.ShopFixture.reason;
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
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who hands in the batch of which terminal, what is taken of it once, and its result file (S-163). */
final class PosApiTest {
    private static final Terminal PSAM = new Terminal(100_000_000_001L);
    private static final CardNo CARD = new CardNo("8600755000000001");
    private static final Msisdn NUMBER = new Msisdn("13800000001");

    @TempDir
    Path folder;

    private ShopFixture at;
    private TestPartner terminal;
    private int keys;

    @BeforeEach
    void open() {
        at = new ShopFixture(folder);
        terminal = TestPartner.hmac(at.world, at.port(), Role.TERMINAL, PSAM.toString(), false);
        var root = Caller.operator("root");
        done(at.world
                .desks()
                .wallets()
                .terminal(root, Key.of(root, "psam", ""), PSAM, World.SHOP, false)
                .join());
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static <T> T done(Reply<T> reply) {
        if (reply instanceof Reply.Done<T> done) {
            return done.value();
        }
        throw new AssertionError(reply);
    }

    private HttpResponse<String> hand(TestPartner client, String psam, String type, String text) {
        return client.send(
                "POST",
                "/v1/pos/" + psam + "/batches",
                text,
                "b" + ++keys,
                request -> request.setHeader("Content-Type", type));
    }

    private HttpResponse<String> hand(TestPartner client, String text) {
        return hand(client, PSAM.toString(), "text/csv", text);
    }

    /** One purchase of 12.50 with a wallet that holds 50. */
    private String batch() {
        var world = at.world;
        SubscriptionId alice = world.realNameCustomer(NUMBER.digits(), "100.00");
        var clerk = Caller.of(Channel.HALL, "li", "local", Role.CLERK).at(new Till(Province.HUNAN, "7"));
        var desk = world.desks().wallets();
        done(desk.open(clerk, Key.of(clerk, "open", ""), NUMBER, CARD, new PapersShown(true, true))
                .join());
        done(desk.calibrate(clerk, Key.of(clerk, "calibrate", ""), NUMBER, CARD).join());
        done(world.desks()
                .tills()
                .open(clerk, Key.of(clerk, "till", ""), new Till(Province.HUNAN, "7"), World.fen("100"))
                .join());
        done(desk.loadCash(clerk, Key.of(clerk, "load", ""), NUMBER, World.fen("50"))
                .join());
        var card = new WalletSim(CARD, World.MASTERS, new Random(4));
        assertEquals(CardTalk.DONE, new CardTalk(new DirectLine(world, alice, Channel.HALL)).meet(card));
        var pos = new Pos(PSAM, World.MASTERS);
        assertEquals(Pos.TapOutcome.PAID, pos.tap(card, World.fen("12.50"), CardTime.of(world.clock.instant()), false));
        return pos.close().orElseThrow().text();
    }

    @Test
    void aBatchIsTakenOnceAndItsResultIsThere() {
        var batch = batch();

        var first = hand(terminal, batch);
        assertEquals(201, first.statusCode(), first.body());
        assertEquals(1, json(first).at("/outcomes/paid").asInt());
        assertEquals(
                "/v1/pos/" + PSAM + "/batches/1/result",
                json(first).get("result").asText());
        var again = hand(terminal, batch);
        assertEquals(200, again.statusCode());
        assertEquals(json(first), json(again));

        var result = terminal.get(json(first).get("result").asText());
        assertEquals(200, result.statusCode());
        assertEquals(
                1, result.body().lines().filter(line -> line.endsWith(",PAID")).count());
    }

    @Test
    void whatIsNoBatchIsRefusedWithItsLines() {
        var wrong = hand(terminal, "POS1,100000000001,1,1,100,20091203000000,20091203235959\nx\n");

        assertEquals("422 batch-refused", reason(wrong));
        assertEquals("/lines/2", json(wrong).at("/errors/0/pointer").asText());
        assertEquals("400 body-invalid", reason(hand(terminal, PSAM.toString(), "application/json", "{}")));
        assertEquals("404 unknown-batch", reason(terminal.get("/v1/pos/" + PSAM + "/batches/1/result")));
    }

    @Test
    void aTerminalHandsInItsOwnAndAnOperatorOfTerminalsAny() {
        var batch = batch();
        var other = TestPartner.hmac(at.world, at.port(), Role.TERMINAL, "100000000009", false);
        var gateway = TestPartner.hmac(at.world, at.port(), Role.TERMINAL, "stk-hunan", false);
        assertEquals("403 role", reason(hand(terminal, "100000000009", "text/csv", batch)));
        for (var client : List.of(other, gateway)) {
            assertEquals("403 role", reason(hand(client, batch)));
            assertEquals("403 role", reason(client.get("/v1/pos/" + PSAM + "/batches/1/result")));
        }
        assertEquals("403 role", reason(hand(at.shop, batch)));
        var operator = TestPartner.hmac(at.world, at.port(), Role.TERMINAL, "pos-hunan", false);

        assertEquals(201, hand(operator, batch).statusCode());

        assertEquals("404 unknown-terminal", reason(hand(operator, "x", "text/csv", batch)));
        assertTrue(terminal.get("/v1/pos/" + PSAM + "/batches/1/result").body().contains(",PAID"));
    }

    @Test
    void theNumberOfABatchIsOne() {
        for (String number : List.of("0", "01", "-1", "x", "12345678901")) {
            assertEquals(
                    "404 unknown-batch",
                    reason(terminal.get("/v1/pos/" + PSAM + "/batches/" + number + "/result")),
                    number);
        }
    }
}

package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardTime;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Money is written to a card by what its reader shows: begun, ordered and proved, each once and for the card that was read. */
final class WalletWritingTest {
    @TempDir
    Path folder;

    private final WalletSim card = new WalletSim(new CardNo("0731000000000042"), World.MASTERS, new Random(4));
    private DeskFixture at;
    private World world;
    private SubscriptionId who;
    private PageClient clerk;

    @BeforeEach
    void aWalletForWhichMoneyWaits() {
        at = new DeskFixture(folder);
        world = at.world;
        who = world.realNameCustomer(DeskFixture.NUMBER, "10.00");
        clerk = at.clerk();
        clerk.follow(
                look(clerk),
                "/customer/wallet-open",
                Map.of("wallet-card", "0731 0000 0000 0042", "wallet-open-id", "yes", "wallet-open-sim", "yes"));
        clerk.follow(look(clerk), "/customer/wallet-calibrate", Map.of());
    }

    @AfterEach
    void close() {
        at.close();
    }

    private void payIn() {
        clerk.follow(clerk.follow(look(clerk), "/customer/wallet-cash", Map.of("loaded", "50")), Map.of());
    }

    private Page write(Page page, String line) {
        return clerk.submit(page, "/customer/wallet-write", Map.of("wallet-write-line", line));
    }

    private Page prove(String tac) {
        return clerk.submit(look(clerk), "/customer/wallet-proved", Map.of("wallet-proved-tac", tac));
    }

    @Test
    void whatWasPaidInIsBegunOrderedAndProved() {
        payIn();
        assertTrue(forms(look(clerk)).contains("/customer/wallet-calibrate"), "the card does not know it yet");
        var ready = CardReader.readUntilReady(clerk, card);
        var page = ready.page();
        assertFalse(forms(page).contains("/customer/wallet-calibrate"), "it is calibrated");
        for (String line : List.of(
                "1 2",
                "1234567890 1 1 0A0B0C0D 0A0B0C0D",
                "5000 65536 1 0A0B0C0D 0A0B0C0D",
                "5000 1 65536 0A0B0C0D 0A0B0C0D",
                "5000 1 1 0A0B0C0 0A0B0C0D",
                "5000 1 1 0A0B0C0D 0A0B0C0G")) {
            var bad = write(page, line);
            assertEquals(List.of("#wallet-write-line"), wrong(bad), line);
        }
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING));

        var begun = card.beginLoad(ready.terminal(), new Fen(50_00));
        var told = clerk.follow(write(page, CardReader.line(begun)));
        assertEquals("圈存命令已生成", told.h1(), told.text());
        assertFalse(forms(look(clerk)).contains("/customer/wallet-write"), "the number of the contact is used up");
        var order = told.html().select("main dd.code").text().split(" ");
        var proof = card.book(new LoadOrder(
                        new OrderId(1),
                        begun.card(),
                        Terminal.read(order[1]).orElseThrow(),
                        new Fen(Long.parseLong(order[0])),
                        CardTime.read(order[2]).orElseThrow(),
                        Integer.parseUnsignedInt(order[3], 16)))
                .orElseThrow();
        var tac = String.format(Locale.ROOT, "%08X", proof.tac());
        for (String wrong : List.of("", tac.substring(1), tac + "0", "0A0B0C0G")) {
            assertEquals(List.of("#wallet-proved-tac"), wrong(prove(wrong)), wrong);
        }
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING), "nothing is proved");

        var done = clerk.follow(prove(tac.toLowerCase(Locale.ROOT)));

        assertEquals("已写入卡", done.h1(), done.text());
        assertEquals(World.fen("0.00"), world.held(who, Pocket.WALLET_PENDING));
        assertEquals(World.fen("50.00"), card.balance());
        assertFalse(forms(look(clerk)).contains("/customer/wallet-proved"), "it is proved");
    }

    @Test
    void aLineWithinItsLimitsIsReadAndIsNoProof() {
        payIn();
        var page = CardReader.readUntilReady(clerk, card).page();
        for (String line : List.of("999999999 65535 65535 0A0B0C0D FFFFFFFF", "0 0 0 0a0b0c0d ffffffff")) {
            var read = write(page, line);
            assertEquals(List.of(), wrong(read), line);
            assertEquals("", read.location(), "it is read, and is no card's: " + line);
        }
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING));
    }

    /** A line for the card is taken only while a load waits for a card that was read here. */
    @Test
    void aCardIsWrittenOnlyAfterItWasRead() {
        payIn();
        var page = look(clerk);
        assertEquals(
                List.of(),
                forms(page).stream()
                        .filter(form -> form.matches(".*wallet-(write|proved)"))
                        .toList());
        var fields = new HashMap<>(
                Map.of("csrf", page.html().select("input[name=csrf]").first().val(), "k", "word-0123456789ab"));
        fields.put("wallet-write-line", "5000 1 1 0A0B0C0D 0A0B0C0D");
        fields.put("wallet-proved-tac", "0A0B0C0D");
        for (String path : List.of("/customer/wallet-write", "/customer/wallet-proved")) {
            assertEquals(
                    "客户",
                    clerk.post(path, fields)
                            .html()
                            .select(".nav [aria-current]")
                            .text(),
                    path);
        }
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING), "nothing was ordered or proved");
    }

    @Test
    void anotherCustomersCardIsNotWrittenOnThisPage() {
        payIn();
        CardReader.readUntilReady(clerk, card);
        var other = "13810010002";
        world.realNameCustomer(other, "1.00");
        clerk.submit(clerk.get("/customer"), "/customer", Map.of("number", other, "why", "visit"));
        clerk.follow(
                clerk.get("/customer"),
                "/customer/wallet-open",
                Map.of("wallet-card", "0731 0000 0000 0043", "wallet-open-id", "yes", "wallet-open-sim", "yes"));

        assertFalse(forms(clerk.get("/customer")).contains("/customer/wallet-write"));
        assertTrue(forms(look(clerk)).contains("/customer/wallet-write"), "it still waits for its own");
    }

    @Test
    void aCardForWhichNothingWaitsIsNotWritten() {
        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        var terminal = CardReader.contact(look(clerk));
        for (int i = 0; i < 3; i++) {
            var read = clerk.follow(
                    look(clerk),
                    "/customer/wallet-read",
                    Map.of("wallet-read-line", CardReader.line(card.read(terminal))));
            terminal = CardReader.obeyed(read, card);
        }

        assertFalse(forms(look(clerk)).contains("/customer/wallet-write"));
    }
}

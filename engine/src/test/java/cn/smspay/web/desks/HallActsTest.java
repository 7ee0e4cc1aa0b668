package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.forms;
import static cn.smspay.web.desks.DeskFixture.look;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Role;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hall registers of a person, which of its acts a wallet allows, and what of a reader's line is taken. */
final class HallActsTest {
    private static final Map<String, String> WALLET =
            Map.of("wallet-card", "0731 0000 0000 0042", "wallet-open-id", "yes", "wallet-open-sim", "yes");

    @TempDir
    Path folder;

    private DeskFixture at;
    private World world;
    private PageClient clerk;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        world = at.world;
        clerk = at.clerk();
    }

    @AfterEach
    void close() {
        at.close();
    }

    private List<String> acts() {
        return forms(look(clerk)).stream()
                .map(form -> form.replaceFirst(".*/", ""))
                .toList();
    }

    @Test
    void aPersonIsRegisteredAndAWrongDocumentIsSaidAtItsForm() {
        world.customer(DeskFixture.NUMBER);
        assertTrue(look(clerk).text().contains("登记资料 不完整"), look(clerk).text());
        for (String[] row : new String[][] {
            {"", "ID_CARD", World.ID_NUMBER, "#profile-name"},
            {"王小明", "LIBRARY", World.ID_NUMBER, "#profile-type"},
            {"王小明", "ID_CARD", "", "#profile-number"}
        }) {
            var page = clerk.submit(
                    look(clerk),
                    "/customer/profile",
                    Map.of("profile-name", row[0], "profile-type", row[1], "profile-number", row[2]));
            assertEquals(List.of(row[3]), wrong(page));
        }
        var typed = Map.of("profile-name", "王小明", "profile-type", "ID_CARD", "profile-number", "123");
        var wrong = clerk.submit(look(clerk), "/customer/profile", typed);
        assertTrue(wrong.text().contains("证件号码不对"), wrong.text());
        assertFalse(wrong.html().outerHtml().contains("value=\"123\""));

        var spaced = World.ID_NUMBER.substring(0, 6) + " " + World.ID_NUMBER.substring(6);
        clerk.follow(
                look(clerk),
                "/customer/profile",
                Map.of("profile-name", "王小明", "profile-type", "ID_CARD", "profile-number", spaced));

        assertTrue(look(clerk).text().contains("登记资料 完整"), look(clerk).text());
    }

    @Test
    void aWalletAllowsWhatItsStateAllows() {
        var who = world.subscriber(DeskFixture.NUMBER);
        assertEquals(List.of("customer", "open", "profile"), acts());
        world.open(who);
        assertEquals(List.of("customer", "cash", "reverse", "profile", "wallet-open", "close"), acts());
        for (String field : List.of("wallet-open-id", "wallet-open-sim")) {
            var half = new java.util.HashMap<>(WALLET);
            half.remove(field);
            assertEquals(List.of("#" + field), wrong(clerk.submit(look(clerk), "/customer/wallet-open", half)));
        }
        for (String card : List.of("", "073100000000004", "07310000000000421", "073100000000004x")) {
            var typed = new java.util.HashMap<>(WALLET);
            typed.put("wallet-card", card);
            assertEquals(
                    List.of("#wallet-card"), wrong(clerk.submit(look(clerk), "/customer/wallet-open", typed)), card);
        }

        var opened = clerk.follow(look(clerk), "/customer/wallet-open", WALLET);
        assertEquals("手机钱包已开通", opened.h1(), opened.text());
        assertEquals(
                List.of(
                        "customer",
                        "cash",
                        "reverse",
                        "profile",
                        "wallet-cash",
                        "wallet-calibrate",
                        "wallet-contact",
                        "wallet-lost",
                        "close"),
                acts());
        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        assertTrue(acts().containsAll(List.of("wallet-read", "wallet-close")), acts().toString());

        var bare = at.staff("other", Role.CLERK, null);
        var seen = forms(look(bare));
        assertFalse(seen.contains("/customer/wallet-cash"), "no cash without a till");
        assertFalse(seen.contains("/customer/wallet-read"), "the contact is another's");
    }

    @Test
    void aLineOfTheReaderIsReadWithinItsLimits() {
        world.realNameCustomer(DeskFixture.NUMBER, "10.00");
        clerk.follow(look(clerk), "/customer/wallet-open", WALLET);
        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        var page = look(clerk);
        for (String line : List.of(
                "1 2 3",
                "1234567890 1 1 0 0A0B0C0D 0A0B0C0D",
                "0 65536 1 0 0A0B0C0D 0A0B0C0D",
                "0 1 65536 0 0A0B0C0D 0A0B0C0D",
                "0 1 1 256 0A0B0C0D 0A0B0C0D",
                "0 1 1 0 0A0B0C0 0A0B0C0D",
                "0 1 1 0 0A0B0C0D 0A0B0C0G",
                "0 -1 1 0 0A0B0C0D 0A0B0C0D")) {
            for (String act : List.of("wallet-read", "wallet-close")) {
                var bad = clerk.submit(page, "/customer/" + act, Map.of(act + "-line", line));
                assertEquals(List.of("#" + act + "-line"), wrong(bad), line);
                assertTrue(bad.text().contains("看不懂这一行"), line);
            }
        }
        for (String line : List.of(
                "999999999 65535 65535 255 0A0B0C0D FFFFFFFF",
                "0  1  1  0  0a0b0c0d  ffffffff",
                " 0 0 0 0 00000000 00000000 ")) {
            var read = clerk.submit(page, "/customer/wallet-read", Map.of("wallet-read-line", line));
            assertEquals(List.of(), wrong(read), line);
            assertEquals("", read.location(), "it is read, and is no card's");
        }
        var stranger = at.staff("other", Role.CLERK, null);
        var fields = new java.util.HashMap<>(Map.of("wallet-read-line", "0 1 1 0 0A0B0C0D 0A0B0C0D"));
        fields.put(
                "csrf", look(stranger).html().select("input[name=csrf]").first().val());
        assertEquals(
                List.of(),
                forms(stranger.post("/customer/wallet-read", fields)).stream()
                        .filter(form -> form.endsWith("wallet-read"))
                        .toList(),
                "no contact is under way in this session");
    }

    @Test
    void aWalletIsClosedWithReturnByWhatItsCardHasDone() {
        var who = world.realNameCustomer(DeskFixture.NUMBER, "10.00");
        var card = new WalletSim(new CardNo("0731000000000042"), World.MASTERS, new Random(4));
        clerk.follow(look(clerk), "/customer/wallet-open", WALLET);
        clerk.follow(clerk.follow(look(clerk), "/customer/wallet-cash", Map.of("loaded", "50")), Map.of());
        assertEquals(World.fen("50.00"), world.held(who, Pocket.WALLET_PENDING));
        clerk.follow(look(clerk), "/customer/wallet-contact", Map.of());
        var page = look(clerk);

        var closing = clerk.follow(
                page,
                "/customer/wallet-close",
                Map.of("wallet-close-line", CardReader.line(card.read(CardReader.contact(page)))));

        assertEquals("注销已受理", closing.h1(), closing.text());
        var next = CardReader.obeyed(closing, card);
        assertTrue(card.isClosed());
        var read = clerk.follow(
                look(clerk), "/customer/wallet-read", Map.of("wallet-read-line", CardReader.line(card.read(next))));
        assertTrue(read.text().contains("卡内余额 0.00元"), read.text());
        assertTrue(
                look(clerk).text().contains("等待清算") || look(clerk).text().contains("已注销"),
                look(clerk).text());
        assertFalse(acts().contains("wallet-cash"), "nothing is paid in any more");
    }
}

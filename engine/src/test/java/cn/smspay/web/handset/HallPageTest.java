package cn.smspay.web.handset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hall can do with a telephone, and what is said of what it did. */
final class HallPageTest {
    private final HandsetFixture at = new HandsetFixture();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void whatAHallCanDoDependsOnTheWallet() {
        assertEquals(
                List.of("open"),
                at.client.get("/hall").html().select("input[name=act]").eachAttr("value"));
        assertEquals(
                0, at.client.get("/hall").html().select("input[name=amount]").size());
        at.phones.purse = new DemoPhones.Purse(true, "8600755000000001", Fen.ZERO, false, Fen.ZERO);
        assertEquals(
                List.of("calibrate", "read", "swap", "close", "sim"),
                at.client.get("/hall").html().select("input[name=act]").eachAttr("value"));
        assertEquals(
                1, at.client.get("/hall").html().select("input[name=amount]").size());
    }

    @ParameterizedTest
    @EnumSource(DemoPhones.HallAct.class)
    void everyActOfAHallIsDoneAndSaid(DemoPhones.HallAct act) {
        var page = at.followed("/hall", "/hall", Map.of("act", act.name().toLowerCase(java.util.Locale.ROOT)));
        assertEquals(List.of("hall " + act), at.phones.done);
        assertEquals(1, page.html().select("main .notice b").size(), page.text());
        assertFalse(page.text().contains("hall."), "every sentence has its words: " + page.text());
    }

    @ParameterizedTest
    @CsvSource({"no-wallet, 这个号码没有可用的钱包", "card-refused, 卡没有照办", "not-calibrated, 手机没有做过距离校准，不能付款"})
    void whatWasRefusedIsSaidAndNotThatItWasDone(String word, String sentence) {
        at.phones.outcome = DemoPhones.ActOutcome.of(word);
        var page = at.followed("/hall", "/hall", Map.of("act", "swap"));
        assertEquals(List.of("swaps"), at.phones.done);
        assertTrue(page.text().contains(sentence), page.text());
        assertFalse(page.text().contains("已换手机"), page.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rob", "OPEN", "open "})
    void whatNoPageSendsIsNotThere(String act) {
        assertEquals(404, at.post("/hall", "/hall", Map.of("act", act)).status());
        assertEquals(List.of(), at.phones.done);
    }

    @ParameterizedTest
    @CsvSource({"50, 50.00", "0.01, 0.01", "0, ", "-1, ", "1e3, ", "'', "})
    void cashIsAnAmount(String typed, String loaded) {
        at.phones.purse = new DemoPhones.Purse(true, "8600755000000001", Fen.ZERO, false, Fen.ZERO);
        var page = at.post("/hall", "/hall/load", Map.of("amount", typed));
        assertEquals(loaded == null ? 422 : 303, page.status());
        assertEquals(loaded == null ? List.of() : List.of("loads " + loaded), at.phones.done);
        if (loaded != null) {
            assertTrue(
                    at.client.follow(page).text().contains("已收" + loaded),
                    at.client.get("/hall").text());
        }
    }
}

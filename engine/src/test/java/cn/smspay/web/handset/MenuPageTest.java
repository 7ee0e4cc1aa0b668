package cn.smspay.web.handset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the menu of a SIM shows or asks for, and what its card says of the wallet. */
final class MenuPageTest {
    private final HandsetFixture at = new HandsetFixture();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aMenuShowsChoicesOrAsksForAnEntryThatMayBeHidden() {
        assertTrue(at.client.get("/menu").text().contains("菜单没有打开"));
        assertEquals(
                0,
                at.client
                        .get("/menu")
                        .html()
                        .select("input[name=typed], button[name=press]")
                        .size());

        at.phones.screen = new DemoPhones.Screen(true, List.of("【手机钱包】", "1余额", "2充值"), List.of("余额", "充值"), false);
        var choices = at.client.get("/menu");
        assertEquals(
                List.of("1", "2", "0"),
                choices.html().select("button[name=press]").eachAttr("value"));
        assertEquals("【手机钱包】", choices.html().select("div[role=status] p").text());
        assertEquals(0, choices.html().select("input[name=typed]").size());

        at.phones.screen = new DemoPhones.Screen(true, List.of("请输入金额"), List.of(), false);
        assertEquals(
                "text",
                at.client.get("/menu").html().select("input[name=typed]").attr("type"));
        at.phones.screen = new DemoPhones.Screen(true, List.of("请输入支付密码"), List.of(), true);
        assertEquals(
                "password",
                at.client.get("/menu").html().select("input[name=typed]").attr("type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "open=yes | presses ''",
                "press=2 | presses '2'",
                "typed= 50  | presses '50'",
                "press=2&typed=50 | presses '2'",
                "press=2&open=yes | presses ''",
                "tear=yes&press=1 | tears,presses '1'",
                "tear=no&press=1 | presses '1'",
                "typed=  | "
            })
    void aMenuTakesOneChoiceOrEntry(String fields, String done) {
        at.phones.screen = new DemoPhones.Screen(true, List.of("1余额"), List.of("余额"), false);
        var page = at.followed("/menu", "/menu", HandsetFixture.fields(fields));
        assertEquals(done == null ? List.of() : List.of(done.split(",")), at.phones.done);
        assertEquals(done == null, page.text().contains("请先填写，再按确定"), page.text());
    }

    /** A card that was given no limit has the most that it can hold. */
    @ParameterizedTest
    @CsvSource({"10000000, 100000.00", "10000001, 没有设置", "2000, 20.00"})
    void theWalletSaysWhatItsCardSays(long limit, String shown) {
        at.phones.purse =
                new DemoPhones.Purse(true, "8600755000000001", new Fen(12_34), limit % 2 == 0, new Fen(limit));
        var text = at.client.get("/menu").html().select(".purse").text().replace(",", "");
        assertTrue(text.contains("8600755000000001") && text.contains("12.34"), text);
        assertTrue(text.contains(shown), text);
        assertEquals(limit % 2 != 0, text.contains("未校准"), text);
        at.phones.purse = DemoPhones.Purse.NONE;
        assertTrue(at.client.get("/menu").text().contains("这张卡没有钱包"));
    }
}

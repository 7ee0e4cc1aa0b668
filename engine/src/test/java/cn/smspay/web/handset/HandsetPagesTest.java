package cn.smspay.web.handset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link PhonePage}, {@link MenuPage} and {@link HallPage} show of telephones, and what of a form reaches them. */
final class HandsetPagesTest {
    private static final String ALICE = "13800000001";

    private final TestClock clock = new TestClock();
    private final Phones phones = new Phones();
    private HandsetDoor door;
    private PageClient client;

    @BeforeEach
    void open() throws IOException {
        door = new HandsetDoor(HttpSettings.loopback("handset", 0), phones, clock, new SecureRandom());
        client = new PageClient(door.port());
    }

    @AfterEach
    void close() {
        door.close();
    }

    /** Telephones that do nothing but remember. */
    private final class Phones implements DemoPhones {
        final List<String> done = new ArrayList<>();
        Talk talk = new Talk(List.of(), 0);
        PhoneCall call = new PhoneCall(false, List.of(), "");
        Screen screen = new Screen(false, List.of(), List.of(), false);
        Purse purse = Purse.NONE;
        ActOutcome outcome = ActOutcome.of("done");

        @Override
        public List<PhoneOwner> cast() {
            return List.of(new PhoneOwner(ALICE, "有钱"), new PhoneOwner("13900000002", "没有账户"));
        }

        @Override
        public Talk talk(String number) {
            return talk;
        }

        @Override
        public void send(String number, String text) {
            done.add(number + " sends " + text);
        }

        @Override
        public PhoneCall call(String number) {
            return call;
        }

        @Override
        public void dial(String number, String service) {
            done.add("dials " + service);
        }

        @Override
        public void key(String number, char key) {
            done.add("key " + key);
        }

        @Override
        public void wait(String number) {
            done.add("waits");
        }

        @Override
        public void hangUp(String number) {
            done.add("hangs up");
        }

        @Override
        public Screen screen(String number) {
            return screen;
        }

        @Override
        public void press(String number, String text) {
            done.add("presses '" + text + "'");
        }

        @Override
        public Purse purse(String number) {
            return purse;
        }

        @Override
        public ActOutcome hall(String number, HallAct act) {
            done.add("hall " + act);
            return outcome;
        }

        @Override
        public ActOutcome load(String number, Fen amount) {
            done.add("loads " + amount);
            return outcome;
        }

        @Override
        public ActOutcome tap(String number, Fen amount) {
            return outcome;
        }

        @Override
        public int taken() {
            return 0;
        }

        @Override
        public ActOutcome batch() {
            return outcome;
        }

        @Override
        public ActOutcome swap(String number) {
            done.add("swaps");
            return outcome;
        }

        @Override
        public void tear() {
            done.add("tears");
        }
    }

    /** Sends these fields there, with the token of a form of that page. */
    private Page post(String page, String action, Map<String, String> fields) {
        var all = new HashMap<>(fields);
        all.put(
                "csrf",
                client.get(page).html().select("input[name=csrf]").first().val());
        return client.post(action, all);
    }

    private Page followed(String page, String action, Map<String, String> fields) {
        return client.follow(post(page, action, fields));
    }

    // --- the telephone

    /** Units of a thousandth, rounded half up: what a customer has paid so far. */
    @ParameterizedTest
    @CsvSource({"0, 0.00", "100, 0.10", "1004, 1.00", "1005, 1.01", "12345, 12.35"})
    void whatWasSentIsAddedUpInYuan(long li, String yuan) {
        phones.talk = new DemoPhones.Talk(List.of(), li);
        assertTrue(
                client.get("/").text().contains("共用" + yuan + "元"),
                client.get("/").text());
    }

    @Test
    void aMessageSaysWhatBecameOfIt() {
        phones.talk = new DemoPhones.Talk(
                List.of(
                        new DemoPhones.Bubble(true, "CX", clock.instant(), false),
                        new DemoPhones.Bubble(false, "余额<b>5</b>", clock.instant(), false),
                        new DemoPhones.Bubble(true, "XX", clock.instant(), true)),
                200);
        var bubbles = client.get("/").html().select(".talk li");
        assertEquals(List.of("up", "down", "up"), bubbles.eachAttr("class"));
        assertTrue(bubbles.get(0).text().endsWith("上行"), bubbles.text());
        assertTrue(bubbles.get(1).text().endsWith("已送达"), bubbles.text());
        assertTrue(bubbles.get(1).text().contains("<b>5</b>"), "shown as it came: " + bubbles.text());
        assertTrue(bubbles.get(2).text().endsWith("没有送出，没有收费"), bubbles.text());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "700, true", "701, false"})
    void aMessageHasAnEnd(int length, boolean sent) {
        var page = followed("/", "/send", Map.of("text", "短".repeat(length)));
        assertEquals(sent ? List.of(ALICE + " sends " + "短".repeat(length)) : List.of(), phones.done);
        assertEquals(!sent, page.text().contains(length == 0 ? "请填写短信内容" : "短信太长，最多700个字"), page.text());
        assertFalse(client.get("/").text().contains("短信太长"), "said once");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dial=12588 | dials 12588",
                "dial=10086 | dials 10086",
                "dial=110 | ",
                "key=5 | key 5",
                "key=* | key *",
                "key=# | key #",
                "key=12 | ",
                "wait=yes | waits",
                "wait=no | ",
                "hangup=yes | hangs up",
                "keys=1*# | key 1,key *,key #",
                "keys=1a | ",
                "keys= | ",
                // One button was pressed: the first that is known counts.
                "key=5&hangup=yes | key 5"
            })
    void aCallTakesKeysAndNothingElse(String fields, String done) {
        var typed = new HashMap<String, String>();
        for (String field : fields.split("&")) {
            typed.put(field.split("=", 2)[0], field.split("=", 2)[1]);
        }
        var page = followed("/", "/call", typed);
        assertEquals(done == null ? List.of() : List.of(done.split(",")), phones.done);
        assertEquals(done == null, page.text().contains("请只按数字、星号和井号"), page.text());
    }

    @ParameterizedTest
    @CsvSource({"40, true", "41, false"})
    void soManyKeysAtOnceAndNoMore(int keys, boolean taken) {
        followed("/", "/call", Map.of("keys", "1".repeat(keys)));
        assertEquals(taken ? keys : 0, phones.done.size());
    }

    @Test
    void aCallThatGoesHasKeysAndOneThatDoesNotHasNumbers() {
        assertEquals(2, client.get("/").html().select("button[name=dial]").size());
        assertEquals(0, client.get("/").html().select("button[name=key]").size());
        phones.call = new DemoPhones.PhoneCall(true, List.of("请输入密码"), "12**");
        var page = client.get("/");
        assertEquals(0, page.html().select("button[name=dial]").size());
        assertEquals(
                List.of("1 余额", "2 三笔", "3 充值", "4 缴费", "5 提现", "6 密码", "7", "8", "9 更多", "* 返回", "0 人工", "# 确认"),
                page.html().select("button[name=key]").eachText().stream()
                        .map(text -> text.substring(0, 1)
                                + (text.length() > 1 ? " " + text.substring(1).strip() : ""))
                        .toList());
        assertTrue(page.text().contains("1 2 * *"), page.text());
    }

    @ParameterizedTest
    @CsvSource({"13900000002, true", "139, false", "'', false", "23900000002, false"})
    void anotherTelephoneIsTakenByItsNumber(String number, boolean taken) {
        var page = post("/", "/as", Map.of("number", number));
        assertEquals(taken, page.status() == 303);
        followed("/", "/send", Map.of("text", "CX"));
        assertEquals(List.of((taken ? number : ALICE) + " sends CX"), phones.done);
    }

    // --- the menu of the SIM

    @Test
    void aMenuShowsChoicesOrAsksForAnEntryThatMayBeHidden() {
        assertTrue(client.get("/menu").text().contains("菜单没有打开"));
        assertEquals(
                0,
                client.get("/menu")
                        .html()
                        .select("input[name=typed], button[name=press]")
                        .size());

        phones.screen = new DemoPhones.Screen(true, List.of("【手机钱包】", "1余额", "2充值"), List.of("余额", "充值"), false);
        var choices = client.get("/menu");
        assertEquals(
                List.of("1", "2", "0"),
                choices.html().select("button[name=press]").eachAttr("value"));
        assertEquals("【手机钱包】", choices.html().select("div[role=status] p").text());
        assertEquals(0, choices.html().select("input[name=typed]").size());

        phones.screen = new DemoPhones.Screen(true, List.of("请输入金额"), List.of(), false);
        assertEquals(
                "text", client.get("/menu").html().select("input[name=typed]").attr("type"));
        phones.screen = new DemoPhones.Screen(true, List.of("请输入支付密码"), List.of(), true);
        assertEquals(
                "password",
                client.get("/menu").html().select("input[name=typed]").attr("type"));
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
        phones.screen = new DemoPhones.Screen(true, List.of("1余额"), List.of("余额"), false);
        var typed = new HashMap<String, String>();
        for (String field : fields.split("&")) {
            typed.put(field.split("=", 2)[0], field.split("=", 2)[1]);
        }
        var page = followed("/menu", "/menu", typed);
        assertEquals(done == null ? List.of() : List.of(done.split(",")), phones.done);
        assertEquals(done == null, page.text().contains("请先填写，再按确定"), page.text());
    }

    /** A card that was given no limit has the most that it can hold. */
    @ParameterizedTest
    @CsvSource({"10000000, 100000.00", "10000001, 没有设置", "2000, 20.00"})
    void theWalletSaysWhatItsCardSays(long limit, String shown) {
        phones.purse = new DemoPhones.Purse(true, "8600755000000001", new Fen(12_34), limit % 2 == 0, new Fen(limit));
        var text = client.get("/menu").html().select(".purse").text().replace(",", "");
        assertTrue(text.contains("8600755000000001") && text.contains("12.34"), text);
        assertTrue(text.contains(shown), text);
        assertEquals(limit % 2 != 0, text.contains("未校准"), text);
        phones.purse = DemoPhones.Purse.NONE;
        assertTrue(client.get("/menu").text().contains("这张卡没有钱包"));
    }

    // --- the hall

    @Test
    void whatAHallCanDoDependsOnTheWallet() {
        assertEquals(
                List.of("open"),
                client.get("/hall").html().select("input[name=act]").eachAttr("value"));
        assertEquals(0, client.get("/hall").html().select("input[name=amount]").size());
        phones.purse = new DemoPhones.Purse(true, "8600755000000001", Fen.ZERO, false, Fen.ZERO);
        assertEquals(
                List.of("calibrate", "read", "swap", "close", "sim"),
                client.get("/hall").html().select("input[name=act]").eachAttr("value"));
        assertEquals(1, client.get("/hall").html().select("input[name=amount]").size());
    }

    @ParameterizedTest
    @EnumSource(DemoPhones.HallAct.class)
    void everyActOfAHallIsDoneAndSaid(DemoPhones.HallAct act) {
        var page = followed("/hall", "/hall", Map.of("act", act.name().toLowerCase(java.util.Locale.ROOT)));
        assertEquals(List.of("hall " + act), phones.done);
        assertEquals(1, page.html().select("main .notice b").size(), page.text());
        assertFalse(page.text().contains("hall."), "every sentence has its words: " + page.text());
    }

    @ParameterizedTest
    @CsvSource({"no-wallet, 这个号码没有可用的钱包", "card-refused, 卡没有照办", "not-calibrated, 手机没有做过距离校准，不能付款"})
    void whatWasRefusedIsSaidAndNotThatItWasDone(String word, String sentence) {
        phones.outcome = DemoPhones.ActOutcome.of(word);
        var page = followed("/hall", "/hall", Map.of("act", "swap"));
        assertEquals(List.of("swaps"), phones.done);
        assertTrue(page.text().contains(sentence), page.text());
        assertFalse(page.text().contains("已换手机"), page.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rob", "OPEN", "open "})
    void whatNoPageSendsIsNotThere(String act) {
        assertEquals(404, post("/hall", "/hall", Map.of("act", act)).status());
        assertEquals(List.of(), phones.done);
    }

    @ParameterizedTest
    @CsvSource({"50, 50.00", "0.01, 0.01", "0, ", "-1, ", "1e3, ", "'', "})
    void cashIsAnAmount(String typed, String loaded) {
        phones.purse = new DemoPhones.Purse(true, "8600755000000001", Fen.ZERO, false, Fen.ZERO);
        var page = post("/hall", "/hall/load", Map.of("amount", typed));
        assertEquals(loaded == null ? 422 : 303, page.status());
        assertEquals(loaded == null ? List.of() : List.of("loads " + loaded), phones.done);
        if (loaded != null) {
            assertTrue(
                    client.follow(page).text().contains("已收" + loaded),
                    client.get("/hall").text());
        }
    }

    @Test
    void theseTelephonesAreForThisMachineAlone() {
        var everywhere = new HttpSettings(
                "handset",
                "0.0.0.0",
                0,
                List.of("phones.example"),
                java.util.Optional.empty(),
                List.of(),
                cn.smspay.net.http.HttpLimits.USUAL);
        assertThrows(
                IllegalArgumentException.class, () -> new HandsetDoor(everywhere, phones, clock, new SecureRandom()));
    }
}

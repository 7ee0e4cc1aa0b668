package cn.smspay.web.handset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.net.http.HttpSettings;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a telephone shows of messages and calls, and what of a form reaches it. */
final class PhonePageTest {
    private final HandsetFixture at = new HandsetFixture();

    @AfterEach
    void close() {
        at.close();
    }

    /** Units of a thousandth, rounded half up: what a customer has paid so far. */
    @ParameterizedTest
    @CsvSource({"0, 0.00", "100, 0.10", "1004, 1.00", "1005, 1.01", "12345, 12.35"})
    void whatWasSentIsAddedUpInYuan(long li, String yuan) {
        at.phones.talk = new DemoPhones.Talk(List.of(), li);
        assertTrue(
                at.client.get("/").text().contains("共用" + yuan + "元"),
                at.client.get("/").text());
    }

    @Test
    void aMessageSaysWhatBecameOfIt() {
        at.phones.talk = new DemoPhones.Talk(
                List.of(
                        new DemoPhones.Bubble(true, "CX", at.clock.instant(), false),
                        new DemoPhones.Bubble(false, "余额<b>5</b>", at.clock.instant(), false),
                        new DemoPhones.Bubble(true, "XX", at.clock.instant(), true)),
                200);
        var bubbles = at.client.get("/").html().select(".talk li");
        assertEquals(List.of("up", "down", "up"), bubbles.eachAttr("class"));
        assertTrue(bubbles.get(0).text().endsWith("上行"), bubbles.text());
        assertTrue(bubbles.get(1).text().endsWith("已送达"), bubbles.text());
        assertTrue(bubbles.get(1).text().contains("<b>5</b>"), "shown as it came: " + bubbles.text());
        assertTrue(bubbles.get(2).text().endsWith("没有送出，没有收费"), bubbles.text());
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true", "700, true", "701, false"})
    void aMessageHasAnEnd(int length, boolean sent) {
        var page = at.followed("/", "/send", Map.of("text", "短".repeat(length)));
        assertEquals(sent ? List.of(HandsetFixture.ALICE + " sends " + "短".repeat(length)) : List.of(), at.phones.done);
        assertEquals(!sent, page.text().contains(length == 0 ? "请填写短信内容" : "短信太长，最多700个字"), page.text());
        assertFalse(at.client.get("/").text().contains("短信太长"), "said once");
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
        var page = at.followed("/", "/call", HandsetFixture.fields(fields));
        assertEquals(done == null ? List.of() : List.of(done.split(",")), at.phones.done);
        assertEquals(done == null, page.text().contains("请只按数字、星号和井号"), page.text());
    }

    @ParameterizedTest
    @CsvSource({"40, true", "41, false"})
    void soManyKeysAtOnceAndNoMore(int keys, boolean taken) {
        at.followed("/", "/call", Map.of("keys", "1".repeat(keys)));
        assertEquals(taken ? keys : 0, at.phones.done.size());
    }

    @Test
    void aCallThatGoesHasKeysAndOneThatDoesNotHasNumbers() {
        assertEquals(2, at.client.get("/").html().select("button[name=dial]").size());
        assertEquals(0, at.client.get("/").html().select("button[name=key]").size());
        at.phones.call = new DemoPhones.PhoneCall(true, List.of("请输入密码"), "12**");
        var page = at.client.get("/");
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
        var page = at.post("/", "/as", Map.of("number", number));
        assertEquals(taken, page.status() == 303);
        at.followed("/", "/send", Map.of("text", "CX"));
        assertEquals(List.of((taken ? number : HandsetFixture.ALICE) + " sends CX"), at.phones.done);
    }

    @Test
    void theseTelephonesAreForThisMachineAlone() {
        var everywhere = new HttpSettings(
                "handset",
                "0.0.0.0",
                0,
                List.of("at.phones.example"),
                java.util.Optional.empty(),
                List.of(),
                cn.smspay.net.http.HttpLimits.USUAL);
        assertThrows(
                IllegalArgumentException.class,
                () -> new HandsetDoor(everywhere, at.phones, at.clock, new SecureRandom()));
    }
}

package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What somebody has to say before an account is his, and where it is said that he has not (S-025, S-026). */
final class RegisterPageTest {
    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private Page second(String number) {
        return site.follow(site.get("/register"), Map.of("number", number, "agree", "yes"));
    }

    private static Map<String, String> registration(Map<String, String> other) {
        var all = new HashMap<>(Map.of(
                "code", MemorySite.CODE,
                "login", "Secret88",
                "login2", "Secret88",
                "pay", "258036",
                "pay2", "258036",
                "question", "3",
                "answer", "长沙",
                "alias", ""));
        all.putAll(other);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"13800000009, yes, ", "138, yes, number", "13800000009, , agree", "'', , number"})
    void aNumberAndTheAgreementComeFirst(String number, String agree, String fault) {
        var fields = new HashMap<String, String>(Map.of("number", number));
        if (agree != null) {
            fields.put("agree", agree);
        }

        var page = site.submit(site.get("/register"), fields);

        assertEquals(fault == null ? 303 : 422, page.status(), page.text());
        assertEquals(fault != null, wrong(page).contains("#" + fault));
        assertEquals(
                fault == null ? List.of("code REGISTER " + number) : List.of(), site.service.done, "who gets a code");
    }

    @Test
    void aCodeThatCannotBeSentIsSaidAboveTheForm() {
        site.service.refuse("code", "code-too-many", Map.of());

        var page = site.submit(site.get("/register"), Map.of("number", "13800000009", "agree", "yes"));

        assertEquals(200, page.status());
        assertTrue(page.text().contains("今天的验证码已发完"), page.text());
        assertEquals("13800000009", page.html().select("input[name=number]").val());
    }

    @ParameterizedTest
    @CsvSource({
        "code-wrong, code",
        "bad-password, login",
        "same-password, login",
        "bad-login, login",
        "bad-pay, pay",
        "bad-alias, alias",
        "alias-taken, alias",
        "bad-answer, answer"
    })
    void whatIsWrongStandsAtItsField(String reason, String field) {
        var page = second("13800000009");
        site.service.refuse("register", reason, Map.of("left", 4L));

        var back = site.submit(page, registration(Map.of()));

        assertEquals(422, back.status());
        assertEquals(List.of("#" + field), wrong(back));
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        var page = second("13800000009");
        site.service.refuse("register", "already-open", Map.of());

        var back = site.submit(page, registration(Map.of()));

        assertEquals(List.of(), wrong(back));
        assertTrue(back.text().contains("这个号码已经开通手机支付"), back.text());
    }

    @ParameterizedTest
    @CsvSource({
        "login2, Secret89, login2",
        "pay2, 258037, pay2",
        "pay, 25803, pay",
        "question, 99, question",
        "answer, '', answer",
        "code, 12, code"
    })
    void passwordsAreTypedTwiceAndAlike(String field, String typed, String fault) {
        var back = site.submit(second("13800000009"), registration(Map.of(field, typed)));

        assertEquals(422, back.status(), back.text());
        assertTrue(wrong(back).contains("#" + fault), back.text());
        assertEquals(0, site.service.count("register"));
    }

    @ParameterizedTest
    @CsvSource({"'', 未设置", "xiaoming_88, xiaoming_88"})
    void whoHasRegisteredIsLoggedInAndSeesHisReceipt(String alias, String shown) {
        var slip = site.follow(second(MemorySite.NUMBER), registration(Map.of("alias", alias)));

        assertEquals("手机支付已开通", slip.h1(), slip.text());
        assertTrue(slip.text().contains(shown), slip.text());
        assertEquals(200, site.get("/history").status());
        assertEquals(1, site.service.count("register"));
    }

    @Test
    void aWrongCodeIsTriedAgainAsAnotherRequest() {
        var wrong = site.submit(second(MemorySite.NUMBER), registration(Map.of("code", "000000")));
        assertEquals(List.of("#code"), wrong(wrong));

        assertEquals("手机支付已开通", site.follow(wrong, registration(Map.of())).h1());
    }

    @Test
    void whoHasNotBegunHereRegistersNobody() {
        var page = second("13800000009");

        var gone = site.submit(page, registration(Map.of("d", "forged")));

        assertEquals(List.of("/register", "/history"), links(gone));
        assertEquals(0, site.service.count("register"));
    }
}

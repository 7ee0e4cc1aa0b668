package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may set a password anew, by which proof, and that the page tells nobody which numbers there are (S-126, S-128). */
final class ResetPageTest {
    private static final String OTHER = "13800000009";

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private Page login() {
        return site.follow(site.get("/reset/login"), Map.of("number", OTHER));
    }

    private Page pay() {
        return site.follow(site.loggedIn().get("/reset/pay"), Map.of());
    }

    private static Map<String, String> fresh(String chosen, Map<String, String> other) {
        var all = new HashMap<>(Map.of("code", MemorySite.CODE, "answer", "长沙", "chosen", chosen, "again", chosen));
        all.putAll(other);
        return all;
    }

    @ParameterizedTest
    @CsvSource({"13800000009, true", "138, false", "'', false"})
    void theLoginPasswordIsOfTheNumberThatIsTyped(String number, boolean sent) {
        var page = site.submit(site.get("/reset/login"), Map.of("number", number));

        assertEquals(sent ? 303 : 422, page.status());
        assertEquals(sent ? List.of("code RESET_LOGIN " + number) : List.of(), site.service.done);
    }

    /** A number that was cancelled may be another's by now (S-126). */
    @Test
    void thePayPasswordIsOfWhoIsLoggedInWhateverIsTyped() {
        assertEquals("/login?back=/reset/pay", site.get("/reset/pay").location());
        var page = site.loggedIn().get("/reset/pay");
        assertEquals(0, page.html().select("input[name=number]").size());

        site.submit(page, Map.of("number", OTHER));

        assertEquals(List.of("code RESET_PAY " + MemorySite.NUMBER), site.service.done);
    }

    @Test
    void aCodeThatCannotBeSentIsSaidAboveTheForm() {
        site.service.refuse("code", "code-too-soon", Map.of());
        var page = site.submit(site.get("/reset/login"), Map.of("number", OTHER));
        assertTrue(page.text().contains("60秒后可以再发一次"), page.text());
        assertEquals(OTHER, page.html().select("input[name=number]").val());

        site.loggedIn().service.refuse("code", "code-too-many", Map.of());
        assertTrue(site.submit(site.get("/reset/pay"), Map.of()).text().contains("今天的验证码已发完"));
    }

    @Test
    void everyNumberHasAQuestion() {
        assertTrue(login().text().contains("密码保护问题"), login().text());
    }

    @ParameterizedTest
    @CsvSource({"code, 13579, code", "again, Secret89, again", "chosen, '', chosen"})
    void aNewLoginPasswordIsTypedTwiceWithTheCode(String field, String typed, String fault) {
        var page = site.submit(login(), fresh("Secret88", Map.of(field, typed)));

        assertEquals(422, page.status());
        assertTrue(wrong(page).contains("#" + fault), page.text());
        assertEquals(0, site.service.count("reset"));
    }

    @Test
    void theAnswerIsWantedForThePayPasswordAlone() {
        assertEquals(
                "登录密码已重置",
                site.follow(login(), fresh("Secret88", Map.of("answer", ""))).h1());

        var page = site.submit(pay(), fresh("258036", Map.of("answer", "")));

        assertEquals(List.of("#answer"), wrong(page));
        assertEquals(1, site.service.count("reset"));
    }

    @ParameterizedTest
    @CsvSource({"25803, chosen", "2580367, chosen", "abcdef, chosen"})
    void aPayPasswordHasSixDigits(String chosen, String fault) {
        var page = site.submit(pay(), fresh(chosen, Map.of()));

        assertTrue(wrong(page).contains("#" + fault), page.text());
        assertEquals(0, site.service.count("reset"));
    }

    @ParameterizedTest
    @CsvSource({"code-wrong, code", "answer-wrong, answer", "bad-password, chosen", "same-password, chosen"})
    void whatIsWrongStandsAtItsField(String reason, String field) {
        var page = pay();
        site.service.refuse("reset", reason, Map.of("left", 4L));

        var wrong = site.submit(page, fresh("258036", Map.of()));

        assertEquals(List.of("#" + field), wrong(wrong));
        assertEquals("支付密码已重置", site.follow(wrong, fresh("258036", Map.of())).h1(), "another try");
    }

    @Test
    void aRefusalOfNoFieldStandsAboveTheForm() {
        var page = login();
        site.service.refuse("reset", "web-reset-blocked", Map.of());

        assertTrue(site.submit(page, fresh("Secret88", Map.of())).text().contains("网站不能再重置"));
    }

    @Test
    void whatWasNotBegunHereBeginsAgain() {
        assertEquals("/reset/login", site.get("/reset/login/new?d=forged").location());
        assertEquals(
                "/reset/login",
                site.submit(login(), fresh("Secret88", Map.of("d", "forged"))).location());
        assertEquals(0, site.service.count("reset"));
    }

    /** What was begun for one password is nothing for the other. */
    @Test
    void theTwoPasswordsAreTwoThings() {
        var draft = login().html().select("input[name=d]").val();
        site.loggedIn();

        assertEquals("/reset/pay", site.get("/reset/pay/new?d=" + draft).location());
        assertFalse(draft.isEmpty());
    }
}

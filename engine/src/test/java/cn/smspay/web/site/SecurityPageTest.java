package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient;
import cn.smspay.web.site.SiteService.Function;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How everything that protects the account stands, and what changes it. */
final class SecurityPageTest {
    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String page() {
        return site.get("/security").text();
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void aLockedPayPasswordIsSaidAsLongAsItIsLocked(long secondsLeft, boolean said) {
        site.service.lockedUntil = site.clock.instant().plusSeconds(secondsLeft);

        assertEquals(said, page().contains("已锁定"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Function.class,
            names = {"QUESTION", "ALIAS", "REAL_NAME", "CLOSE"})
    void whatTheInstallationLacksIsNotOffered(Function function) {
        var link = Map.of(
                        Function.QUESTION, "/security/question",
                        Function.ALIAS, "/security/alias",
                        Function.REAL_NAME, "/real-name",
                        Function.CLOSE, "/close")
                .get(function);
        assertTrue(links(site.get("/security")).contains(link));

        site.service.functions.remove(function);

        assertFalse(links(site.get("/security")).contains(link));
    }

    @Test
    void whatIsNotSetIsSaidToBeSo() {
        assertTrue(page().contains("xiaoming_88") && page().contains("已实名"), page());
        assertFalse(page().contains("未设置"), page());
        site.service.questionSet = false;
        assertTrue(page().contains("密码保护问题 未设置"), page());
        site.service.alias = "";
        assertTrue(page().contains("别名 未设置"), page());
        site.service.realName = false;
        assertTrue(page().contains("未实名"), page());
    }

    @Test
    void otherLoginsAreCountedAndEndedButNotThisOne() {
        assertTrue(page().contains("现在有1处登录"), page());
        assertEquals(0, site.get("/security").html().select("main form").size());
        var other = new PageClient(site.door.port());
        other.follow(other.get("/login"), Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN));
        assertTrue(page().contains("现在有2处登录"), page());

        assertEquals("/security", site.submit(site.get("/security"), Map.of()).location());

        assertTrue(page().contains("现在有1处登录"), page());
        assertTrue(other.get("/history").location().startsWith("/login"));
    }

    @ParameterizedTest
    @CsvSource({"bad-alias, 别名不能用", "alias-taken, 这个别名已经有人用", "frozen, 账户已冻结"})
    void whatIsWrongWithAnAliasStandsAtIt(String reason, String sentence) {
        site.service.refuse("alias", reason, Map.of());

        var page = site.submit(site.get("/security/alias"), Map.of("alias", "taken_1"));

        assertEquals(List.of("#alias"), wrong(page));
        assertTrue(page.html().select(".errors").text().contains(sentence), page.text());
        assertEquals("taken_1", page.html().select("input[name=alias]").val());
    }

    @ParameterizedTest
    @CsvSource({"20, 303", "21, 422", "0, 422"})
    void anAliasHasAnEnd(int length, int status) {
        var page = site.submit(site.get("/security/alias"), Map.of("alias", "a".repeat(length)));

        assertEquals(status, page.status());
        assertEquals(status == 303 ? 1 : 0, site.service.count("alias"));
    }

    private static Map<String, String> question(String number, String answer, String pay) {
        return Map.of("question", number, "answer", answer, "pay", pay);
    }

    @ParameterizedTest
    @CsvSource({
        "99, 长沙, 258036, question",
        "'', 长沙, 258036, question",
        "3, '', 258036, answer",
        "3, 长沙, 25803, pay",
        "3, 长沙, 000000, pay"
    })
    void aQuestionIsOneOfTheFixedOnesWithAnAnswerAndThePayPassword(
            String number, String answer, String pay, String fault) {
        var page = site.submit(site.get("/security/question"), question(number, answer, pay));

        assertEquals(422, page.status());
        assertEquals(List.of("#" + fault), wrong(page));
        assertEquals(0, site.service.count("question"));
    }

    @Test
    void anAnswerHasAnEndAndWhatIsWrongWithItStandsAtIt() {
        var page = site.get("/security/question");
        assertEquals(List.of("#answer"), wrong(site.submit(page, question("3", "长".repeat(41), MemorySite.PIN))));
        site.service.refuse("question", "bad-answer", Map.of());
        assertEquals(List.of("#answer"), wrong(site.submit(page, question("3", "长".repeat(40), MemorySite.PIN))));

        assertEquals(
                "/security",
                site.submit(page, question("3", "长沙", MemorySite.PIN)).location());
        assertEquals(1, site.service.count("question"));
    }
}

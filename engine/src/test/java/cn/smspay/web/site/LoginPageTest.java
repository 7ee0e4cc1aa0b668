package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.links;
import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.PageClient.Page;
import cn.smspay.web.site.SiteService.Function;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets in, where he arrives, and how little is said to who does not. */
final class LoginPageTest {
    private static final Map<String, String> RIGHT = Map.of("name", MemorySite.NUMBER, "password", MemorySite.LOGIN);

    private final SiteFixture site = new SiteFixture();

    @AfterEach
    void close() {
        site.close();
    }

    private Page refused(String reason) {
        site.service.refuse("login", reason, Map.of("until", site.clock.instant()));
        return site.submit(site.get("/login"), RIGHT);
    }

    /** So that nobody learns which numbers have an account. */
    @ParameterizedTest
    @CsvSource({"login-wrong", "no-account", "unknown-number", "unknown-alias", "no-login"})
    void whatCanBeWrongIsOneSentence(String reason) {
        var page = refused(reason);

        assertEquals(422, page.status());
        assertEquals("号码、别名或密码不对", page.html().select(".errors a").text());
        assertEquals(List.of("#name"), wrong(page));
        assertEquals("/login", site.get("/").location(), "nobody is in");
    }

    @ParameterizedTest
    @CsvSource({"login-locked, 密码已锁定", "busy, 系统忙"})
    void whatIsNoMistakeIsSaidAboveTheForm(String reason, String sentence) {
        var page = refused(reason);

        assertEquals(200, page.status());
        assertEquals(List.of(), wrong(page));
        assertTrue(page.text().contains(sentence), page.text());
    }

    @Test
    void bothAreTyped() {
        assertEquals(List.of("#name"), wrong(site.submit(site.get("/login"), Map.of("name", "", "password", "x"))));
        assertEquals(
                List.of("#password"),
                wrong(site.submit(site.get("/login"), Map.of("name", MemorySite.NUMBER, "password", ""))));
    }

    @ParameterizedTest
    @CsvSource({"13800000001", "xiaoming_88"})
    void aNumberOrAnAliasGetsIn(String name) {
        assertEquals(
                "/",
                site.submit(site.get("/login"), Map.of("name", name, "password", MemorySite.LOGIN))
                        .location());
        assertEquals(200, site.get("/history").status());
        assertEquals("/", site.get("/login").location(), "he is in already");
    }

    @ParameterizedTest
    @CsvSource({"/withdraw, /withdraw", "//evil.example, /", "'', /", "https://evil.example, /"})
    void whoWasOnHisWayArrivesThere(String back, String to) {
        var page = site.get("/login?back=" + back);

        assertEquals(to, site.submit(page, RIGHT).location());
    }

    @Test
    void whoWasGivenHisPasswordChoosesHisOwn() {
        site.service.mustChange = true;

        assertEquals(
                "/first-password",
                site.submit(site.get("/login?back=/withdraw"), RIGHT).location());
    }

    @Test
    void onlyWhoseLoginIsOverIsToldSo() {
        assertTrue(site.get("/login?over=1").text().contains("为了安全已退出"));
        assertFalse(site.get("/login").text().contains("为了安全已退出"));
    }

    @ParameterizedTest
    @CsvSource({"REGISTER, /register", "RESET, /reset/login"})
    void whatTheInstallationLacksIsNotOffered(Function function, String link) {
        assertTrue(links(site.get("/login")).contains(link));

        site.service.functions.remove(function);

        assertFalse(links(site.get("/login")).contains(link));
    }

    @Test
    void whoLeavesIsOut() {
        var csrf = site.loggedIn()
                .get("/")
                .html()
                .select("input[name=csrf]")
                .first()
                .val();

        assertEquals("/login", site.post("/logout", Map.of("csrf", csrf)).location());
        assertTrue(site.get("/history").location().startsWith("/login"));
    }
}

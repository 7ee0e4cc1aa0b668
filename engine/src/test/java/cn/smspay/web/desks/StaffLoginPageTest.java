package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.PASSWORD;
import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets in by name, password and code, how a link sets them up once, and how little is said to who does not. */
final class StaffLoginPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient stranger;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        stranger = new PageClient(at.door.port());
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page login(String name, String password, String code) {
        return stranger.submit(stranger.get("/login"), Map.of("name", name, "password", password, "code", code));
    }

    @Test
    void allThreeAreSaidAndOneSentenceIsSaidOfThem() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        assertEquals("/", clerk.get("/login").location(), "is in already");
        for (String[] row : new String[][] {
            {"", "p", "123456", "#name"},
            {"clerk", "", "123456", "#password"},
            {"clerk", "p", "12345", "#code"},
            {"clerk", "p", "", "#code"}
        }) {
            assertEquals(List.of(row[3]), wrong(login(row[0], row[1], row[2])), String.join(" ", row));
        }
        for (String[] row : new String[][] {
            {"clerk", "wrong", at.totp("clerk")}, {"clerk", PASSWORD, "000000"}, {"nobody", PASSWORD, "000000"}
        }) {
            var page = login(row[0], row[1], row[2]);
            assertEquals(422, page.status());
            assertEquals("工号、密码或动态码不对", page.html().select(".errors a").text(), String.join(" ", row));
            assertEquals("/login", stranger.get("/").location());
        }

        assertEquals("/", login("clerk", PASSWORD, at.totp("clerk")).location());
        assertEquals("/customer", stranger.get("/").location(), "the first place of his roles");
    }

    @Test
    void onlyWhoseLoginIsOverIsToldSo() {
        assertTrue(stranger.get("/login?over=1").text().contains("请重新登录"));
        assertFalse(stranger.get("/login").text().contains("请重新登录"));
    }

    @Test
    void whoLeavesIsOut() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        var csrf =
                clerk.get("/customer").html().select("input[name=csrf]").first().val();

        assertEquals("/login", clerk.post("/logout", Map.of("csrf", csrf)).location());
        assertTrue(clerk.get("/customer").location().startsWith("/login"));
    }

    private String invited(String name) {
        var operator = Caller.operator("test");
        return at.world
                .desks()
                .staff()
                .add(operator, Key.of(operator, "add-" + name, ""), name, Set.of(Role.AUDITOR), null)
                .join()
                .<String>fold(done -> done.value().token().reveal(), no -> "", pending -> "");
    }

    @Test
    void aLinkSetsUpOnceByAPasswordTypedTwiceAndTheRightCode() {
        var setup = stranger.get("/setup/" + invited("new"));
        assertEquals("设置密码和验证器", setup.h1());
        for (String[] row : new String[][] {
            {PASSWORD, PASSWORD + "x", "123456", "#again"},
            {"", "", "123456", "#chosen"},
            {PASSWORD, PASSWORD, "12345", "#code"}
        }) {
            var page = stranger.submit(setup, Map.of("chosen", row[0], "again", row[1], "code", row[2]));
            assertTrue(wrong(page).contains(row[3]), page.text());
            assertEquals("设置密码和验证器", page.h1());
        }
        var code = stranger.submit(setup, Map.of("chosen", PASSWORD, "again", PASSWORD, "code", "000000"));
        assertEquals("", code.location(), "a wrong code lets nobody in");
        assertEquals("/login", stranger.get("/").location());
        assertTrue(stranger.get("/setup/forged").text().contains("链接已经用过或已过期"));
    }

    @Test
    void aLinkIsGoodForADayAndNoLonger() {
        var link = "/setup/" + invited("late");
        at.world.clock.turn(Duration.ofHours(24).minusSeconds(1));
        assertEquals("设置密码和验证器", stranger.get(link).h1());
        at.world.clock.turn(Duration.ofSeconds(1));

        assertTrue(stranger.get(link).text().contains("链接已经用过或已过期"));
    }
}

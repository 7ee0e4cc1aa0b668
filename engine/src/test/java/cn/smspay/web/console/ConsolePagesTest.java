package cn.smspay.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.TestClock;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may look at the engine, which page reloads itself, and what has to be said before a story is told. */
final class ConsolePagesTest {
    private static final String TOKEN = "token-of-the-console";

    private final MemoryEngine engine = new MemoryEngine();
    private final TestClock clock = new TestClock();
    private ConsoleDoor door;
    private PageClient client;

    @BeforeEach
    void open() throws IOException {
        door = new ConsoleDoor(
                0, engine, Object::toString, new Secret(TOKEN), true, Ticker.of(clock), new SecureRandom());
        client = new PageClient(door.port());
    }

    @AfterEach
    void close() {
        door.close();
    }

    private Page login(String name, String token) {
        return client.submit(client.get("/login"), Map.of("name", name, "token", token));
    }

    private Page story(String whom, String day, String why) {
        return client.submit(client.get("/story"), Map.of("whom", whom, "day", day, "why", why));
    }

    @Test
    void nothingIsSeenWithoutTheToken() {
        for (String path : List.of("/", "/top", "/calls", "/alarms", "/quarantine", "/story")) {
            assertEquals("/login", client.get(path).location(), path);
        }
        for (String[] row : new String[][] {
            {"", TOKEN, "#name"}, {"li", "", "#token"}, {"li", TOKEN + "x", "#token"}, {"x".repeat(41), TOKEN, "#name"}
        }) {
            var wrong = login(row[0], row[1]);
            assertEquals(422, wrong.status());
            assertEquals(List.of(row[2]), wrong.html().select(".errors a").eachAttr("href"), row[0]);
        }
        assertEquals("/login", client.get("/").location());

        assertEquals("/", login("x".repeat(40), TOKEN).location());

        assertEquals(200, client.get("/top").status());
    }

    @Test
    void whoLeavesOrIsIdleIsOut() {
        login("li", TOKEN);
        var csrf = client.get("/").html().select("input[name=csrf]").first().val();
        assertEquals("/login", client.post("/logout", Map.of("csrf", csrf)).location());
        assertEquals("/login", client.get("/").location());
        login("li", TOKEN);
        clock.turn(Duration.ofHours(13));

        assertEquals("/login", client.get("/").location());
    }

    @ParameterizedTest
    @CsvSource({"'', false", "5, true", "6, false", "x, false"})
    void aPageReloadsItselfOnDemandAlone(String refresh, boolean again) {
        login("li", TOKEN);

        var page = client.get("/top?refresh=" + refresh);

        assertEquals(
                again ? "5" : "", page.answer().headers().firstValue("Refresh").orElse(""));
        assertEquals(again, page.html().text().contains("每5秒自动刷新"), page.html().text());
    }

    @Test
    void aStoryWantsAPersonAndAReasonAndPerhapsADay() {
        login("li.lei", TOKEN);
        for (String[] row : new String[][] {
            {"", "", "投诉", "#whom"},
            {"13911112222", "", "", "#why"},
            {"13911112222", "soon", "投诉", "#day"},
            {"13911112222", "20091131", "投诉", "#day"}
        }) {
            var wrong = story(row[0], row[1], row[2]);
            assertEquals(422, wrong.status());
            assertEquals(List.of(row[3]), wrong.html().select(".errors a").eachAttr("href"), String.join(" ", row));
        }
        assertEquals(List.of(), engine.asked, "nobody was looked at");
        assertTrue(story("139", "", "投诉").text().contains("号码看不懂"));
        var none = story("uplink:99", "", "投诉");
        assertEquals(422, none.status());
        assertTrue(none.text().contains("没有这条上行的计费记录"), none.text());
        engine.asked.clear();
        engine.story = new EngineView.StoryView("139****2222", LocalDate.of(2009, 11, 2), 1, 1, 0, 100, List.of());

        var told = story("13911112222", "20091102", "投诉12号");
        story("13911112222", "2009-11-02", "投诉");
        story("13911112222", "", "投诉");

        assertEquals(200, told.status());
        assertTrue(told.text().contains("139****2222") && told.text().contains("投诉12号"), told.text());
        assertFalse(told.html().outerHtml().contains("13911112222"), "a number is in the page");
        assertEquals(
                List.of(
                        "li.lei asks for 13911112222 of 2009-11-02: 投诉12号",
                        "li.lei asks for 13911112222 of 2009-11-02: 投诉",
                        "li.lei asks for 13911112222 of null: 投诉"),
                engine.asked);
    }

    @Test
    void whatIsNotThereLeadsToWhatIs() {
        var page = client.get("/nothing");

        assertEquals(404, page.status());
        assertEquals(List.of("/"), page.html().select("main a").eachAttr("href"));
    }
}

package cn.smspay.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.config.Config;
import cn.smspay.ops.admin.Control;
import cn.smspay.testing.Browser;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's page of a whole engine. Holds {@link ConsolePages} and {@code Look} to their rules.
 */
final class ConsoleTest {
    private static final String NUMBER = "13911112222";

    @TempDir
    Path folder;

    private Service service;
    private Control control;
    private String base = "";
    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    @BeforeEach
    void open() {
        service = new Service(folder, ConsoleTest::withConsole);
        control = service.control();
        base = "http://127.0.0.1:" + control.consolePort();
    }

    private static Config withConsole(Config config) {
        return config.with(new Config.HttpDoor("127.0.0.1", -1, 0));
    }

    @AfterEach
    void close() {
        service.close();
    }

    private String token() throws IOException {
        return Files.readString(folder.resolve("console.token")).strip();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(URI.create(base + path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String page, String path, String fields)
            throws IOException, InterruptedException {
        var csrf = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"")
                .matcher(get(page).body());
        assertTrue(csrf.find(), page);
        return browser.send(
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", base)
                        .POST(BodyPublishers.ofString("csrf=" + csrf.group(1) + "&" + fields))
                        .build(),
                BodyHandlers.ofString());
    }

    private void enter() throws IOException, InterruptedException {
        assertEquals(
                303, post("/login", "/login", "name=li.lei&token=" + token()).statusCode());
    }

    @Test
    void withoutTheTokenNothingIsSeen() throws Exception {
        for (String path : new String[] {"/", "/top", "/story", "/alarms", "/calls", "/quarantine"}) {
            assertEquals(303, get(path).statusCode(), path);
        }
        var wrong = post("/login", "/login", "name=li.lei&token=nonsense");
        assertEquals(422, wrong.statusCode());
        assertTrue(wrong.body().contains("令牌不对"));
        assertEquals("rw-------", permissions());
        enter();
        assertEquals(200, get("/").statusCode());
        assertEquals(303, post("/", "/logout", "").statusCode());
        assertEquals(303, get("/").statusCode());
    }

    private String permissions() throws IOException {
        return java.nio.file.attribute.PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("console.token")));
    }

    @Test
    void theStatusSaysFirstWhetherItIsWellAndThenWhatIsToBeDone() throws Exception {
        service.say(NUMBER, "KT");
        enter();
        var page = get("/").body();
        assertTrue(page.contains("已绑定"), page);
        assertFalse(page.contains("<script"), "nothing waits for script");
        assertTrue(get("/?refresh=5").headers().firstValue("Refresh").isPresent());
        assertTrue(get("/").headers().firstValue("Refresh").isEmpty());
        assertTrue(get("/top").body().contains("139****2222"));
        assertFalse(get("/top").body().contains(NUMBER));

        service.engine().binds().stop("local");
        assertTrue(get("/").body().contains("不能服务"));
        service.engine().binds().start("local");
        Service.get(service.engine().link().allBound());
    }

    @Test
    void aStoryAsksForItsReasonAndIsKeptInTheAudit() throws Exception {
        service.say(NUMBER, "KT");
        enter();
        assertEquals(422, post("/story", "/story", "whom=" + NUMBER + "&why=").statusCode());
        assertEquals(422, post("/story", "/story", "whom=139&why=x").statusCode());
        assertEquals(422, post("/story", "/story", "whom=uplink:99&why=x").statusCode());
        var told = post("/story", "/story", "whom=" + NUMBER + "&why=complaint");

        assertEquals(200, told.statusCode());
        assertTrue(told.body().contains("手机→短信中心"), told.body());
        assertTrue(told.body().contains("kt.yaml:"), told.body());
        assertFalse(told.body().contains(NUMBER), "the number is masked");
        assertEquals(
                1,
                service.number(
                        "select count(*) from audit where act = 'story' and why = 'complaint' and who = 'operator:li.lei'"));
    }

    @Test
    void everyPageFitsEveryScreen() throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        service.say(NUMBER, "KT");
        service.say(NUMBER, "A");
        service.say(NUMBER, "CX");
        service.say("13911113333", "KT");
        service.in(
                tx -> tx.query(sql -> sql.createUpdate("insert into quarantine values (1, 'local', 'no end', :x, :at)")
                        .bind("x", new byte[40])
                        .bind("at", service.clock.millis())
                        .execute()));
        var looks = """
                [{"width": 320, "name": "320"}, {"width": 1280, "name": "1280"},
                 {"width": 768, "name": "768", "quiet": true}]""";
        var found = Browser.walk(base, "{\"looks\": " + looks + ", \"steps\": [" + """
                {"go": "/login", "shot": "op-login"},
                {"fill": {"name": "li.lei", "token": "TOKEN"}, "press": true, "shot": "op-status"},
                {"go": "/top", "shot": "op-top"},
                {"go": "/alarms", "shot": "op-alarms"},
                {"go": "/quarantine", "shot": "op-quarantine"},
                {"go": "/calls", "shot": "op-calls"},
                {"go": "/story", "shot": "op-ask"},
                {"fill": {"whom": "13911112222", "why": "客户投诉扣费"}, "press": true, "shot": "op-story"}]}""".replace("TOKEN", token()));

        assertEquals("", String.join("\n", found));
    }
}

package cn.smspay.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.config.Config;
import cn.smspay.ops.admin.Control;
import cn.smspay.testing.Browser;
import cn.smspay.testing.Service;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's page of a whole engine. */
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
    void programsReadTheSameTruthAsJsonWithTheTokenAndChangeNothing() throws Exception {
        service.say(NUMBER, "KT");
        for (var wrong : List.of("", "Bearer ", "Bearer nonsense", "Basic " + token(), token())) {
            var refused = json("GET", "/json/status", wrong, "");
            assertEquals(401, refused.statusCode(), wrong);
            assertFalse(refused.body().contains("local"), refused.body());
        }
        var mapper = new ObjectMapper();
        var words = mapper.readTree(
                        json("GET", "/json", "Bearer " + token(), "").body())
                .path("words");
        assertEquals(8, words.size());
        for (var word : words) {
            var path = "/json/" + word.asText();
            var told = json("GET", path, "Bearer " + token(), "");
            assertEquals(200, told.statusCode(), path);
            assertEquals(
                    "application/json",
                    told.headers().firstValue("Content-Type").orElse(""));
            assertTrue(mapper.readTree(told.body()).isObject(), told.body());
            assertFalse(told.body().contains(NUMBER), told.body());
            assertEquals(405, json("POST", path, "Bearer " + token(), "x=1").statusCode(), path);
        }
        var status = mapper.readTree(
                json("GET", "/json/status", "bearer " + token(), "").body());
        assertTrue(status.path("status").path("serving").asBoolean());
        assertEquals("bound", status.path("binds").path(0).path("state").asText());
        var top = json("GET", "/json/top", "Bearer " + token(), "").body();
        assertEquals(
                "139****2222",
                mapper.readTree(top).path("talks").path(0).path("number").asText());
    }

    @Test
    void aStoryForAProgramIsAskedForWithNameAndReasonAndKeptInTheAudit() throws Exception {
        service.say(NUMBER, "KT");
        var bearer = "Bearer " + token();
        assertEquals(
                401,
                json("POST", "/json/story", "", "name=li&why=x&whom=" + NUMBER).statusCode());
        for (var wrong : List.of(
                "why=x&whom=" + NUMBER,
                "name=li&whom=" + NUMBER,
                "name=li&why=x",
                "name=li&why=x&whom=139",
                "name=li&why=x&day=never&whom=" + NUMBER)) {
            assertEquals(422, json("POST", "/json/story", bearer, wrong).statusCode(), wrong);
        }
        assertEquals(
                404,
                json("POST", "/json/story", bearer, "name=li&why=x&whom=uplink:99")
                        .statusCode());

        var told = json("POST", "/json/story", bearer, "name=li&why=ticket+4711&whom=" + NUMBER);

        assertEquals(200, told.statusCode());
        assertTrue(told.body().contains("\"who\":\"139****2222\""), told.body());
        assertTrue(told.body().contains("kt.yaml:"), told.body());
        assertEquals(
                1,
                service.number("select count(*) from audit where act = 'story' and why = 'ticket 4711' and who ="
                        + " 'operator:li'"));
    }

    private HttpResponse<String> json(String method, String path, String authorization, String form)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(form));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Test
    void everyPageIsThereInEitherLanguageAndInOneOnly() throws Exception {
        service.say(NUMBER, "KT");
        service.engine().binds().stop("local");
        assertEquals("/en/login", get("/en").headers().firstValue("Location").orElse(""));
        english("/en/login", get("/en/login").body(), "/login");
        assertEquals(
                "/en",
                post("/en/login", "/en/login", "name=li.lei&token=" + token())
                        .headers()
                        .firstValue("Location")
                        .orElse(""));
        for (var path : List.of("", "/top", "/alarms", "/quarantine", "/calls", "/story")) {
            english("/en" + path, get("/en" + path).body(), path.isEmpty() ? "/" : path);
            var chinese = get(path.isEmpty() ? "/" : path).body();
            assertTrue(chinese.contains("<html lang=\"zh-CN\">"), path);
            assertTrue(
                    chinese.contains("<a href=\"/en" + path + "\" lang=\"en\" hreflang=\"en\">English</a>"), chinese);
        }
        assertTrue(get("/en?refresh=5").body().contains("<a href=\"/en\">Do not reload</a>"));
        assertTrue(get("/alarms").body().contains("短信中心连接local"), get("/alarms").body());
        assertTrue(get("/en/alarms").body().contains("Bind local"));
        var told = post("/en/story", "/en/story", "whom=" + NUMBER + "&why=complaint");
        english("story", told.body(), "/story");
        assertTrue(told.body().contains("Phone→SMSC"), told.body());
        assertTrue(post("/en/story", "/en/story", "whom=1&why=").body().contains("Enter the reason"));
        assertEquals(404, get("/fr").statusCode());
    }

    private static void english(String where, String page, String other) {
        assertTrue(page.contains("<html lang=\"en\">"), where);
        var link = "<a href=\"" + other + "\" lang=\"zh-CN\" hreflang=\"zh-CN\">中文</a>";
        assertTrue(page.contains(link), where + page);
        var han = Pattern.compile("[\\p{IsHan}：，。（）]+").matcher(page.replace(link, ""));
        assertFalse(han.find(), () -> where + ": " + han.group() + " in " + page);
    }

    @Test
    void howLongAnswersTookIsDrawnByHalfHours() throws Exception {
        service.say(NUMBER, "KT");
        enter();

        var page = get("/").body();

        assertTrue(page.contains("应答用时p95，毫秒，每30分钟"), page);
        var traffic = json("GET", "/json/traffic", "Bearer " + token(), "").body();
        assertTrue(traffic.matches(".*\"answer_millis_p95\":\\[-1,.*,-1,[0-9]+\\].*"), traffic);
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
                {"fill": {"whom": "13911112222", "why": "客户投诉扣费"}, "press": true, "shot": "op-story"},
                {"go": "/en", "shot": "op-status-en"},
                {"go": "/en/alarms", "shot": "op-alarms-en"},
                {"go": "/en/story", "shot": "op-ask-en"},
                {"fill": {"whom": "13911112222", "why": "complaint"}, "press": true, "shot": "op-story-en"}]}""".replace("TOKEN", token()));

        assertEquals("", String.join("\n", found));
    }
}

package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.smspay.net.http.HttpSettings;
import cn.smspay.outside.simulator.DemoStock;
import cn.smspay.testing.Browser;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import cn.smspay.testing.Service;
import cn.smspay.web.handset.HandsetDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo's telephones in a browser, on a whole engine. */
@Timeout(120)
final class HandsetTest {
    @TempDir
    private Path folder;

    private Service service;
    private HandsetDoor door;
    private PageClient browser;

    @BeforeEach
    void open() throws IOException {
        service = new Service(folder);
        var engine = service.engine();
        var people = new DemoStock(engine.store(), engine.accounts())
                .fill(service.clock.instant())
                .people();
        var kit = new WalletKit(engine.desks(), service.clock, new Random(1));
        var phones = new Phones(engine, service.smsc, service.clock, people, kit);
        door = new HandsetDoor(HttpSettings.loopback("handset", 0), phones, service.clock, new SecureRandom());
        browser = new PageClient(door.port());
    }

    @AfterEach
    void close() {
        door.close();
        service.close();
    }

    private Page act(Page page, String action, Map<String, String> typed) {
        var answer = browser.submit(page, action, typed);
        return answer.location().isEmpty()
                ? answer
                : browser.get(answer.location().split("#")[0]);
    }

    private Page become(String number) {
        return act(browser.get("/"), "/as", Map.of("number", number));
    }

    private Page say(String text) {
        return act(browser.get("/"), "/send", Map.of("text", text));
    }

    private static String last(Page page) {
        return page.html().select(".talk .down").last().text();
    }

    @Test
    void opensAnAccountByMessagesAndShowsWhatTheyCost() {
        assertEquals("演示手机138****0001", browser.get("/").h1());
        assertTrue(last(say("KT")).contains("回复A"), "the agreement is asked for");
        var page = say("A");
        assertTrue(page.html().select(".talk .down").size() >= 3, page.text());
        assertTrue(last(say("CX")).contains("0.00元"));
        assertTrue(browser.get("/").text().contains("共用0.30元"), browser.get("/").text());
    }

    @Test
    void aMessageStandsAboveItsAnswer() {
        Page page = null;
        for (int i = 0; i < 10; i++) {
            page = say("BZ");
        }

        var sides = page.html().select(".talk .up, .talk .down").stream()
                .map(bubble -> bubble.hasClass("up") ? "up" : "down")
                .toList();
        assertEquals(
                Stream.generate(() -> List.of("up", "down"))
                        .limit(10)
                        .flatMap(List::stream)
                        .toList(),
                sides);
    }

    @Test
    void hidesSecretsThatWereSent() {
        become("13800000002");
        say("TX");
        say("100");
        var page = say(DemoStock.PAY_PASSWORD);

        assertTrue(page.text().contains("已受理"), page.text());
        assertTrue(!page.html().select(".up").text().contains(DemoStock.PAY_PASSWORD));
        assertTrue(page.html().select(".up").text().contains("******"));
    }

    @Test
    void callsTheVoiceServiceByKeys() {
        become("13800000002");
        var page = act(browser.get("/"), "/call", Map.of("dial", "12588"));
        assertTrue(page.text().contains("欢迎使用手机支付"), page.text());
        page = act(page, "/call", Map.of("key", "1"));
        assertTrue(page.text().contains("500.00元"), page.text());
        page = act(page, "/call", Map.of("hangup", "yes"));
        assertTrue(page.text().contains("拨打12588"), page.text());
    }

    @Test
    void walksAWalletFromTheHallToTheHall() {
        become("13800000002");
        var hall = browser.get("/hall");
        assertTrue(hall.text().contains("这张卡没有钱包"));
        hall = act(hall, "/hall", Map.of("act", "open"));
        assertTrue(hall.text().contains("钱包已开通"), hall.text());
        var menu = act(browser.get("/menu"), "/menu", Map.of("open", "yes"));
        menu = act(menu, "/menu", Map.of("press", "2"));
        menu = act(menu, "/menu", Map.of("press", "1"));
        menu = act(menu, "/menu", Map.of("press", "2"));
        menu = act(menu, "/menu", Map.of("typed", "50"));
        assertEquals("password", menu.html().select("#typed").attr("type"));
        menu = act(menu, "/menu", Map.of("typed", DemoStock.PAY_PASSWORD));
        assertTrue(menu.text().contains("办理成功") && menu.text().contains("50.00元"), menu.text());

        var pos = act(browser.get("/pos"), "/pos/tap", Map.of("amount", "12.50"));
        assertTrue(pos.text().contains("没有做过距离校准"), pos.text());
        act(browser.get("/hall"), "/hall", Map.of("act", "calibrate"));
        pos = act(browser.get("/pos"), "/pos/tap", Map.of("amount", "12.50"));
        assertTrue(pos.text().contains("已付款12.50元") && pos.text().contains("37.50元"), pos.text());
        pos = act(pos, "/pos/tap", Map.of("amount", "7.50", "torn", "yes"));
        assertTrue(pos.text().contains("再靠近一次"), pos.text());
        pos = act(pos, "/pos/tap", Map.of("amount", "7.50"));
        assertTrue(pos.text().contains("这次没有再扣"), pos.text());
        pos = act(pos, "/pos/batch", Map.of());
        assertTrue(pos.text().contains("第1批已上传，共2笔"), pos.text());

        hall = act(browser.get("/hall"), "/hall", Map.of("act", "close"));
        assertTrue(hall.text().contains("钱包已注销"), hall.text());
        assertTrue(last(browser.get("/")).contains("余额30.00元已转入现金账户"));
        assertTrue(last(say("CX")).contains("480.00元"));
    }

    @Test
    void whatIsTypedWrongIsSaid() {
        assertTrue(act(browser.get("/"), "/send", Map.of("text", " ")).text().contains("请填写短信内容"));
        assertEquals(200, browser.get("/").status());
        assertTrue(act(browser.get("/"), "/as", Map.of("number", "138")).text().contains("请填写11位手机号码"));
        assertTrue(act(browser.get("/pos"), "/pos/tap", Map.of("amount", "x"))
                .text()
                .contains("金额看不懂"));
        assertTrue(act(browser.get("/pos"), "/pos/tap", Map.of("amount", "1"))
                .text()
                .contains("没有钱包"));
        assertTrue(act(browser.get("/pos"), "/pos/batch", Map.of()).text().contains("没有要上传的消费"));
        assertTrue(
                act(browser.get("/menu"), "/menu", Map.of("typed", "")).text().contains("请先填写"));
        assertEquals(403, browser.post("/send", Map.of("text", "KT")).status(), "a form without our token");
        assertEquals(404, browser.get("/nothing").status());
        assertTrue(browser.get("/en").h1().startsWith("Demo phone"));
        assertTrue(browser.get("/en/hall").text().contains("Open a wallet"));
    }

    @Test
    @Tag("peer")
    void fitsEveryScreenInABrowser() throws Exception {
        assumeTrue(Browser.isInstalled(), "chromium, npm and its packages playwright-core and axe-core are needed");
        var found = Browser.walk("http://127.0.0.1:" + door.port(), """
                {"looks": [{"width": 320}, {"width": 1280}, {"width": 1280, "name": "en-1280", "prefix": "/en"}],
                 "steps": [
                  {"go": "/", "fill": {"number": "13800000002"}, "press": "main .line button"},
                  {"go": "/", "fill": {"text": "CX"}, "press": "main .write button.first", "shot": "handset-talk"},
                  {"go": "/", "press": "main [name=dial][value='12588']", "shot": "handset-call"},
                  {"go": "/", "press": "main [name=key][value='4']"},
                  {"go": "/", "press": "main [name=hangup]"},
                  {"go": "/hall", "shot": "handset-hall"},
                  {"go": "/hall", "press": true, "shot": "handset-hall-open"},
                  {"go": "/menu", "press": "main [name=open]", "shot": "handset-menu"},
                  {"press": "main [name=press][value='1']"},
                  {"press": "main [name=press][value='2']", "shot": "handset-menu-entry"},
                  {"go": "/pos", "shot": "handset-pos"},
                  {"fill": {"amount": "x"}, "press": "main form[action$='/pos/tap'] button", "shot": "handset-pos-error"}]}
                """);

        assertEquals("", String.join("\n", found));
    }
}

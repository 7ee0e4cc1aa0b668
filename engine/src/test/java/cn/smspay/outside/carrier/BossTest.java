package cn.smspay.outside.carrier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Ticker;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.testing.World;
import cn.smspay.web.api.PartnerDoor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody at the carrier sees who changes subscribers on the page of the customer system. */
final class BossTest {
    private static final String NUMBER = "13900000007";

    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private Boss boss;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(HttpSettings.loopback("partner", 0), world.desks(), "/pay/", Ticker.of(world.clock));
        boss = new Boss(0, world.clock, new Random(1));
        var operator = Caller.operator("root");
        var made = world.desks()
                .partners()
                .addKey(operator, Key.of(operator, "k", ""), Role.BOSS, "boss", null, false)
                .join();
        var key = ((Reply.Done<KeyView>) made).value();
        boss.connect("http://127.0.0.1:" + door.port(), key.id(), Objects.requireNonNull(key.secret()));
    }

    @AfterEach
    void close() {
        boss.close();
        door.close();
        world.close();
    }

    /** Fills the form in as it comes, but for these fields. */
    private Document submit(Map<String, String> typed) throws IOException {
        var form = Jsoup.connect(boss.address()).get().select("form").first();
        var post = Jsoup.connect(boss.address() + Objects.requireNonNull(form).attr("action"))
                .method(Connection.Method.POST)
                .ignoreHttpErrors(true);
        for (var field : form.select("input, select")) {
            var name = field.attr("name");
            post.data(name, typed.getOrDefault(name, field.attr("value")));
        }
        return post.execute().parse();
    }

    private Document submit(Boss.News news, String... more) throws IOException {
        var typed = new java.util.HashMap<>(Map.of("number", NUMBER, "act", news.name()));
        for (int i = 0; i < more.length; i += 2) {
            typed.put(more[i], more[i + 1]);
        }
        return submit(typed);
    }

    private static String status(Document page) {
        return page.select("[role=status]").text();
    }

    @Test
    void everyActOfTheFormReachesTheDoorAndItsAnswerIsShown() throws IOException {
        assertEquals(
                Boss.News.values().length,
                Jsoup.connect(boss.address()).get().select("option").size());
        assertEquals("404", status(submit(Boss.News.CANCEL)), "nobody knows the number yet");
        assertEquals("200", status(submit(Boss.News.PUT)));
        assertEquals("200", status(submit(Boss.News.STATUS, "status", "ONE_WAY", "reason", "DEBT")));
        assertEquals("200", status(submit(Boss.News.STATUS)));
        assertEquals("200", status(submit(Boss.News.LANGUAGE, "language", "en")));
        assertEquals("200", status(submit(Boss.News.SIM_CHANGE, "iccid", "89860000000000000001")));
        var profile = submit(Boss.News.PROFILE, "name", "王\"小<明", "id_number", "11010519491231002X");
        assertEquals("200", status(profile));
        assertEquals("王\"小<明", profile.select("input[name=name]").val(), "what was typed stays, as text");
        assertEquals("200", status(submit(Boss.News.RENUMBER, "to", "13900000008")));
        assertEquals("409", status(submit(Boss.News.TRANSFER)), "the number belongs to nobody now");
        assertEquals("200", status(submit(Boss.News.REISSUE)));
        assertEquals("200", status(submit(Boss.News.TRANSFER)));
        assertEquals("200", status(submit(Boss.News.CANCEL)));
        var again = submit(Boss.News.REISSUE);
        assertEquals("200", status(again));
        assertTrue(again.select("pre").text().contains("\"msisdn\":\"" + NUMBER + "\""), again.text());
    }

    @Test
    void whatIsMistypedIsSaidOnThePage() throws IOException {
        var short1 = submit(Map.of("number", "1390000", "act", "PUT"));
        assertEquals("号码为11位，以13至19开头", short1.select("[role=alert]").text());
        assertEquals("1390000", short1.select("input[name=number]").val());
        assertEquals(
                "请选择业务",
                submit(Map.of("number", NUMBER, "act", "DROP"))
                        .select("[role=alert]")
                        .text());
        var refused = submit(Boss.News.PUT, "brand", "<b>GOLD</b>");
        assertEquals("400", status(refused));
        assertTrue(refused.select("pre").text().contains("/brand"), refused.text());
        assertEquals(0, refused.select("b").size());
    }
}

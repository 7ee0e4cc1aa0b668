package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a merchant's program signs with: made or published, seen once, ended at once or after a day; and where it is told. */
final class KeysPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient shop;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        at.order("book", "XH-1");
        shop = at.staff("shop", Role.MERCHANT_USER, "book");
    }

    @AfterEach
    void close() {
        at.close();
    }

    private Page send(String act, Map<String, String> fields) {
        return shop.submit(shop.get("/keys"), "/keys/" + act, fields);
    }

    /** Keys that are good for something. */
    private List<String> live() {
        return shop.get("/keys")
                .html()
                .select("select[name=end] option[value~=.+]")
                .eachAttr("value");
    }

    @Test
    void addressesAreWholeAddressesOfTheWeb() {
        var most = "https://book.example.cn/" + "x".repeat(200 - "https://book.example.cn/".length());
        var rows = new HashMap<String, Boolean>();
        rows.put("https://book.example.cn/told", true);
        rows.put("HTTP://book.example.cn:8080/told?a=b", true);
        rows.put(most, true);
        rows.put("", true);
        rows.put(most + "x", false);
        rows.put("ftp://book.example.cn/told", false);
        rows.put("javascript:alert(1)", false);
        rows.put("https:///told", false);
        rows.put("https://user:word@book.example.cn/", false);
        rows.put("https://book.example.cn/#part", false);
        rows.put("//book.example.cn/", false);
        rows.put("https://book example.cn/", false);
        rows.forEach((address, good) -> {
            for (String field : List.of("notify", "back")) {
                var fields = new HashMap<>(Map.of("notify", "", "back", ""));
                fields.put(field, address);
                var page = send("addresses", fields);
                assertEquals(good ? 303 : 422, page.status(), field + " " + address);
                assertEquals(good ? List.of() : List.of("#" + field), wrong(page), address);
            }
        });
        send("addresses", Map.of("notify", "https://a.example/n", "back", ""));
        var shown = shop.get("/keys").text();
        assertTrue(shown.contains("现在的通知地址 https://a.example/n 现在的返回地址 没有"), shown);
    }

    @Test
    void aSecretIsShownOnceAndNoKeyIsMadeWithoutItsKind() {
        assertEquals(List.of("#test"), wrong(send("add", Map.of("test", ""))));
        assertEquals(List.of(), live());

        var made = send("add", Map.of("test", "test"));

        assertTrue(made.text().contains("请马上记下"), made.text());
        var secret = made.html().select("main dd.code").last().text();
        assertFalse(shop.get("/keys").html().outerHtml().contains(secret));
        assertTrue(
                shop.get("/keys").text().contains("HMAC 测试"), shop.get("/keys").text());
        send("add", Map.of("test", "live"));
        assertTrue(send("add", Map.of("test", "live")).text().contains("已有两个有效密钥"));
        assertEquals(2, live().size());
        var notify = send("secret", Map.of());
        assertTrue(notify.text().contains("请马上记下"), notify.text());
    }

    @Test
    void aKeyThatIsChangedIsGoodForADayLongerAndOneThatIsEndedForNothing() {
        send("add", Map.of("test", "live"));
        var id = live().get(0);
        assertEquals(List.of("#rotate"), wrong(send("rotate", Map.of("rotate", ""))));
        assertTrue(send("rotate", Map.of("rotate", "key_nobody")).text().contains("没有这个密钥"));
        send("rotate", Map.of("rotate", id));
        assertTrue(
                shop.get("/keys").text().contains("11-03 09:00:00停用"),
                shop.get("/keys").text());

        // A login waits half a minute for a code that was not used.
        at.world.clock.turn(Duration.ofHours(24).minusSeconds(32));
        shop = at.again("shop");
        assertEquals(List.of(id), live());
        at.world.clock.turn(Duration.ofSeconds(1));
        assertEquals(List.of(), live());
        assertTrue(shop.get("/keys").text().contains("已停用"), shop.get("/keys").text());

        send("add", Map.of("test", "live"));
        var next = live().get(0);
        send("end", Map.of("end", next));
        assertEquals(List.of(), live());
    }

    private static KeyPair pair(int bits) throws GeneralSecurityException {
        var maker = KeyPairGenerator.getInstance("RSA");
        maker.initialize(bits);
        return maker.generateKeyPair();
    }

    private Page publish(String pem) {
        return send("rsa", Map.of("public", pem, "rsa-test", "live"));
    }

    @Test
    void aPublicKeyIsPublishedAndAPrivateOneNeverShownAgain() throws Exception {
        var small = Base64.getEncoder().encodeToString(pair(1024).getPublic().getEncoded());
        var pair = pair(2048);
        var secret = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        for (String bad : List.of("", "nonsense", small, "x".repeat(4_001))) {
            assertEquals(List.of("#public"), wrong(publish(bad)), bad);
        }
        var secretTyped = publish("-----BEGIN PRIVATE KEY-----\n" + secret);
        assertEquals(List.of("#public"), wrong(secretTyped));
        assertFalse(secretTyped.html().outerHtml().contains(secret.substring(0, 40)));
        var pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        assertEquals(List.of("#rsa-test"), wrong(send("rsa", Map.of("public", pem, "rsa-test", ""))));

        assertEquals("/keys", publish(pem).location());

        var print = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(pair.getPublic().getEncoded()));
        var keys = shop.get("/keys").text();
        assertTrue(keys.contains(print.substring(0, 8) + " " + print.substring(8, 16)), keys);
        publish(pem);
        assertTrue(publish(pem).text().contains("已有两个有效密钥"));
    }
}

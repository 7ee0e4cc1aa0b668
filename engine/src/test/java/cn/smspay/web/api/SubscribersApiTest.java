package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import cn.smspay.counter.Role;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the carrier's customer system may say of its subscribers, by the rules of the files that it could send instead (R 4.1). */
final class SubscribersApiTest {
    @TempDir
    Path folder;

    private ShopFixture at;
    private TestPartner boss;

    @BeforeEach
    void open() {
        at = new ShopFixture(folder);
        boss = at.partner(Role.BOSS, "crm");
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void theCarriersSystemFeedsSubscribersByTheRulesOfFiles() {
        var path = "/v1/subscribers/13800000009";
        var news = "{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\"}";
        assertEquals("404 unknown-number", reason("POST", path + "/status", "{\"status\":\"NORMAL\"}"));
        assertEquals(200, boss.send("PUT", path, news, at.key(), r -> r).statusCode());
        assertEquals(
                200,
                boss.post(
                                path + "/profile",
                                at.key(),
                                "{\"name\":\"王小明\",\"id_type\":\"ID_CARD\",\"id_number\":\"" + World.ID_NUMBER + "\"}")
                        .statusCode());
        assertEquals(
                200,
                boss.post(path + "/sim-change", at.key(), "{\"iccid\":\"8986000000000000001\"}")
                        .statusCode());
        assertEquals(
                200,
                boss.post(path + "/language", at.key(), "{\"language\":\"en\"}").statusCode());
        assertEquals(
                "none", json(boss.get(path + "/transferable")).get("account").asText());
        at.world.customer("13800000008");
        assertEquals("409 close-first", reason("GET", "/v1/subscribers/13800000008/transferable", ""));
        assertEquals("409 close-first", reason("POST", "/v1/subscribers/13800000008/transfer", ""));
        assertEquals(
                200,
                boss.post(path + "/renumber", at.key(), "{\"to\":\"13800000007\"}")
                        .statusCode());
        var cancelled = boss.post("/v1/subscribers/13800000008/cancel", at.key(), "");
        assertEquals("closed", json(cancelled).get("account").asText(), cancelled.body());
        var reissued = json(boss.post("/v1/subscribers/13800000008/reissue", at.key(), "{}"));
        assertEquals(2, reissued.get("generation").asInt());
    }

    private String reason(String method, String path, String body) {
        var response = boss.send(method, path, body, method.equals("GET") ? "" : at.key(), r -> r);
        return response.statusCode() + " " + json(response).path("reason").asText();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT|/v1/subscribers/13800000009|{}|400 body-invalid",
                "PUT|/v1/subscribers/1380000000|{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\"}|404 unknown-number",
                "PUT|/v1/subscribers/13800000009|{\"operator\":\"CHINA_MOBILE\",\"province\":\"湖南\",\"brand\":\"GOTONE\"}|400 body-invalid",
                "PUT|/v1/subscribers/13800000009|{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\",\"secondary\":0}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/status|{\"status\":\"00\"}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/sim-change|{\"iccid\":\"898600\"}|422 bad-iccid",
                "POST|/v1/subscribers/13800000001/language|{\"language\":\"fr\"}|422 bad-language",
                "POST|/v1/subscribers/13800000001/renumber|{\"to\":\"13800000001\"}|409 number-in-use",
                "POST|/v1/subscribers/13800000001/cancel|{\"x\":1}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/transfer|{\"x\":1}|400 body-invalid",
                "POST|/v1/subscribers/12800000001/cancel||404 unknown-number",
                "POST|/v1/subscribers/138000000012/cancel||404 unknown-number",
                "GET|/v1/subscribers/12800000001/transferable||404 unknown-number",
                "PUT|/v1/subscribers/13800000009|{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\"}|400 body-invalid",
                "PUT|/v1/subscribers/13800000009|{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\",\"x\":1}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/status|{}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/status|{\"status\":\"ONE_WAY\",\"reason\":\"WEATHER\"}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/reissue|{\"province\":\"MARS\"}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/renumber|{}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/sim-change|{\"iccid\":\"8986000000000000001234567890123\"}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/language|{\"language\":\"zho\"}|400 body-invalid",
                "POST|/v1/subscribers/13800000001/profile|{\"name\":\"王\",\"id_type\":\"LIBRARY\",\"id_number\":\"1\"}|400 body-invalid",
            })
    void refusesWhatTheFeedOfFilesRefuses(String method, String path, String body, String expected) {
        at.world.subscriber("13800000001");

        assertEquals(expected, reason(method, path, body == null ? "" : body));
    }

    @Test
    void aNumberThatNobodyHasIsFedByItsWholeRow() {
        var wrong = List.of(
                "{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\",\"secondary\":\"no\"}",
                "{\"operator\":\"CHINA_TELEGRAPH\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\"}",
                "{\"province\":\"HUNAN\",\"brand\":\"GOTONE\"}");
        for (String body : wrong) {
            assertEquals("400 body-invalid", reason("PUT", "/v1/subscribers/13800000009", body), body);
        }
        assertEquals("404 unknown-number", reason("POST", "/v1/subscribers/13800000009/cancel", ""));
        var secondary = boss.send(
                "PUT",
                "/v1/subscribers/13800000009",
                "{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\",\"secondary\":true}",
                at.key(),
                r -> r);
        assertEquals(
                "13800000009 1",
                json(secondary).get("msisdn").asText() + " "
                        + json(secondary).get("generation").asInt());
    }

    /** A reason is left out or known; a phone that is stopped keeps its account. */
    @Test
    void theStateOfAPhoneIsToldWithOrWithoutItsReason() {
        at.world.customer("13800000001");
        var path = "/v1/subscribers/13800000001/status";

        var stopped = json(boss.post(path, at.key(), "{\"status\":\"ONE_WAY\"}"));
        var again = json(boss.post(path, at.key(), "{\"status\":\"NORMAL\",\"reason\":\"NONE\"}"));

        assertEquals(stopped.get("account"), again.get("account"));
        assertFalse(stopped.get("phone_status").equals(again.get("phone_status")));
    }

    @Test
    void onlyTheCarriersSystemFeeds() {
        assertEquals("403 role", ShopFixture.reason(at.shop.get("/v1/subscribers/13800000001/transferable")));
    }
}

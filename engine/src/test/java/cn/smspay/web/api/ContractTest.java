package cn.smspay.web.api;

import static cn.smspay.web.api.TestPartner.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Ticker;
import cn.smspay.counter.Role;
import cn.smspay.net.http.HttpSettings;
import cn.smspay.net.http.RateLimit;
import cn.smspay.testing.World;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractTest {
    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private TestPartner boss;
    private int keys;

    @BeforeEach
    void open() throws IOException {
        world = new World(folder);
        door = new PartnerDoor(
                HttpSettings.loopback("partner", 0), world.desks(), "https://pay.example/pay/", Ticker.of(world.clock));
        boss = TestPartner.hmac(world, door.port(), Role.BOSS, "crm", false);
        boss.watchers.add(new Contract());
    }

    @AfterEach
    void close() {
        door.close();
        world.close();
    }

    private String key() {
        return "k" + ++keys;
    }

    @Test
    void hasThePathsThatAreServedAndNoOthers() {
        var served = PartnerDoor.routes(world.desks(), "", new RateLimit<>(60, 60)).list().stream()
                .filter(route -> route.contains(" /v1"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(served, new Contract().operations());
    }

    @Test
    void isServedAsItStands() {
        var served =
                boss.raw(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + "/v1/openapi.json")));

        assertEquals(new Contract().document(), json(served));
        assertEquals("3.1.0", json(served).get("openapi").asText());
    }

    @Test
    void everyOperationHasANameOfItsOwn() {
        var names = new Contract().document().findValuesAsText("operationId");

        assertEquals(names.size(), new TreeSet<>(names).size());
        assertEquals(names.size(), new Contract().operations().size());
    }

    /** {@link SubscribersApi}. */
    @Test
    void theCarriersSystemFeedsSubscribersByTheRulesOfFiles() {
        var path = "/v1/subscribers/13800000009";
        var news = "{\"operator\":\"CHINA_MOBILE\",\"province\":\"HUNAN\",\"brand\":\"GOTONE\"}";
        assertEquals("404 unknown-number", reason("POST", path + "/status", "{\"status\":\"NORMAL\"}"));
        assertEquals(200, boss.send("PUT", path, news, key(), r -> r).statusCode());
        assertEquals(
                200,
                boss.post(
                                path + "/profile",
                                key(),
                                "{\"name\":\"王小明\",\"id_type\":\"ID_CARD\",\"id_number\":\"" + World.ID_NUMBER + "\"}")
                        .statusCode());
        assertEquals(
                200,
                boss.post(path + "/sim-change", key(), "{\"iccid\":\"8986000000000000001\"}")
                        .statusCode());
        assertEquals(
                200,
                boss.post(path + "/language", key(), "{\"language\":\"en\"}").statusCode());
        assertEquals(
                "none", json(boss.get(path + "/transferable")).get("account").asText());
        world.customer("13800000008");
        assertEquals("409 close-first", reason("GET", "/v1/subscribers/13800000008/transferable", ""));
        assertEquals("409 close-first", reason("POST", "/v1/subscribers/13800000008/transfer", ""));
        assertEquals(
                200,
                boss.post(path + "/renumber", key(), "{\"to\":\"13800000007\"}").statusCode());
        var cancelled = boss.post("/v1/subscribers/13800000008/cancel", key(), "");
        assertEquals("closed", json(cancelled).get("account").asText(), cancelled.body());
        var reissued = json(boss.post("/v1/subscribers/13800000008/reissue", key(), "{}"));
        assertEquals(2, reissued.get("generation").asInt());
    }

    private String reason(String method, String path, String body) {
        var response = boss.send(method, path, body, method.equals("GET") ? "" : key(), r -> r);
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
        world.subscriber("13800000001");

        assertEquals(expected, reason(method, path, body == null ? "" : body));
    }
}

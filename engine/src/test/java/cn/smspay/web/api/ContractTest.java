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

/** The contract that is served is what the door does. */
final class ContractTest {
    @TempDir
    Path folder;

    private World world;
    private PartnerDoor door;
    private TestPartner boss;

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
}

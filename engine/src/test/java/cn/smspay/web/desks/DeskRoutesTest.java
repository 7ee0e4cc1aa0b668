package cn.smspay.web.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which addresses there are for whom: by the roles of this moment, and not at all without a login. */
final class DeskRoutesTest {
    @TempDir
    Path folder;

    private DeskFixture at;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void strangersAreLedToTheLogin() {
        var stranger = new PageClient(at.door.port());

        assertEquals("/login", stranger.get("/").location());
        assertEquals("/login", stranger.get("/till").location());
        assertEquals("/en/login", stranger.get("/en/till").location());
        assertEquals("/en/login", stranger.get("/en").location());
        assertEquals(200, stranger.get("/login").status());
        assertEquals(404, stranger.get("/nothing").status());
    }

    @Test
    void whatIsNotForOnesRolesIsNotThere() {
        var clerk = at.staff("clerk", Role.CLERK, null);

        assertEquals(200, clerk.get("/till").status());
        for (String path : List.of("/audit", "/people", "/orders", "/cards", "/nothing", "/en/audit")) {
            var page = clerk.get(path);
            assertEquals(404, page.status(), path);
            assertEquals(1, page.html().select("h1").size(), page.text());
        }
        var csrf = clerk.get("/till").html().select("input[name=csrf]").first().val();
        assertEquals(404, clerk.post("/people", Map.of("csrf", csrf)).status());
    }

    @Test
    void rolesAreThoseOfThisMoment() {
        var person = at.staff("person", Role.CLERK, null);
        var operator = Caller.operator("test");
        at.world
                .desks()
                .staff()
                .roles(operator, Key.of(operator, "roles", ""), "person", Set.of(Role.AUDITOR))
                .join();
        assertEquals(404, person.get("/till").status());
        assertEquals(200, person.get("/audit").status());

        at.world
                .desks()
                .staff()
                .leave(operator, Key.of(operator, "leave", ""), "person", "test")
                .join();

        assertEquals("/login?over=1", person.get("/audit").location());
        assertEquals("/login", person.get("/audit").location(), "and is forgotten");
    }

    @Test
    void whoHasBeenIdleForTenMinutesLogsInAgain() {
        var clerk = at.staff("clerk", Role.CLERK, null);
        at.world.clock.turn(Duration.ofMinutes(10).minusSeconds(1));
        assertEquals(200, clerk.get("/till").status());
        at.world.clock.turn(Duration.ofMinutes(10));

        assertEquals("/login?over=1", clerk.get("/till").location());
        assertTrue(clerk.get("/").location().startsWith("/login"));
    }
}

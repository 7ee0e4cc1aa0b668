package cn.smspay.web.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An ended login may read for ten seconds more, and change nothing at all. */
final class LoginRecheckTest {
    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void lookedAtJustNow() {
        site.loggedIn();
        site.clock.turn(Duration.ofSeconds(20));
        assertEquals(200, site.get("/history").status());
    }

    @AfterEach
    void close() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 200", "9999, 200", "10000, 303", "600000, 303"})
    void anEndedLoginIsSeenAtTheNextLook(long millisLater, int status) {
        site.clock.turn(Duration.ofMillis(millisLater));
        site.service.refuse("present", "session-over", Map.of());

        var page = site.get("/history");

        assertEquals(status, page.status());
        assertEquals(status == 303 ? "/login?over=1&back=/history" : "", page.location());
    }

    @Test
    void whatChangesSomethingLooksEachTime() {
        var form = site.get("/withdraw");
        site.service.refuse("present", "session-over", Map.of());

        assertEquals("/login?over=1", site.submit(form, Map.of("amount", "100")).location());
    }

    @Test
    void aLookIsGoodForTenSecondsFromItsOwnTime() {
        site.clock.turn(Duration.ofSeconds(10));
        site.get("/history");
        site.clock.turn(Duration.ofMillis(9_999));
        site.service.refuse("present", "session-over", Map.of());

        assertEquals(200, site.get("/history").status());
    }
}

package cn.smspay.web.desks;

import static cn.smspay.web.desks.DeskFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.counter.Role;
import cn.smspay.testing.PageClient;
import cn.smspay.testing.PageClient.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A till is opened and closed with counted cash by who has it, and what is missing is a case (R 4.12). */
final class TillPageTest {
    @TempDir
    Path folder;

    private DeskFixture at;
    private PageClient clerk;

    @BeforeEach
    void open() {
        at = new DeskFixture(folder);
        clerk = at.staff("clerk", Role.CLERK, null);
    }

    @AfterEach
    void close() {
        at.close();
    }

    private static Page opened(PageClient clerk, String till, String counted) {
        return clerk.submit(clerk.get("/till"), Map.of("province", "HUNAN", "till", till, "counted", counted));
    }

    private static String first(Page page) {
        return page.html().select("main .facts dd").first().text();
    }

    @Test
    void aTillHasAProvinceANameAndCountedCash() {
        for (String[] row : new String[][] {
            {"HUNAN", "3", "", "#counted"},
            {"HUNAN", "3", "-1", "#counted"},
            {"HUNAN", "3", "0.001", "#counted"},
            {"HUNAN", "3", "00", "#counted"},
            {"HUNAN", "", "0", "#till"},
            {"HUNAN", "x".repeat(21), "0", "#till"},
            {"UNKNOWN", "3", "0", "#province"},
            {"MARS", "3", "0", "#province"}
        }) {
            var page = clerk.submit(clerk.get("/till"), Map.of("province", row[0], "till", row[1], "counted", row[2]));
            assertEquals(422, page.status(), String.join(" ", row));
            assertEquals(List.of(row[3]), wrong(page), String.join(" ", row));
        }
        assertEquals("/till", opened(clerk, "A1234567", "0.00").location());
        assertTrue(clerk.get("/till").text().contains("已打开"));
        assertEquals("0.00元", first(clerk.get("/till")), "a till may be empty");
    }

    @Test
    void anothersTillIsNotTakenOverAndOnesOwnIsGoneOnWith() {
        var mine = at.again("clerk");
        var early = mine.get("/till");
        opened(clerk, "3", "200");
        var other = at.staff("other", Role.CLERK, null);
        var taken = opened(other, "3", "5");
        assertTrue(taken.text().contains("这个钱箱已由别人打开"), taken.text());
        assertFalse(other.get("/till").text().contains("已打开"), "he has none");

        var another = Map.of("province", "HUNAN", "till", "4", "counted", "7");
        assertTrue(mine.submit(early, another).text().contains("您已打开另一个钱箱，请先关箱"));
        var same = Map.of("province", "HUNAN", "till", "3", "counted", "7", "k", "word-0123456789ab");
        assertEquals("/till", mine.submit(early, same).location());
        assertEquals("200.00元", first(mine.get("/till")), "the first count stands");
        assertEquals("200.00元", first(at.again("clerk").get("/till")), "also where he logs in anew");
    }

    @Test
    void whatIsThereClosesItAndWhatIsMissingIsACase() {
        opened(clerk, "3", "0");
        for (String typed : List.of("much", "", "-1")) {
            var bad = clerk.submit(clerk.get("/till"), Map.of("closing", typed));
            assertEquals(List.of("#closing"), wrong(bad), typed);
            assertTrue(bad.text().contains("已打开"), "it is still open");
        }
        var even = clerk.submit(clerk.get("/till"), Map.of("closing", "0"));
        assertTrue(even.text().contains("钱箱已关") && even.text().contains("差额 0.00元"), even.text());
        assertFalse(even.text().contains("工单"), "nothing is missing: " + even.text());

        opened(clerk, "4", "100");
        var less = clerk.submit(clerk.get("/till"), Map.of("closing", "99.99"));
        assertTrue(less.text().contains("差额−0.01元") && less.text().contains("已转为工单C-1"), less.text());
        opened(clerk, "5", "100");
        var more = clerk.submit(clerk.get("/till"), Map.of("closing", "100.01"));
        assertTrue(more.text().contains("差额+0.01元") && more.text().contains("已转为工单C-2"), more.text());
        assertEquals(2, at.world.cases().size());
    }

    @Test
    void aTillThatIsClosedIsClosedOnce() {
        opened(clerk, "3", "50");
        var page = clerk.get("/till");
        clerk.submit(page, Map.of("closing", "50"));

        assertEquals("/till", clerk.submit(page, Map.of("closing", "50")).location());
        assertTrue(
                clerk.get("/till").text().contains("请先点清钱箱里的现金"),
                clerk.get("/till").text());
    }
}

package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records are counted and summed by what was asked for, as a table, as bars or as a picture. */
final class BillingSummaryTest extends BillingFixture {

    private List<String> by(String what, String... more) {
        out.getBuffer().setLength(0);
        var words = new ArrayList<>(List.of("--from", "2009-11-02", "--by", what, "--csv"));
        words.addAll(List.of(more));
        assertEquals(0, runOnData("summary", words.toArray(String[]::new)), err.toString());
        return out.toString().lines().toList();
    }

    @Test
    void eachWayOfAskingHasItsOwnRows() {
        assertEquals(List.of("day,records,sum_li", "20091102,2,200"), by("day"));
        assertEquals(List.of("hour,records,sum_li", "09,2,200"), by("hour"));
        assertEquals(List.of("province,records,sum_li", "广东,2,200"), by("province"));
        assertEquals(List.of("command,records,sum_li", "CX,2,200"), by("command"));
        assertEquals(
                Set.of("disposition,records,sum_li", "OK,1,100", "SYSTEM_FAULT,1,100"), Set.copyOf(by("disposition")));
        assertEquals(2, runOnData("summary", "--from", "2009-11-02", "--by", "weather"));
    }

    @Test
    void daysOutsideAreNotCounted() {
        assertEquals(0, runOnData("summary", "--from", "2009-11-03", "--to", "2009-11-04", "--csv"));
        assertEquals("day,records,sum_li", out.toString().strip());
        assertEquals(2, runOnData("summary", "--from", "2009-11-02", "--to", "2009-11-01"));
    }

    @Test
    void barsAndAPictureAreDrawnOnDemand() throws IOException {
        assertEquals(0, runOnData("summary", "--from", "2009-11-02"));
        var table = out.toString();
        out.getBuffer().setLength(0);
        var svg = folder.resolve("bars.svg");

        assertEquals(0, runOnData("summary", "--from", "2009-11-02", "--bars", "--svg", svg.toString()));

        assertTrue(table.contains("yuan") && !table.contains("█"), table);
        assertTrue(out.toString().contains("█") && !out.toString().contains("yuan"), out.toString());
        assertTrue(Files.readString(svg).contains("Uplinks by day"));
        assertEquals(
                2,
                runOnData(
                        "summary",
                        "--from",
                        "2009-11-02",
                        "--svg",
                        folder.resolve("no/bars.svg").toString()));
        assertTrue(err.toString().contains("cannot write"), err.toString());
    }
}

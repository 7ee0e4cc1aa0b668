package cn.smspay.web.site;

import static cn.smspay.web.site.SiteFixture.wrong;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which days and which page of them are shown, how each movement is told, and the same as a file. */
final class HistoryPageTest {
    private final SiteFixture site = new SiteFixture();

    @BeforeEach
    void logIn() {
        site.loggedIn();
    }

    @AfterEach
    void close() {
        site.close();
    }

    /** It is 30 November 2026. */
    @ParameterizedTest
    @CsvSource({
        "'', '', 2026-11-01 to 2026-11-30",
        "2026-11-30, 2026-11-30, 2026-11-30 to 2026-11-30",
        "20261101, 2026/11/2, 2026-11-01 to 2026-11-02",
        "'', 2026-03-15, 2026-03-01 to 2026-03-15",
        "2025-11-29, 2026-11-30, 2025-11-29 to 2026-11-30"
    })
    void daysThatCanBeAskedForAreAskedForWhole(String from, String to, String asked) {
        var page = site.get("/history?from=" + from + "&to=" + to);

        assertEquals(200, page.status(), page.text());
        assertEquals(List.of(asked + ", 20 from 0"), site.service.asked);
        assertTrue(!from.isEmpty() || page.html().select("#from").val().equals(asked.substring(0, 10)), "as if typed");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-01, 2026-12-01, from, 开始日期不能晚于今天",
        "2026-11-30, 2026-11-29, from, 开始日期不能晚于结束日期",
        "2025-11-28, 2026-11-30, from, 每次最多查一年",
        "2026-02-30, 2026-11-30, from, 日期看不懂",
        "2026-11-01, soon, to, 日期看不懂"
    })
    void daysThatCannotBeAskedForAreSaidWithNothingShown(String from, String to, String field, String sentence) {
        for (String path : List.of("/history", "/history.csv")) {
            var page = site.get(path + "?from=" + from + "&to=" + to);

            assertEquals(422, page.status(), path);
            assertEquals(List.of("#" + field), wrong(page), path);
            assertTrue(page.html().select(".errors").text().contains(sentence), page.text());
            assertEquals(List.of(), site.service.asked);
        }
    }

    /** There are 45 movements. */
    @ParameterizedTest
    @CsvSource({
        "'', 0, '2', 第1页，共3页",
        "1, 0, '2', 第1页，共3页",
        "2, 20, '1 3', 第2页，共3页",
        "3, 40, '2', 第3页，共3页",
        "4, 60, '3', 第4页，共3页",
        "999, 19960, '998', 第999页，共3页",
        "0, 0, '2', 第1页，共3页",
        "-1, 0, '2', 第1页，共3页",
        "1000, 0, '2', 第1页，共3页",
        "x, 0, '2', 第1页，共3页"
    })
    void aPageIsOfTwentyAndHasItsNeighbours(String page, int skipped, String neighbours, String at) {
        var shown = site.get("/history?page=" + page);

        assertTrue(site.service.asked.get(0).endsWith(", 20 from " + skipped), site.service.asked.toString());
        var links = shown.html().select("nav.pages a[href*=page]").eachAttr("href").stream()
                .map(link -> link.replaceFirst(".*page=", ""))
                .toList();
        assertEquals(List.of(neighbours.split(" ")), links);
        assertTrue(shown.text().contains(at), shown.text());
    }

    @Test
    void daysWithoutMovementsSaySoAndHaveNoFile() {
        site.service.empty = true;

        var page = site.get("/history");

        assertTrue(page.text().contains("11月1日至11月30日没有交易"), page.text());
        assertEquals(0, page.html().select("a[href*=csv], nav.pages").size());
    }

    @Test
    void eachMovementSaysWithWhomAndWhatIsNotDone() {
        var rows = site.get("/history").html().select("main tbody tr");

        assertTrue(rows.get(0).text().contains("提现，工商银行尾号6789"), rows.get(0).text());
        assertTrue(rows.get(0).text().contains("等待处理") && rows.get(0).text().contains("−100.00"), rows.text());
        assertTrue(rows.get(1).text().contains("购物，星河书店"), rows.get(1).text());
        assertEquals(-1, rows.get(1).text().indexOf("已完成"), "what is done says nothing");
        assertTrue(
                rows.get(4).text().contains("充值卡充值") && !rows.get(4).text().contains("充值卡充值，"),
                rows.get(4).text());
        assertTrue(rows.get(6).text().contains("已退回"), rows.get(6).text());
    }

    @ParameterizedTest
    @CsvSource({
        "20261130000006, 支出, 100.00元, 等待处理",
        "20261127000003, 收入, 500.00元, 已完成",
        "20261112000031, 支出, 200.00元, 已退回"
    })
    void oneMovementIsAReceipt(String number, String way, String amount, String state) {
        var page = site.get("/history/" + number);

        assertTrue(page.text().contains(way) && page.text().contains(amount), page.text());
        assertTrue(page.text().contains(state), page.text());
        assertEquals(
                state.equals("等待处理") ? 1 : 0, page.html().select(".slip.open").size(), "an open one looks open");
        assertEquals(404, site.get("/history/" + number + "0").status());
    }

    @Test
    void theFileHoldsTheSameDaysAndNothingThatASpreadsheetRuns() {
        site.service.merchant = "\"=1+1\"";

        var csv = site.get("/history.csv?from=2026-11-28&to=2026-11-28");

        assertEquals(List.of("2026-11-28 to 2026-11-28, 2000 from 0"), site.service.asked);
        assertEquals(
                "attachment; filename=\"smspay-2026-11-28-2026-11-28.csv\"",
                csv.answer().headers().firstValue("Content-Disposition").orElse(""));
        var lines = csv.answer().body().lines().toList();
        assertEquals("\uFEFF\"时间\",\"业务\",\"账户\",\"金额（元）\",\"余额（元）\",\"流水号\"", lines.get(0));
        assertEquals(
                "\"2026-11-28 19:05:41\",\"购物，\"\"=1+1\"\"\",\"充值卡账户\",\"-45.80\",\"50.00\",\"20261128000019\"",
                lines.get(2));
    }
}

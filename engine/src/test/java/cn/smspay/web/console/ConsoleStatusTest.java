package cn.smspay.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.web.page.DeskView.Box;
import cn.smspay.web.page.Fact;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.Mark;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the engine is well is read first, and every figure says what it is, also where there is none. */
final class ConsoleStatusTest {
    private static final PageWords WORDS = PageWords.read(Lang.ZH, List.of("frame", "desk", "console"));

    private final MemoryEngine engine = new MemoryEngine();

    private ConsoleView view() {
        return new ConsoleStatus(WORDS, new ConsoleAlarms(WORDS)).view(engine);
    }

    private Box box(String title) {
        return view().boxes().stream()
                .filter(box -> box.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    private List<List<PageTable.Cell>> rows(String title) {
        var table = box(title).table();
        assertNotNull(table);
        return table.rows();
    }

    private static String value(List<Fact> facts, String key) {
        return facts.stream()
                .filter(fact -> fact.key().equals(key))
                .findFirst()
                .map(fact -> fact.mark() == null
                        ? fact.value()
                        : fact.mark().kind() + " " + fact.mark().text())
                .orElse("not there");
    }

    private String sum(String key) {
        return value(view().sums(), key);
    }

    @ParameterizedTest
    @CsvSource({
        "true, 0, GOOD, 运行正常",
        "true, 1, LOOK, 能服务，有1件事要处理",
        "true, 2, LOOK, 能服务，有2件事要处理",
        "false, 0, BAD, 不能服务",
        "false, 2, BAD, 不能服务"
    })
    void theFirstSentenceIsWhetherItServesAndHowMuchIsToBeDone(
            boolean serving, int alarms, Mark.Kind kind, String sentence) {
        engine.serving = serving;
        for (int i = 0; i < alarms; i++) {
            engine.alarms.add(MemoryEngine.alarm("bind n" + i, null));
        }

        var first = view().notice();

        assertNotNull(first);
        assertEquals(kind + " " + sentence, first.kind() + " " + first.first());
        assertEquals(alarms > 0, first.then().contains("短信中心连接n0"), "the first of what is to be done: " + first.then());
        assertEquals(!serving && alarms == 0, first.then().contains("短信现在办不了"));
    }

    @Test
    void whatIsNotKnownIsSaidToBeSo() {
        assertEquals("37%", sum("磁盘余量"));
        engine.freePercent = 0;
        assertEquals("0%", sum("磁盘余量"));
        engine.freePercent = -1;
        assertEquals("读不到", sum("磁盘余量"));
        assertTrue(view().sums().stream().anyMatch(fact -> fact.value().equals("没有记录")), "no backup");
        engine.lastBackup = MemoryEngine.NOW;
        assertTrue(view().sums().stream().anyMatch(fact -> fact.value().equals("11-02 09:00:00")));
        assertTrue(view().sums().stream().anyMatch(fact -> fact.value().equals("5,678")));
        assertTrue(
                view().sums().stream().anyMatch(fact -> fact.value().matches("1\\.[56]秒")),
                view().sums().toString());
    }

    /** The tallest is as high as the drawing; nothing measured is no bar, and is not called 0. */
    @Test
    void barsAreAsHighAsTheirCounts() {
        engine.uplinks.set(0, 50L);
        engine.uplinks.set(46, 200L);
        engine.uplinks.set(47, 100L);
        engine.waits.set(47, 0L);
        var chart = view().charts().get(0);
        var bars = chart.bars();

        assertEquals(48, bars.size());
        assertEquals(
                "24 96 48",
                bars.get(0).height() + " " + bars.get(46).height() + " "
                        + bars.get(47).height());
        assertEquals(
                "72 0 48",
                bars.get(0).y() + " " + bars.get(46).y() + " " + bars.get(47).y());
        assertEquals(470, bars.get(47).x());
        assertTrue(bars.get(47).last() && !bars.get(46).last());
        assertTrue(chart.caption().contains("100") && chart.caption().contains("200"), chart.caption());
        assertEquals(List.of("昨天9时", "15时", "21时", "3时", "现在"), chart.hours());
        var waits = view().charts().get(2).bars();
        assertEquals("无 0", waits.get(46).count() + " " + waits.get(47).count());
        assertEquals(0, waits.get(46).height() + waits.get(47).height());
    }

    @ParameterizedTest
    @CsvSource({"bound, GOOD", "connecting, WAIT", "stopped, OFF", "down, BAD"})
    void aConnectionIsMarkedByItsState(String state, Mark.Kind kind) {
        for (String error : List.of("", "refused")) {
            engine.binds = List.of(new EngineView.BindView(
                    "main", state, MemoryEngine.NOW, "smsc.example", 3, 10, 1_000, 2_000, 0, 1.25, error));

            var row = rows("连接").get(0);

            var mark = row.get(1).mark();
            assertNotNull(mark);
            assertEquals(kind, mark.kind());
            assertEquals(
                    "3/10 1,000 2,000",
                    row.get(4).text() + " " + row.get(5).text() + " "
                            + row.get(6).text());
            assertEquals(error.isEmpty() ? "无" : "refused", row.get(8).text());
        }
    }

    @Test
    void aTrunkSaysWhetherItIsRegisteredAndWhoAnswers() {
        engine.trunks = List.of(
                new EngineView.TrunkView("a", true, List.of()),
                new EngineView.TrunkView("b", false, List.of(new EngineView.PingView("h1", true, MemoryEngine.NOW))),
                new EngineView.TrunkView("c", null, List.of(new EngineView.PingView("h2", false, MemoryEngine.NOW))));

        var rows = rows("中继");

        assertEquals(
                "已注册 无", rows.get(0).get(1).text() + " " + rows.get(0).get(2).text());
        assertEquals("未注册", rows.get(1).get(1).text());
        assertTrue(rows.get(1).get(2).text().startsWith("h1从")
                && rows.get(1).get(2).text().endsWith("起有应答"));
        assertEquals("无", rows.get(2).get(1).text());
        assertTrue(rows.get(2).get(2).text().endsWith("没有应答"));
    }

    @Test
    void billingSaysWhatWasClosedSentAndWhyItIsStuck() {
        var none = box("计费").facts();
        assertEquals("还没有文件", value(none, "最近的文件"));
        assertEquals("not there not there", value(none, "最近交付") + " " + value(none, "交付受阻"));
        engine.billing =
                new EngineView.BillingState(0, 12, MemoryEngine.NOW, MemoryEngine.NOW.plusSeconds(1), "sftp refused");

        var some = box("计费").facts();

        assertEquals("12", value(some, "最近的文件"));
        assertEquals("11-02 09:00:01", value(some, "最近交付"));
        assertEquals("BAD sftp refused", value(some, "交付受阻"));
    }

    @Test
    void aClockThatIsDoubtedIsMarked() {
        var build = view().boxes().get(3);
        assertEquals("GOOD 可信", value(build.facts(), "时钟"));
        engine.clockDoubted = true;

        assertEquals("LOOK 跳过一天以上，等待确认", value(view().boxes().get(3).facts(), "时钟"));
        assertFalse(value(build.facts(), "时钟").startsWith("LOOK"));
    }
}

package cn.smspay.web.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.web.console.EngineView.Actor;
import cn.smspay.web.console.EngineView.StoryStep;
import cn.smspay.web.console.EngineView.StoryView;
import cn.smspay.web.console.EngineView.TalkView;
import cn.smspay.web.page.Lang;
import cn.smspay.web.page.PageTable;
import cn.smspay.web.page.PageWords;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the pages make of the truth: which talks are calls, how a story is drawn and summed up, where links lead. */
final class ConsoleViewsTest {
    private final MemoryEngine engine = new MemoryEngine();

    private static ConsoleViews views(Lang lang) {
        return new ConsoleViews(PageWords.read(lang, List.of("frame", "desk", "console")));
    }

    private static PageTable table(ConsoleView view) {
        var table = view.boxes().get(0).table();
        assertNotNull(table);
        return table;
    }

    @ParameterizedTest
    @CsvSource({"ZH, /, /", "EN, /, /en", "ZH, /top, /top", "EN, /top, /en/top"})
    void aPathIsOfTheLanguageOfItsPage(Lang lang, String path, String to) {
        assertEquals(to, views(lang).to(path));
    }

    @Test
    void theFootLeadsToReloadingAndBack() {
        var still = views(Lang.EN).foot("/top", false, MemoryEngine.NOW);
        var reloading = views(Lang.EN).foot("/top", true, MemoryEngine.NOW);

        assertEquals("/en/top?refresh=5", still.link().href());
        assertEquals("/en/top", reloading.link().href());
        assertTrue(still.text().contains("11-02 09:00:00"), still.text());
    }

    @Test
    void callsAreTalksOfOneKindAndAHiddenNumberIsSaidToBeSo() {
        engine.talks = List.of(
                new TalkView("sms", 1, "139****2222", "kt.ask", "kt.yaml:3", 2, MemoryEngine.NOW, null),
                new TalkView("call", 2, "", "12588/1", "12588.yaml:9", 0, null, MemoryEngine.NOW));

        var all = table(views(Lang.ZH).talks(engine)).rows();
        var calls = table(views(Lang.ZH).calls(engine)).rows();

        assertEquals("短信 通话", all.get(0).get(0).text() + " " + all.get(1).get(0).text());
        assertEquals(
                "11-02 09:00:00|",
                all.get(0).get(5).text() + "|" + all.get(0).get(6).text());
        assertEquals(List.of(all.get(1)), calls);
        assertEquals("未显示", calls.get(0).get(1).text());
        engine.talks = List.of();
        assertEquals("现在没有通话", table(views(Lang.ZH).calls(engine)).none());
        assertEquals("现在没有进行中的对话和通话", table(views(Lang.ZH).talks(engine)).none());
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00", "100, 0.10", "1005, 1.005", "1500, 1.50", "10000, 10.00"})
    void whatAStoryCostIsExactAndHasAtLeastTwoPlaces(long li, String yuan) {
        var story = new StoryView("139****2222", LocalDate.of(2009, 11, 2), 3, 2, 1, li, List.of());

        var ladder = views(Lang.ZH).story(story, "投诉").ladder();

        assertNotNull(ladder);
        assertEquals("3条上行，计费" + yuan + "元；2条下行；1次通话", ladder.sum());
    }

    @ParameterizedTest
    @CsvSource({
        "PHONE, SMSC, 手机→短信中心, r a2",
        "SMSC, PHONE, 短信中心→手机, l a2",
        "SMSC, ENGINE, 短信中心→引擎, r a3",
        "ENGINE, BOOK, 引擎→账簿, r a4",
        "PHONE, ENGINE, 手机→引擎, r a23",
        "BOOK, SMSC, 账簿→短信中心, l a34",
        "PHONE, PHONE, 手机, in e2",
        "ENGINE, ENGINE, 引擎, in e3",
        "BOOK, BOOK, 账簿, in e3"
    })
    void aStepIsDrawnBetweenWhoSpokeAndWhoHeard(Actor from, Actor to, String way, String css) {
        var step = new StoryStep(MemoryEngine.NOW.plusMillis(7), from, to, "in English", "中文");
        var story = new StoryView("139****2222", LocalDate.of(2009, 11, 2), 1, 1, 0, 0, List.of(step));

        var chinese = views(Lang.ZH).story(story, "投诉").ladder();
        var english = views(Lang.EN).story(story, "complaint").ladder();

        assertNotNull(chinese);
        assertNotNull(english);
        assertEquals(List.of(new ConsoleView.Rung("09:00:00.007", way, "中文", css)), chinese.steps());
        assertEquals("in English", english.steps().get(0).text());
    }

    @Test
    void anAlarmThatIsNotCountedHasNoCountAndOneWithoutWordsIsSaidByTheEngine() {
        engine.alarms.add(MemoryEngine.alarm("bind main", 1_234L));
        engine.alarms.add(MemoryEngine.alarm("weather", null));

        var rows = table(views(Lang.ZH).alarms(engine)).rows();

        assertEquals(
                "短信中心连接main 1,234",
                rows.get(0).get(0).text() + " " + rows.get(0).get(4).text());
        assertEquals(
                "weather  call somebody",
                rows.get(1).get(0).text() + " " + rows.get(1).get(4).text() + " "
                        + rows.get(1).get(5).text());
    }
}

package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.Template;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long {@link Widths} finds that a text can become (D07). */
final class WidthsTest {
    /** The question for the password: an amount is known there, and the cash and the shop of an action. */
    private static String longest(String language, String text) {
        var files = new ReadFiles(SmallFiles.with("send", language.equals("zh") ? "密码？" : "Password?", text));
        var said = ReplyContext.in(files.dialog("send"), files.flow("send")).stream()
                .filter(each -> each.reply().texts().containsValue(Template.of(text)))
                .findFirst()
                .orElseThrow();
        var size = new Widths(files.scripts, files.dialog("send")).longest(said, language, Template.of(text));
        return size.characters() + " in " + size.messages();
    }

    @ParameterizedTest
    @CsvSource({
        "zh, 好, 1 in 1",
        "zh, 好<cash>, 11 in 1",
        "zh, 好<cash><cash>, 21 in 1",
        "zh, 好<shop>, 41 in 1",
        "zh, 好<most>, 11 in 1",
        "zh, 好<site>, 13 in 1",
        "zh, 好<op>, 3 in 1",
        "en, it is <op>, 13 in 1",
        "zh, 好<cmd>, 3 in 1",
        "zh, 好<tries>, 2 in 1",
        "zh, 好<nothing_moved>, 1 in 1",
        "zh, 好<unheard>, 1 in 1"
    })
    void everyPlaceholderCountsAsWideAsItCanBe(String language, String text, String size) {
        assertEquals(size, longest(language, text));
    }

    /** 70 Chinese characters or 160 Latin ones in one message, then 67 or 153 in each; some Latin signs count twice. */
    @ParameterizedTest
    @CsvSource({
        "zh, 好, 70, 70 in 1",
        "zh, 好, 71, 71 in 2",
        "zh, 好, 134, 134 in 2",
        "zh, 好, 135, 135 in 3",
        "en, a, 160, 160 in 1",
        "en, a, 161, 161 in 2",
        "en, a, 306, 306 in 2",
        "en, a, 307, 307 in 3",
        "en, €, 80, 80 in 1",
        "en, €, 81, 81 in 2"
    })
    void aMessageHoldsSoMany(String language, String letter, int count, String size) {
        assertEquals(size, longest(language, letter.repeat(count)));
    }

    private static String told(String file, String good, String bad) {
        var files = new ReadFiles(SmallFiles.with(file, good, bad));
        var told = new Faults();
        for (String name : new String[] {"send", "12345"}) {
            for (ReplyContext said : ReplyContext.in(files.dialog(name), files.flow(name))) {
                new Widths(files.scripts, files.dialog(name)).check(said, told);
            }
        }
        return ReadFiles.told(told);
    }

    @Test
    void aTextThatIsTooLongIsToldUnlessItMayBe() {
        assertEquals("", told("send", "密码？", "好".repeat(70)));
        assertEquals(
                "dialogs/send.yaml:31:11: D07 reply in zh can take 71 characters, 2 short messages; allowed is 1: shorten it"
                        + " or write \"segments: '2'\"",
                told("send", "密码？", "好".repeat(71)));
        assertEquals("", told("send", "zh: 密码？", "segments: '2'~      zh: " + "好".repeat(134)));
        assertTrue(told("send", "zh: 密码？", "segments: '2'~      zh: " + "好".repeat(135))
                .contains("3 short messages; allowed are 2"));
    }

    @Test
    void whatIsTooLongForAnyNumberOfMessagesCanOnlyBeShortened() {
        assertEquals(
                "dialogs/send.yaml:31:11: D07 reply in zh can take 671 characters, 11 short messages; allowed is 1: shorten"
                        + " it",
                told("send", "密码？", "好".repeat(671)));
    }

    /** Three lines of one sort, and what stands between them. */
    @Test
    void aListingCountsItsLines() {
        var files = new ReadFiles(SmallFiles.with("call", "zh: 明细", "zh: 明细<rows>"));
        var said = ReplyContext.in(files.dialog("12345"), files.flow("12345")).stream()
                .filter(each -> !each.reply().rows().isEmpty())
                .findFirst()
                .orElseThrow();
        var size = new Widths(files.scripts, files.dialog("12345")).longest(said, "zh", Template.of("明细<rows>"));

        assertEquals(
                2 + 3 * 11,
                size.characters()
                        - 3 * said.reply().join().getOrDefault("zh", "").length());
        assertEquals(6, Widths.length(Template.of("<a><a>"), Map.of("a", 3)));
    }
}

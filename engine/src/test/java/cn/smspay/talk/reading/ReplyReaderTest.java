package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.ReplyTemplate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand where something is said: a text, the name of one, or several; and what is told of anything else. */
final class ReplyReaderTest {
    private static final int SEGMENTS = 1;

    private final Faults faults = new Faults();
    private final GuardReader guards = new GuardReader(Set.of("rich"), null, List.of(), faults);
    private ReplyReader replies = new ReplyReader(faults, new Languages(List.of("zh")), SEGMENTS, Map.of(), guards);

    private Fields fields(String text) {
        return new Fields(Objects.requireNonNull(YamlFile.read("a.yaml", text, faults)), "a file", faults);
    }

    private void share(String text) {
        replies = replies.with(fields(text), "replies");
    }

    private List<String> said(String text) {
        return replies.say(fields(text), "say").stream().map(this::shown).toList();
    }

    private String shown(ReplyTemplate reply) {
        return reply.id() + ":"
                + Objects.requireNonNull(reply.texts().get("zh")).text();
    }

    private String told() {
        return faults.all().stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void aTextItsNameOrAListOfBothIsSaidInOrder() {
        share("replies:\n  K01:\n    zh: 甲\n  K02:\n    id: X2\n    zh: 乙\n");

        assertEquals(List.of(":丙"), said("say:\n  zh: 丙\n"));
        assertEquals(List.of("K01:甲"), said("say: K01\n"));
        assertEquals(List.of("X2:乙", ":丙", "K01:甲"), said("say:\n  - K02\n  - zh: 丙\n  - K01\n"));
        assertEquals(List.of(), said("other: x\n"), "nothing is said");
        assertEquals("", told());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "say: K03 | a.yaml:1:6: D03 unknown reply \"K03\"; did you mean \"K01\"?",
                "say: 您好 | a.yaml:1:6: D03 a text stands under its language: write zh: … and en: … below, or the name of a reply",
                "say: K01,K02 | a.yaml:1:6: D03 \"K01,K02\" is read as the name of one reply; write a list like [K02, K03], or a text"
                        + " under its language, like zh: …",
                "say: K01 K02 | a.yaml:1:6: D03 \"K01 K02\" is read as the name of one reply; write a list like [K02, K03], or a text"
                        + " under its language, like zh: …",
                "say: \"\" | a.yaml:1:6: D19 the name of a reply is missing here",
                "say: \"  \" | a.yaml:1:6: D19 the name of a reply is missing here",
                "say: [[K01]] | a.yaml:1:7: D19 one reply stands here, or one text in its languages, not a list",
            })
    void whatIsNoReplyIsToldByWhatItsAuthorMeant(String line, String told) {
        share("replies:\n  K01:\n    zh: 甲\n");

        assertEquals(List.of(), said(line + "\n"));
        assertEquals(told, told());
    }

    @Test
    void whereTheKeyOfTheRepliesIsSpeltWronglyNoNameIsAFault() {
        share("replys:\n  K01:\n    zh: 甲\n");

        said("say: K01\n");

        assertEquals("", told(), "the key is told by whoever reads it to the end");
    }

    @Test
    void aNameThatIsToldAlreadyIsNotToldTwice() {
        var line = fields("say: K03\n");
        faults.add(line.valuePlace("say"), "D19", "told");

        replies.say(line, "say");

        assertEquals("a.yaml:1:6: D19 told", told());
    }

    @Test
    void whereNothingElseCouldBeSaidInsteadThereIsNoCondition() {
        var text = "late:\n  when: rich\n  zh: 甲\n";

        assertNotNull(replies.one(fields(text), "late"));
        assertEquals(
                "a.yaml:1: D02 \"when\" can stand only in what a step says; here the text is always said",
                told().replaceFirst("a.yaml:1:\\d+", "a.yaml:1").replaceFirst("a.yaml:2(:\\d+)?", "a.yaml:1"));
        assertNull(replies.one(fields("x: y\n"), "late"));
    }

    @Test
    void refusalsAreByTheirReasonAndThoseThatCannotBeReadAreLeftOut() {
        var all = replies.byName(fields("refusals:\n  too_big:\n    zh: 大\n  too_small: none\n"), "refusals");

        assertEquals(Set.of("too_big"), all.keySet());
        assertEquals("a.yaml:4:14: D03 unknown reply \"none\"; none exist here", told());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 1 | ",
                "segments: \"1\" | 1 | ",
                "segments: \"10\" | 10 | ",
                "segments: {zh: \"3\"} | 3 | ",
                "segments: {} | 1 | ",
            })
    void aTextTakesOneMessageUnlessItSaysHowMany(String line, int most) {
        var reply = replies.reply(Objects.requireNonNull(YamlFile.read("a.yaml", "zh: 甲\n" + line + "\n", faults)));

        assertEquals(Map.of("zh", most), Objects.requireNonNull(reply).segments());
        assertEquals("", told());
    }

    @ParameterizedTest
    @CsvSource({"0", "11", "-1", "x"})
    void moreThanTenMessagesAreNotRead(String many) {
        replies.reply(Objects.requireNonNull(YamlFile.read("a.yaml", "zh: 甲\nsegments: \"" + many + "\"\n", faults)));

        assertEquals(1, faults.all().size(), told());
        assertEquals(2, faults.all().get(0).line());
    }

    @ParameterizedTest
    @CsvSource({"next, b", "wait, b", "retry, b", "end, done", "sms, b"})
    void howItGoesOnStandsBesideTheText(String way, String value) {
        said("say:\n  zh: 甲\n  " + way + ": " + value + "\n");

        assertEquals("a.yaml:3:3: D19 \"" + way + "\" stands within the text; indent it like \"say\" above it", told());
    }

    @Test
    void aTitleHasNoPlaceholders() {
        var node = Objects.requireNonNull(YamlFile.read("a.yaml", "zh: 提现<amount>\n", faults));

        assertEquals(Map.of("zh", "提现<amount>"), replies.texts(node, "a title"));
        assertEquals("a.yaml:1:5: D09 in zh: a title has no placeholders, which would be sent as they stand", told());
    }

    @Test
    void aListingHasALineForEachSortAndWhatStandsBetweenThem() {
        var reply = replies.reply(Objects.requireNonNull(YamlFile.read(
                "a.yaml", "zh: 明细<rows>\njoin:\n  zh: \"；\"\nrows:\n  entry:\n    zh: \"<amount>元\"\n", faults)));

        assertNotNull(reply);
        assertEquals(Map.of("zh", "；"), reply.join());
        assertEquals(Set.of("entry"), reply.rows().keySet());
        assertEquals("", told());
    }
}

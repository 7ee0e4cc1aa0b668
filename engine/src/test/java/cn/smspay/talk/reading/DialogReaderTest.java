package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ValueKind;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link DialogReader} takes and refuses, each limit on both sides. {@code not:} before a message: nothing of that kind is said. */
final class DialogReaderTest {
    private static final String SEND = "dialogs/send.yaml";
    private static final String CALL = "ivr-scripts/call.yaml";

    private final Faults faults = new Faults();

    private Dialog read(String file, String as, Map<String, String> files) {
        var common = Objects.requireNonNull(
                YamlFile.read(ScriptFiles.COMMON, Objects.requireNonNull(files.get(ScriptFiles.COMMON)), faults));
        var shared = new CommonReader(ScriptFiles.COMMON, common, SmallFiles.CATALOGUE.guards(), faults).read();
        var node = Objects.requireNonNull(YamlFile.read(as, Objects.requireNonNull(files.get(file)), faults));
        return new DialogReader(as, node, shared, SmallFiles.CATALOGUE, faults).read();
    }

    private void check(String message) {
        var told = ReadFiles.told(faults);
        if (message.startsWith("not: ")) {
            assertTrue(!told.contains(message.substring("not: ".length())), told);
        } else {
            assertTrue(told.contains(message), told);
        }
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type: pin | type: pin~  x:~    type: digits | \"digits\" is missing: how many digits has x?",
                "type: pin | type: pin~  x:~    type: digits~    digits: 30 | not: \"digits\"",
                "type: pin | type: pin~  x:~    type: digits~    digits: 31 | \"digits\" must be a number from 1 to 30",
                "type: pin | type: pin~  x:~    type: digits~    digits: 0 | \"digits\" must be a number from 1 to 30",
                "type: pin | type: pin~    secret: false | a pin is always kept secret; remove the line",
                "type: pin | type: pin~    secret: true | not: kept secret",
                "type: pin | type: pin~  x:~    type: confirm | \"yes\" is missing: which words confirm?",
                "type: pin | type: pin~  x:~    type: confirm~    yes: [Y] | not: \"yes\" is missing",
                "type: pin | type: pin~  x:~    type: text | \"keep\" is missing: for how many days",
                "type: pin | type: pin~  x:~    type: text~    keep: 400d | not: keep",
                "type: pin | type: pin~  x:~    type: text~    keep: 401d | \"keep\" must be a time",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    shortest: 5~    longest: 5 | not: above",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    shortest: 6~    longest: 5 | \"shortest\" is above \"longest\": no text fits",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    longest: 300 | not: longest",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    longest: 301 | \"longest\" must be a number from 1 to 300",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    characters: runes | unknown sort of characters \"runes\"",
                "type: pin | type: pin~  x:~    type: text~    keep: 9d~    characters: latin | not: characters",
                "type: pin | type: pin~  x:~    type: choice | unknown slot type \"choice\"",
                "max: limits.most | max: \"0.99\" | \"min\" of amount is above its \"max\"",
                "max: limits.most | max: \"1.00\" | not: above its",
                "max: limits.most | max: lots | \"max\" must be an amount like \"0.01\" or limits.<name>, not \"lots\"",
                "commands:~  - words: [FK, 付款]~    take: amount | commands: [FK, 付款] | \"commands\" is a list: each entry begins with a dash",
                "- words: [FK, 付款]~    take: amount | - take: amount | \"words\" is missing; for instance",
                "title:~  zh: 付款~  en: payment~ | ~ | \"title\" is missing: what is the dialogue called?"
            })
    void aDialogueHasItsLimits(String good, String bad, String message) {
        read(SEND, SEND, SmallFiles.with("send", good, bad));

        check(message);
    }

    @ParameterizedTest
    @CsvSource({"0s, true", "1s, false", "60s, false", "61s, true"})
    void aCallWaitsAMinuteAtMost(String patience, boolean refused) {
        read(CALL, CALL, SmallFiles.with("call", "start: main", "start: main~patience: " + patience));

        check((refused ? "" : "not: ") + "\"patience\" must be a time");
    }

    @Test
    void aVoiceMenuAmongTheDialoguesIsToldSoAndNothingElse() {
        read(CALL, "dialogs/call.yaml", SmallFiles.with("call", "start: main", "strat: mian"));

        assertEquals("dialogs/call.yaml:1: D19 a voice menu stands in the folder ivr-scripts", ReadFiles.told(faults));
    }

    @Test
    void aDialogueAmongTheVoiceMenusIsToldSo() {
        read(SEND, "ivr-scripts/send.yaml", SmallFiles.files());

        check("a voice menu begins with the number that is dialled, like ivr: \"12588\"");
    }

    @Test
    void whatIsNotWrittenHasItsUsualValue() {
        var send = read(SEND, SEND, SmallFiles.files());
        assertEquals("look", send.start());
        assertTrue(send.interrupts() && !send.survives());
        assertEquals(ValueKind.MONEY, send.kinds().get("cash"));
        assertTrue(Objects.requireNonNull(send.slots().get("pin")).secret());
        assertEquals(6, Objects.requireNonNull(send.slots().get("pin")).digits());

        var voice = Objects.requireNonNull(read(CALL, CALL, SmallFiles.files()).voice());
        assertEquals("main", voice.withheld());
        assertEquals("main", voice.home());
        assertEquals(Duration.ofSeconds(8), voice.patience());
        assertEquals(Duration.ofSeconds(4), voice.betweenKeys());
        assertEquals(voice.giveUp(), voice.closing());
        assertEquals("", ReadFiles.told(faults));
    }

    @ParameterizedTest
    @CsvSource({"50, false", "51, true"})
    void aCommandHasFiftyWordsAtMost(int words, boolean refused) {
        var list = new StringBuilder("FK");
        for (int i = 1; i < words; i++) {
            list.append(", F").append(i);
        }
        read(SEND, SEND, SmallFiles.with("send", "[FK, 付款]", "[" + list + "]"));

        check((refused ? "" : "not: ") + "more than 50 stand here");
    }
}

package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@link GuardReader} take and refuse, each limit on both
 * sides, and what {@link WordLint}, {@link ReplyLint}, {@link UseLint} and {@link Widths} say of words and texts. Messages are parts of
 * a fault; {@code not:} before one: nothing of that kind is said.
 */
final class LimitsOfFilesTest {
    private static void check(String file, String good, String bad, String message) {
        var faults = SmallFiles.faults(SmallFiles.with(file, good, bad));
        if (message.startsWith("not: ")) {
            var unsaid = message.substring("not: ".length());
            assertTrue(faults.stream().noneMatch(fault -> fault.contains(unsaid)), faults.toString());
        } else {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(message)), message + " not in " + faults);
        }
    }

    private static String choices(int count) {
        var text = new StringBuilder("do: look~    outcomes:~      ok:~        next: pick~  pick:~    choose:~");
        for (int i = 1; i <= count; i++) {
            text.append("      - answer: [\"")
                    .append(i)
                    .append("\"]~        say:~          zh: ")
                    .append(i)
                    .append("甲~");
            text.append("          en: ").append(i).append(" x~        next: amount~");
        }
        return text + "    other: plain~    say:~      zh: 请选<options>~      en: Choose <options>~";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "other: plain~    say: | say: | nothing is said to another answer; add it under \"other\"",
                "  pick:~ | amount2:~ | D03",
                "    other: plain~ | other: plain~    when: rich~ | say under \"else\" which step follows when the menu is not offered",
                "    other: plain~ | other: plain~    when: rich~    else: amount~ | not: \"else\"",
                "    other: plain~ | other: plain~    else: amount~ | \"else\" follows when \"when\" does not hold",
                "answer: [\"1\"] | answer: [] | \"answer\" is missing: which number or words choose this?",
                "answer: [\"1\"] | answer: [\"2\"] | answer \"2\" can be offered together with line",
                "    other: plain~ | other: plain~    keep: 30d~ | not: keep",
                "    other: plain~ | other: plain~    keep: 500d~ | \"keep\" must be a time",
                "    other: plain~ | other: plain~    expire: 9s~ | \"expire\" must be a time from 10s"
            })
    void aMenuByMessageHasItsRules(String good, String bad, String message) {
        var files = SmallFiles.with("send", "do: look~    outcomes:~      ok:~        next: amount~", choices(3));
        var text = String.valueOf(files.get("dialogs/send.yaml"));
        var from = good.replace('~', '\n');
        assertTrue(text.contains(from), from + " in " + text);
        files.put("dialogs/send.yaml", text.replace(from, bad.replace('~', '\n')));
        var faults = SmallFiles.faults(files);
        if (message.startsWith("not: ")) {
            assertTrue(
                    faults.stream().noneMatch(fault -> fault.contains(message.substring("not: ".length()))),
                    faults.toString());
        } else {
            assertTrue(faults.stream().anyMatch(fault -> fault.contains(message)), message + " not in " + faults);
        }
    }

    @Test
    void aChoiceIsKnownByTheNameOfItsStepSoNoSlotMayHaveIt() {
        var files = SmallFiles.with("send", "do: look~    outcomes:~      ok:~        next: amount~", choices(3));
        var text = String.valueOf(files.get("dialogs/send.yaml"));
        files.put(
                "dialogs/send.yaml",
                text.replace("next: pick\n  pick:", "next: pin\n  pin:")
                        .replace("  pin:\n    ask: pin", "  last:\n    ask: pin"));
        assertTrue(
                SmallFiles.faults(files).stream()
                        .anyMatch(fault ->
                                fault.contains("\"pin\" is also the name of a slot; what is chosen has the name")),
                SmallFiles.faults(files).toString());
    }

    /** D11 and D12: what a phone can send, and whose word it is. */
    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "send|[FK, 付款]|[FK, 12345678]|\"12345678\" would be taken out of answers, where numbers are amounts",
                "send|[FK, 付款]|[FK, 1A]|not: would be taken out",
                "send|[FK, 付款]|[FK, \"付, 款\"]|is read as one word",
                "send|[FK, 付款]|[FK, 付 款]|\"付 款\" is read as one word",
                "send|[FK, 付款]|[FK, PAY NOW]|not: is read as one word",
                "send|[FK, 付款]|[FK, ПАY]|looks like a Latin letter and is none",
                "send|[FK, 付款]|[FK, ΡΑΥ]|looks like a Latin letter and is none",
                "send|[FK, 付款]|[FK, é]|phones do not send",
                "send|[FK, 付款]|[FK, \uD83D\uDE00]|phones do not send",
                "send|[FK, 付款]|[FK, \"。\"]|D11",
                "send|[FK, 付款]|[FK, 0]|\"0\" is already a control word",
                "common|back: [B]|back: [bz]|\"BZ\" is already a control word",
                "send|[FK, 付款]~    take: amount|[FK, 付款]~    take: amount~  - words: [FK1]|\"FK1\" would never reach \"FK\", which takes what follows it as its amount",
                "send|[FK, 付款]~    take: amount|[FK, 付款]~    take: amount~  - words: [FK 快]|\"FK 快\" would never reach \"FK\"",
                "send|[FK, 付款]~    take: amount|[FK, 付款]~    take: amount~  - words: [FKX]|not: would never reach",
                "send|type: pin|type: pin~  x:~    type: confirm~    yes: [FK]|the answer \"FK\" is also a command of"
            })
    void aWordCanBeSentAndIsOnesOwn(String file, String good, String bad, String message) {
        check(file, good, bad, message);
    }

    /** D07, D09, D20, D22, D24: what a text may hold, and how long it may become. */
    @ParameterizedTest(name = "{2}: {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "common | zh: 好 | zh: 好的cash | \"cash\" would be sent as it stands; write <cash>",
                "common | zh: 好 | zh: 好的site | \"site\" would be sent as it stands; write <site>",
                "common | zh: 好 | zh: 好的word | not: would be sent as it stands",
                "common | zh: 好 | zh: 好,是 | a half-width \",\" stands in a Chinese text",
                "common | zh: 好 | zh: 好. | a half-width \".\" stands in a Chinese text",
                "common | zh: 好 | zh: 好，是。 | not: half-width",
                "common | zh: 好 | zh: 好1.5 | not: half-width",
                "common | en: Fine | en: Fine words – here you are now | \"–\" makes the text in en a UCS-2 message",
                "common | en: Fine | en: Fine – yes | not: UCS-2",
                "common | en: Fine | en: Fine – “so” you are, and more of it | not: UCS-2",
                "common | en: Fine | en: Fine \uD83D\uDE00 | is not a character of short messages; use another",
                "common | en: Fine | en: Fine <nobody> | unknown placeholder <nobody>",
                "notices | en: <amount> sent | en: sent | in en: <amount> is missing, which zh says",
                "notices | zh: 已付<amount>元 | zh: 已付 | in zh: <amount> is missing, which en says",
                "notices | en: <amount> sent | en: <amuont> sent | unknown placeholder <amuont>; did you mean \"amount\"",
                "notices | zh: 已付<amount>元 | zh: 已付<amount>元，请看<site> | <site> is missing",
                "common | replies:~  plain: | replies:~  spare:~    zh: 多~    en: More~  plain: | nothing says the reply \"spare\"; remove it",
                "common | outcomes:~  nobody: | outcomes:~  noboby: | no action ends in \"noboby\" here; did you mean \"nobody\"",
                "send | dialog: send | dialog: send~late: plain | not: is never said",
                "notices | id: N1 | id: S1 | number S1 stands on another text, too: "
            })
    void aTextHoldsWhatAPhoneCanShow(String file, String good, String bad, String message) {
        check(file, good, bad, message);
    }

    @Test
    void aNumberOfAFamilyMayStandOnSeveralTexts() {
        var files = SmallFiles.with("notices", "id: N1", "id: S1");
        files.merge(
                "dialogs/_common.yaml", "", (text, none) -> text.replace("help: [BZ]", "help: [BZ]\nfamilies: [S1]"));
        assertEquals(List.of(), SmallFiles.faults(files));
    }

    @Test
    void aDialogueThatAsksNothingHasNothingToSayToAnAnswerThatIsLate() {
        var files = SmallFiles.files();
        files.put("dialogs/tell.yaml", """
                dialog: tell
                title:
                  zh: 说
                  en: tell
                commands:
                  - words: [SHUO]
                late: plain
                steps:
                  say:
                    say: plain
                    end: done
                """);
        assertTrue(
                SmallFiles.faults(files).stream()
                        .anyMatch(fault -> fault.contains("\"late\" is never said: no step of the dialogue asks")),
                SmallFiles.faults(files).toString());
    }

    /** Seventy characters of a Chinese text fit into one message, a hundred and sixty of a Latin one; the widest value counts. */
    @ParameterizedTest
    @CsvSource({"zh, 70, false", "zh, 71, true", "en, 160, false", "en, 161, true"})
    void theLongestThatATextCanBecomeCounts(String language, int characters, boolean refused) {
        boolean chinese = language.equals("zh");
        var filler = (chinese ? "字" : "x").repeat(characters);
        var faults = SmallFiles.faults(
                SmallFiles.with("common", chinese ? "zh: 好" : "en: Fine", (chinese ? "zh: " : "en: ") + filler));
        assertEquals(refused, faults.stream().anyMatch(fault -> fault.contains("D07")), faults.toString());
        var longer = SmallFiles.faults(SmallFiles.with("common", "cancel: [\"0\"]", "cancel: [\"0\"]~segments: 2"));
        assertEquals(List.of(), longer);
    }

    @Test
    void aValueCountsAsWideAsItCanBecome() {
        // Seven characters and the widest amount of money.
        var most = SmallFiles.faults(SmallFiles.with("send", "zh: 有<cash>元", "zh: 有<cash>元" + "字".repeat(50)));
        assertEquals(List.of(), most);
        var over = SmallFiles.faults(SmallFiles.with("send", "zh: 有<cash>元", "zh: 有<cash>元" + "字".repeat(66)));
        assertTrue(over.stream().anyMatch(fault -> fault.contains("D07")), over.toString());
    }
}

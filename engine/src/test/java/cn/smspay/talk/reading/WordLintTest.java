package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link WordLint} says of the words of commands and answers, alone. */
final class WordLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        new WordLint(files.scripts, files.nodes.get(ScriptFiles.COMMON), told).check();
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "common | help: [BZ] | help: [fk] | dialogs/send.yaml:6: D11 \"FK\" is already a control word; choose another word",
                "common | help: [BZ] | help: [b] | dialogs/_common.yaml:4: D11 \"B\" is already a control word; choose another word",
                "common | cancel: [\"0\"] | cancel: [\"5\"] | dialogs/_common.yaml:2: D11 \"5\" would be taken out of answers, where numbers are amounts and passwords; a command has a letter",
                "common | cancel: [\"0\"] | cancel: [X, \"0\"] | ``",
                "send | [FK, 付款] | [FK, \"100\"] | dialogs/send.yaml:6: D11 \"100\" would be taken out of answers, where numbers are amounts and passwords; a command has a letter",
                "send | [FK, 付款] | [FK, 十二元] | dialogs/send.yaml:6: D11 \"十二元\" would be taken out of answers, where numbers are amounts and passwords; a command has a letter",
                "send | [FK, 付款] | [FK, F12] | ``",
                "send | [FK, 付款] | [FK, FK1] | dialogs/send.yaml:6: D11 \"FK1\" would never reach \"FK\", which takes what follows it as its amount; choose another word",
                "send | [FK, 付款] | [FK, FK 付] | dialogs/send.yaml:6: D11 \"FK 付\" is read as one word; write a list with ordinary brackets and commas, like [CX, 余额] & dialogs/send.yaml:6: D11 \"FK 付\" would never reach \"FK\", which takes what follows it as its amount; choose another word",
                "send | [FK, 付款] | [FK, FKX] | ``",
                "send | [FK, 付款] | [FK，付款] | dialogs/send.yaml:6: D11 \"FK,付款\" is read as one word; write a list with ordinary brackets and commas, like [CX, 余额]",
                "send | [FK, 付款] | [FK, 付 款] | dialogs/send.yaml:6: D11 \"付 款\" is read as one word; write a list with ordinary brackets and commas, like [CX, 余额]",
                "send | [FK, 付款] | [FK, 😀] | dialogs/send.yaml:6: D11 \"😀\" of \"😀\" is U+1F600, which phones do not send; use letters A to Z, digits or Chinese characters",
                "send | [FK, 付款] | [FК] | dialogs/send.yaml:6: D11 \"К\" of \"FК\" is U+041A, which looks like a Latin letter and is none; use letters A to Z, digits or Chinese characters",
                "send | [FK, 付款] | [FÉ] | dialogs/send.yaml:6: D11 \"É\" of \"FÉ\" is U+00C9, which phones do not send; use letters A to Z, digits or Chinese characters",
                "send | [FK, 付款] | [AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] | ``",
                "send | [FK, 付款] | [AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA] | dialogs/send.yaml:6: D11 \"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\" is longer than the 60 characters that are compared; shorten it",
                "send | min: \"1\"~    max | max | dialogs/send.yaml:9: D12 (warning) 0 would be taken as an amount and no longer cancel; give \"amount\" a \"min\"",
                "send | type: pin | type: confirm~    yes: [BZ]~    no: [N] | dialogs/send.yaml:13: D12 (warning) the answer \"BZ\" is also a control word; while this question is open the answer wins",
                "send | type: pin | type: confirm~    yes: [BZX]~    no: [N] | ``",
                "send | type: pin | type: confirm~    yes: [N, Y]~    no: [N] | dialogs/send.yaml:13: D14 \"N\" means yes and no; keep one of both"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }
}

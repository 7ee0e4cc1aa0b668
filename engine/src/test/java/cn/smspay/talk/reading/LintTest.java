package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every rule, by a mistake made in a small set of files that has none. Holds {@link NameLint}, {@link ValueLint}, {@link FlowLint}, {@link GuardReader} and {@link BackTargets} to their rules.
 */
final class LintTest {
    @Test
    void findsNothingInFilesWithoutMistakes() {
        var loaded = ScriptFiles.read(SmallFiles.files(), SmallFiles.CATALOGUE);

        assertEquals(List.of(), loaded.faults());
        assertNotNull(loaded.scripts());
    }

    @ParameterizedTest(name = "{0}: {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "D01 | send | end: pending | end: pending~  lost:~    say: plain~    end: done | send.yaml:46: D01 no way leads to step \"lost\"",
                "D01 | send | type: pin | type: pin~  spare:~    type: pin | send.yaml:15: D01 nothing asks for slot \"spare\"",
                "D02 | send | end: pending | ~ | send.yaml:43: D02 say how it goes on",
                "D02 | send | end: pending | end: pending~        next: look | send.yaml:45:14: D02 say how it goes on",
                "D03 | send | next: pin | next: pim | send.yaml:26:11: D03 unknown step \"pim\"; did you mean \"pin\"?",
                "D03 | send | ask: pin | ask: pim | send.yaml:28:10: D03 unknown slot \"pim\"; did you mean \"pin\"?",
                "D03 | send | do: look | do: luok | send.yaml:17:9: D03 unknown action \"luok\"; did you mean \"look\"?",
                "D03 | send | when: rich | when: not ritch | send.yaml:29:11: D03 unknown guard \"ritch\"; did you mean \"rich\"?",
                "D03 | send | say: plain | say: plan | send.yaml:44:14: D03 unknown reply \"plan\"; did you mean \"plain\"?",
                "D03 | send | limits.most | limits.moast | send.yaml:12:10: D03 unknown limit \"moast\"; did you mean \"most\"?",
                "D03 | send | take: amount | take: amout | send.yaml:7:11: D03 unknown slot \"amout\"; did you mean \"amount\"?",
                "D03 | send | title: | titel: | send.yaml:2:1: D03 unknown key \"titel\"; did you mean \"title\"?",
                "D03 | send | type: pin | type: pni | send.yaml:14:11: D03 unknown slot type \"pni\"; did you mean \"pin\"?",
                "D03 | call | dialog: send | dialog: sent | call.yaml:41:15: D03 unknown dialogue \"sent\"; did you mean \"send\"?",
                "D03 | notices | sent: | snet: | _notices.yaml:2: D03 unknown notice \"snet\"; did you mean \"sent\"?",
                "D04 | send | unknown: | unknwon: | send.yaml:43:7: D04 send has no outcome \"unknwon\"; did you mean \"unknown\"?",
                "D04 | common | nobody: | noboby: | _common.yaml:19:3: D04 no action ends in \"noboby\" here; did you mean \"nobody\"?",
                "D04 | call | line: | lime: | D03 unknown sort of line \"lime\"; did you mean \"line\"?",
                "D05 | send | end: pending | end: failed | send.yaml:45:14: D05 \"unknown\" of send must \"end: pending\"",
                "D06 | common | not_pin: plain | not_pin: plain~ pin | D19",
                "D06 | common | too_big: plain | ~ | send.yaml:9: D06 nothing is said when \"amount\" is refused for too_big",
                "D06 | common | fault: plain | ~ | D06 \"says\" lacks \"fault\"",
                "D06 | send | type: pin | type: confirm~    yes: [Y]~    no: [N] | D06 \"pin\" can be answered with no; say what follows under \"no\"",
                "D02 | call | start_sms:~      dialog: send | start_sms:~      dialog: send~      at: nowhere | D03 unknown step \"nowhere\"",
                "D07 | send | zh: 有<cash>元 | zh: 有<cash>元，店<shop>，店<shop> | send.yaml:24:11: D07 reply in zh can take 96 characters, 2 short messages; allowed is 1",
                "D08 | send | en: Password? | ~ | send.yaml:30: D08 the text in language \"en\" is missing",
                "D09 | send | en: You have <cash> | en: You have <cahs> | send.yaml:25:11: D09 in en: unknown placeholder <cahs>; did you mean \"cash\"?",
                "D10 | send | en: Done <key> | en: Done <key> <pin> | send.yaml:41:15: D10 in en: <pin> would say a secret back",
                "D11 | common | help: [BZ] | help: [fk] | send.yaml:6: D11 \"FK\" is already a control word",
                "D11 | call | \"12345\" | send | D11 \"send\" is also the name of",
                "D13 | call | end: done | next: over | call.yaml:39: D13 step \"over\" comes back to itself without a question",
                "D16 | call | when: not rich | when: not late | call.yaml:21: D16 key 1 can be offered together with line 18",
                "D16 | call | key: \"1\" | key: \"11\" | D16 \"key\" must be one of 0-9 * #",
                "D19 | send | title:~  zh: 付款~  en: payment | title: {zh: 付款, en: payment} | send.yaml:2: D19 a text stands inside braces",
                "D19 | send | dialog: send | dialog: send~dialog: send | send.yaml:2:1: D19 \"dialog\" stands here twice",
                "D19 | send | take: amount | take:\tamount | D19",
                "D20 | send | zh: 密码？ | zh: 密码😀？ | send.yaml:31:11: D20 \"😀\" is not a character of short messages",
                "D20 | send | en: Password? | en: Your payment password, please… | send.yaml:32:11: D20 \"…\" makes the text in en",
                "D21 | send | zh: 密码？ | zh: 密码？<key> | D21 in zh: <key> may not be known yet",
                "D01 | send | next: amount | next: send | send.yaml:21: D01 no way leads to step \"amount\""
            })
    void saysWhereAndWhatIsWrong(String rule, String file, String good, String bad, String message) {
        var loaded = ScriptFiles.read(SmallFiles.with(file, good, bad), SmallFiles.CATALOGUE);

        var faults = loaded.faults().stream().map(Fault::toString).toList();
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(message)), message + " not in " + faults);
        assertNull(loaded.scripts());
    }
}

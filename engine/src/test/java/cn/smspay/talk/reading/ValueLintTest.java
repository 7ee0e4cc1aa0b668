package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ValueLint} says of placeholders and of the values that actions need, alone. */
final class ValueLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        for (String name : files.scripts.dialogs().keySet().stream().sorted().toList()) {
            new ValueLint(files.scripts, files.dialog(name), files.flow(name), told).check();
        }
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "send | 有<cash>元 | 有<cahs>元 | dialogs/send.yaml:24:11: D09 in zh: unknown placeholder <cahs>; did you mean \"cash\"?",
                "send | 有<cash>元 | 有<cash>元<most><site><op><cmd><tries><nothing_moved> | ``",
                "send | 有<cash>元 | 有<cash>元，错<left> | dialogs/send.yaml:24:11: D09 in zh: unknown placeholder <left>; known are cash, cmd, max, min, most, nothing_moved, op, shop, site, tries",
                "send | 密码？ | 密码？<key> | dialogs/send.yaml:31:11: D21 in zh: <key> may not be known yet where this is said",
                "send | 密码？ | 密码？<cash> | ``",
                "send | Done <key> | Done <key> <pin> | dialogs/send.yaml:41:15: D10 in en: <pin> would say a secret back; remove it",
                "send | Done <key> | Done <key> <amount> | ``",
                "send | type: pin | type: digits~    digits: 6~    refusals: {not_digits: plain, wrong_length: plain} | dialogs/send.yaml:13: D10 \"pin\" is a secret of send; add \"secret: true\"",
                "send | next: amount | next: send | dialogs/send.yaml:24:11: D21 in zh: <cash> may not be known yet where this is said & dialogs/send.yaml:25:11: D21 in en: <cash> may not be known yet where this is said & dialogs/send.yaml:34: D21 send needs \"amount\", which may be empty here; ask for it on every way",
                "send | next: amount | next: pin | dialogs/send.yaml:34: D21 send needs \"amount\", which may be empty here; ask for it on every way",
                "call | line: | lime: | ivr-scripts/call.yaml:31: D04 lines of the sort \"line\" are not said; add it under \"rows\" & ivr-scripts/call.yaml:35: D03 unknown sort of line \"lime\"; did you mean \"line\"?",
                "call | <sum>元 | <sum>元<cash> | ivr-scripts/call.yaml:36:19: D09 in zh: unknown placeholder <cash>; known are cmd, left, most, nothing_moved, op, site, tries",
                "call | zh: 明细 | zh: 明细<rows> | ``",
                "call | zh: 您好 | zh: 您好<rows> | ivr-scripts/call.yaml:25:11: D09 in zh: unknown placeholder <rows>; known are cmd, most, nothing_moved, op, site, tries",
                "call | zh: 您好 | zh: 您好<sum> | ivr-scripts/call.yaml:25:11: D09 in zh: unknown placeholder <sum>; known are cmd, most, nothing_moved, op, site, tries"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }
}

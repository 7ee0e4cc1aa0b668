package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link FlowLint} says of steps, keys and ways, alone: the mistake, and every word of it. */
final class FlowLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        for (String name : files.scripts.dialogs().keySet().stream().sorted().toList()) {
            new FlowLint(files.scripts, files.dialog(name), files.flow(name), told).check();
        }
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "send | next: amount | next: send | dialogs/send.yaml:21: D01 no way leads to step \"amount\"; remove it or name it somewhere",
                "send | end: pending | end: pending~  lost:~    say: plain~    next: behind~  behind:~    say: plain~    end: done | dialogs/send.yaml:46: D01 no way leads to step \"lost\"; remove it or name it somewhere",
                "send | type: pin | type: pin~  spare:~    type: pin | dialogs/send.yaml:15: D01 nothing asks for slot \"spare\"; remove it",
                "send | end: pending | end: failed | dialogs/send.yaml:45:14: D05 \"unknown\" of send must \"end: pending\": the money may have moved",
                "send | end: pending | end: done | dialogs/send.yaml:45:14: D05 \"unknown\" of send must \"end: pending\": the money may have moved",
                "send | say: plain~        end: pending | say: plain~        wait: look | dialogs/send.yaml:45:15: D05 \"unknown\" of send must \"end: pending\": the money may have moved & dialogs/send.yaml:45:15: D02 \"wait: look\" leads to a step that asks nothing; name a question, or write \"next: look\"",
                "send | say: plain~        end: pending | say: plain~        retry: look | dialogs/send.yaml:45:16: D05 \"unknown\" of send must \"end: pending\": the money may have moved & dialogs/send.yaml:45:16: D02 \"retry: look\" leads to a step that asks nothing; name a question, or write \"next: look\"",
                "send | say: plain~        end: pending | say: plain~        wait: pin | dialogs/send.yaml:45:15: D05 \"unknown\" of send must \"end: pending\": the money may have moved",
                "send | dialog: send | dialog: send~interrupts: false | dialogs/send.yaml:22: D15 a dialogue with \"interrupts: false\" cannot ask: another question may be open; remove one of both",
                "send | say:~      zh: 有<cash>元~      en: You have <cash>~    next: pin | next: pin | ``",
                "send | say:~      zh: 密码？~      en: Password?~    next: send | next: send | dialogs/send.yaml:27: D06 question \"pin\" needs \"say\": no command brings its answer along",
                "send | type: pin | type: confirm~    yes: [Y]~    no: [N] | dialogs/send.yaml:29: D06 \"pin\" can be answered with no; say what follows under \"no\"",
                "send | type: pin | type: confirm~    yes: [Y] | ``",
                "send | end: pending | next: more~  more:~    start_sms:~      dialog: send~    say: plain~    end: done | dialogs/send.yaml:45:15: D05 \"unknown\" of send must \"end: pending\": the money may have moved & dialogs/send.yaml:46: D02 step \"more\" can stand only in a voice menu",
                "send | end: pending | end: pending~        sms: plain | dialogs/send.yaml:34: D02 \"sms\" can stand only in a voice menu; write \"say\"",
                "call | when: not rich | when: not late | ivr-scripts/call.yaml:21: D16 key 1 can be offered together with line 18; let \"when\" say which",
                "call | when: not rich | when: rich | ivr-scripts/call.yaml:21: D16 key 1 can be offered together with line 18; let \"when\" say which",
                "call | - key: \"1\"~        when: not rich | - key: \"2\"~        when: rich | ``",
                "call | end: done | next: over | ivr-scripts/call.yaml:39: D13 step \"over\" comes back to itself without a question",
                "call | next: main | next: over | ``"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }
}

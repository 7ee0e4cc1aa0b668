package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Catalogue;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link NameLint} says of names that one file uses of another, alone. */
final class NameLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        new NameLint(files.scripts, files.declared, files.nodes, told).check(file -> true);
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "notices | sent: | snet: | dialogs/_notices.yaml:2: D03 unknown notice \"snet\"; did you mean \"sent\"?",
                "notices | sent:~    id: N1~    zh: 已付<amount>元~    en: <amount> sent | {} | dialogs/_notices.yaml:1: D04 notice \"sent\" is not said; add it under \"notices\", here or in a dialogue",
                "call | dialog: send | dialog: sent | ivr-scripts/call.yaml:41:15: D03 unknown dialogue \"sent\"; did you mean \"send\"?",
                "call | dialog: send | dialog: send~      at: nowhere | ivr-scripts/call.yaml:42:11: D03 unknown step \"nowhere\"; known are amount, look, pin, send",
                "call | dialog: send | dialog: send~      at: pin | ``"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }

    private static String told(Catalogue.Builder more, Map<String, String> files) {
        var read = new ReadFiles(files, more.build());
        return told(read);
    }

    private static Catalogue.Builder catalogue() {
        var small = SmallFiles.CATALOGUE;
        var builder = new Catalogue.Builder().guards("rich", "late").limit("most", 10);
        small.actions().values().forEach(builder::action);
        return builder.notice("sent", Catalogue.money("amount"));
    }

    @Test
    void aDialogueThatTheServiceBeginsIsThere() {
        assertEquals("", told(catalogue().begins("send"), SmallFiles.files()));
        assertEquals(
                "dialogs/hello.yaml:1: D19 there is no dialogue \"hello\", which the service begins by itself; put the file"
                        + " back, with \"dialog: hello\" in it",
                told(catalogue().begins("hello"), SmallFiles.files()));
    }

    /** By a word, by a call, or by the service. */
    @Test
    void aDialogueIsBegunBySomething() {
        var silent = SmallFiles.with("send", "commands:~  - words: [FK, 付款]~    take: amount~", "~");
        assertEquals("", told(catalogue().begins("send"), silent));
        assertEquals("", told(catalogue().begins("12345"), silent), "the call begins it");
        silent.computeIfPresent(
                "ivr-scripts/call.yaml", (file, text) -> text.replace("start_sms:\n      dialog: send\n    ", ""));

        assertEquals(
                "dialogs/send.yaml:1:1: D01 no word opens the dialogue; list some under \"commands\", like \"- words: [TX,"
                        + " 提现]\"",
                told(catalogue().begins("12345"), silent));
    }

    @Test
    void everyWordOfAValueIsWrittenAndNoOther() {
        var files = SmallFiles.with(
                "common", "says:", "words:~  one_way:~    zh: 单向~    en: one way~  odd:~    zh: 奇~    en: odd~says:");

        assertEquals("", told(catalogue().words("one_way", "odd"), files));
        assertEquals(
                "dialogs/_common.yaml:7:1: D04 word \"stopped\" is not written; add it under \"words\"",
                told(catalogue().words("one_way", "odd", "stopped"), files));
        assertEquals(
                "dialogs/_common.yaml:11:3: D03 unknown word \"odd\"; known are one_way",
                told(catalogue().words("one_way"), files));
    }
}

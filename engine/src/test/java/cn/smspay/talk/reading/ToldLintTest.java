package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ToldLint} says of texts that tell what to send, alone. */
final class ToldLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        new ToldLint(files.scripts, told).check(dialog -> true);
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "send | 密码？ | 密码？回复QZ取消 | dialogs/send.yaml:31:11: D16 in zh: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "send | 密码？ | 密码？回复FK取消 | ``",
                "send | 密码？ | 密码？回复B返回 | ``",
                "send | 密码？ | 密码？发送“QZ” | dialogs/send.yaml:31:11: D16 in zh: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "send | 密码？ | 密码？发送QZ2 | ``",
                "send | Password? | Password? Reply with QZ | dialogs/send.yaml:32:11: D16 in en: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "send | Password? | Password? Reply fk | ``",
                "send | Password? | Password? Reply FK | ``",
                "send | 密码？ | 密码？回复5 | dialogs/send.yaml:31:11: D16 in zh: the text tells to reply 5, which is no answer here",
                "send | 密码？ | 密码？回复0 | ``",
                "send | 密码？ | 密码？回复5元 | ``",
                "send | 密码？ | 密码？回复6位 | ``",
                "send | Password? | Password? Reply 5 | dialogs/send.yaml:32:11: D16 in en: the text tells to reply 5, which is no answer here",
                "send | Password? | Password? Reply 5 digits | ``",
                "notices | 已付<amount>元 | 已付<amount>元，回复QZ | dialogs/_notices.yaml:4:9: D16 in zh: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "common | zh: 好 | zh: 好，回复QZ | dialogs/_common.yaml:33:9: D16 in zh: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "call | zh: 您好 | zh: 您好，回复QZ | ivr-scripts/call.yaml:25:11: D16 in zh: the text tells to send \"QZ\", which no dialogue understands; did you mean \"BZ\"?",
                "send | type: pin~steps: | type: confirm~    yes: [Y, \"1\"]~    no: [N]~steps: | ``"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }

    /** A question that is confirmed names its words, whatever else it names. */
    @Test
    void whatAQuestionTellsToAnswerIsOneOfItsAnswers() {
        for (String text : new String[] {"回复Y确认", "回复Y或FK", "回复1"}) {
            assertEquals("", told(confirming(text)), text);
        }
        assertEquals(
                "dialogs/send.yaml:33:11: D16 in zh: the text tells to reply \"FK\", but the answers are 1, Y, N",
                told(confirming("回复FK")));
        assertEquals(
                "dialogs/send.yaml:33:11: D16 in zh: the text tells to reply 2, which is no answer here",
                told(confirming("回复2")));
    }

    private static ReadFiles confirming(String text) {
        var files = SmallFiles.with("send", "type: pin", "type: confirm~    yes: [\"1\", Y]~    no: [N]");
        files.computeIfPresent("dialogs/send.yaml", (file, old) -> old.replace("密码？", text));
        return new ReadFiles(files);
    }
}

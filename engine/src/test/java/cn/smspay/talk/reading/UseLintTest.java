package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link UseLint} says of what nothing leads to, and of numbers that stand twice, alone. */
final class UseLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        new UseLint(files.scripts, files.nodes, told).check(file -> true);
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "common | en: Fine | en: Fine~  spare:~    zh: 余~    en: Spare | dialogs/_common.yaml:35:3: D01 nothing says the reply \"spare\"; remove it, or name it somewhere",
                "send | steps: | replies:~  spare:~    zh: 余~    en: Spare~steps: | dialogs/send.yaml:16:3: D01 nothing says the reply \"spare\"; remove it, or name it somewhere",
                "common | nobody: | noboby: | dialogs/_common.yaml:19:3: D04 no action ends in \"noboby\" here; did you mean \"nobody\"?",
                "send | steps: | outcomes:~  nobody:~    say: plain~    end: done~steps: | ``",
                "send | steps: | outcomes:~  strange:~    say: plain~    end: done~steps: | dialogs/send.yaml:16:3: D04 no action ends in \"strange\" here; known are nobody, ok, unknown",
                "send | steps: | give_up: plain~late: plain~steps: | ``",
                "send | id: S1 | id: N1 | dialogs/_notices.yaml:4:9: D25 (warning) number N1 stands on another text, too: dialogs/send.yaml:40:15; give this one a number of its own, or list N1 under \"families\" in dialogs/_common.yaml",
                "common | languages: [zh, en] | languages: [zh, en]~families: [S1, N1] | ``",
                "send | zh: 密码？ | id: S1~      zh: 密码？ | dialogs/send.yaml:41:15: D25 (warning) number S1 stands on another text, too: dialogs/send.yaml:32:11; give this one a number of its own, or list S1 under \"families\" in dialogs/_common.yaml"
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }

    @Test
    void aDialogueThatAsksNothingGivesNothingUp() {
        var files = SmallFiles.files();
        files.put("dialogs/quiet.yaml", """
                dialog: quiet
                title:
                  zh: 静
                  en: quiet
                late: plain
                give_up: plain
                steps:
                  over:
                    say: plain
                    end: done
                """);

        assertEquals(
                "dialogs/quiet.yaml:5:1: D01 \"late\" is never said: no step of the dialogue asks; remove it"
                        + " & dialogs/quiet.yaml:6:1: D01 \"give_up\" is never said: no step of the dialogue asks; remove"
                        + " it",
                told(new ReadFiles(files)));
    }

    @Test
    void aNumberOfAFamilyMayStandOnSeveralTexts() {
        var files = SmallFiles.with("send", "id: S1", "id: N1");
        assertEquals(false, told(new ReadFiles(files)).isEmpty());
        files.computeIfPresent(ScriptFiles.COMMON, (file, text) -> text.replace("cancel:", "families: [N1]\ncancel:"));

        assertEquals("", told(new ReadFiles(files)));
    }
}

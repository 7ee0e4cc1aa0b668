package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.script.Step;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which question comes before which, as {@link BackTargets} finds it. */
final class BackTargetsTest {
    /** The steps of a dialogue, with nothing known of the way back. */
    private static Map<String, Step> steps(String good, String bad) {
        var steps = new LinkedHashMap<String, Step>();
        new ReadFiles(SmallFiles.with("send", good, bad))
                .dialog("send")
                .steps()
                .forEach((name, step) -> steps.put(name, step instanceof Step.Ask ask ? ask.withBack("") : step));
        return steps;
    }

    private static String back(Map<String, Step> steps, String name) {
        return steps.get(name) instanceof Step.Ask ask ? ask.back() : "none";
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "dialog: send | dialog: send | pin | amount",
                "dialog: send | dialog: send | amount | ``",
                "say:~      zh: 有<cash>元~      en: You have <cash>~    next: pin | next: pin | pin | ``",
                "next: pin | next: again~  again:~    do: look~    outcomes:~      ok:~        next: pin | pin | amount",
                "say: plain~        end: pending | say: plain~        next: amount | amount | ``",
                "next: send | next: last~  last:~    ask: pin~    say: plain~    next: send | last | pin"
            })
    void theNearestQuestionWithWordsOnTheWayComesBefore(String good, String bad, String step, String before) {
        assertEquals(before, back(BackTargets.filled(steps(good, bad)), step));
    }

    @org.junit.jupiter.api.Test
    void whatTheFileSaysStays() {
        var steps = steps("dialog: send", "dialog: send");
        var pin = (Step.Ask) java.util.Objects.requireNonNull(steps.get("pin"));
        steps.put("pin", pin.withBack("look"));

        assertEquals("look", back(BackTargets.filled(steps), "pin"));
        assertEquals(4, BackTargets.filled(steps).size());
    }
}

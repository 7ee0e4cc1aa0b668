package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link ChoiceReader} takes for a menu by short message. */
final class ChoiceReaderTest {
    private static final String OTHER = "other:\n  zh: 请重选\n";

    private final Faults faults = new Faults();

    private static String choices(int count) {
        var text = new StringBuilder("choose:\n");
        for (int i = 1; i <= count; i++) {
            text.append("  - answer: [\"")
                    .append(i)
                    .append("\"]\n    next: s")
                    .append(i)
                    .append('\n');
        }
        return text.toString();
    }

    private Fields fields(String text) {
        return new Fields(Objects.requireNonNull(YamlFile.read("dialogs/a.yaml", text, faults)), "a step", faults);
    }

    private Step.Ask read(String name, String text, Map<String, ReplyTemplate> unchosen) {
        var guards = new GuardReader(Set.of("rich"), null, List.of("zh"), faults);
        var replies = new ReplyReader(faults, new Languages(List.of("zh")), 1, Map.of(), guards);
        var names = new NameUses(fields("dialog: a\n"), faults);
        return (Step.Ask) new ChoiceReader(fields(text), names, replies, guards, unchosen, faults)
                .read(name, Set.of("amount"), Duration.ofMinutes(10));
    }

    private Step.Ask read(String text) {
        return read("pick", text + OTHER, Map.of());
    }

    private String told() {
        return ReadFiles.told(faults);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false", "20, false", "21, true"})
    void aMenuHasTwoToTwentyChoices(int count, boolean refused) {
        var menu = read(choices(count));

        assertEquals(count, menu.choices().size());
        assertEquals(refused ? "dialogs/a.yaml:1: D02 \"choose\" is a list of 2 to 20 choices" : "", told());
    }

    @Test
    void whatIsChosenIsKnownByTheNameOfTheStep() {
        var menu = read(choices(12));

        assertEquals("pick", menu.slot().name());
        assertEquals(2, menu.slot().wording().longest(), "as long as the longest answer");
        assertEquals(0, menu.slot().wording().keepDays());
        assertEquals("s1", menu.next());
        assertEquals(Duration.ofMinutes(10), menu.expire());
    }

    @Test
    void aNameThatASlotHasIsTaken() {
        read("amount", choices(2) + OTHER, Map.of());

        assertTrue(told().contains("D03 \"amount\" is also the name of a slot"), told());
    }

    @Test
    void aMenuThatIsNotAlwaysOfferedSaysWhatFollowsAndOnlyThat() {
        read(choices(2) + "when: rich\nelse: s9\n");
        assertEquals("", told());

        read(choices(2) + "when: rich\n");
        assertTrue(told().contains("say under \"else\" which step follows when the menu is not offered"), told());
        assertTrue(!told().contains("add that"), told());
        read(choices(2) + "else: s9\n");
        assertTrue(told().contains("\"else\" follows when \"when\" does not hold; add that"), told());
    }

    @Test
    void anotherAnswerIsToldSomething() {
        read("pick", choices(2), Map.of());

        assertEquals("dialogs/a.yaml:1: D06 nothing is said to another answer; add it under \"other\"", told());
    }

    @Test
    void whatAllMenusSayToAnotherAnswerWillDo() {
        var reply = new ReplyTemplate("G27", Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), List.of(), "b.yaml", 1);

        var menu = read("pick", choices(2), Map.of("not_choice", reply));

        assertEquals(reply, menu.slot().refusals().get("not_choice"));
        assertEquals("", told());
    }

    @Test
    void anAnswerIsNeededAndStandsOnce() {
        var menu = read("choose:\n  - answer: [a, A]\n    next: s1\n  - next: s2\n");

        assertEquals(List.of("A"), menu.choices().get(0).words());
        assertEquals(1, menu.choices().size());
        assertTrue(told().contains("D16 \"answer\" is missing"), told());
    }

    @ParameterizedTest
    @CsvSource({"9s, false", "10s, true", "24h, true", "25h, false"})
    void aMenuWaitsAsLongAsAnyQuestion(String expire, boolean taken) {
        read(choices(2) + "expire: " + expire + "\n");

        assertEquals(taken, told().isEmpty(), told());
    }
}

package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.YamlFile;
import cn.smspay.talk.script.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@link StepReader} makes of the steps of a dialogue. {@code not:} before a message: nothing of that kind is said. */
final class StepReaderTest {
    private final Faults faults = new Faults();
    private final ReadFiles usual = new ReadFiles(SmallFiles.files());

    private Map<String, Step> read(String file, Map<String, String> files) {
        var fields = new Fields(
                Objects.requireNonNull(YamlFile.read(file, Objects.requireNonNull(files.get(file)), faults)),
                "the file",
                faults);
        boolean voice = fields.has("ivr");
        var common = usual.scripts.common();
        var guards = new GuardReader(SmallFiles.CATALOGUE.guards(), common.calendar(), common.languages(), faults);
        var outcomes = new HashMap<String, Node>();
        var shared = Objects.requireNonNull(usual.nodes.get(ScriptFiles.COMMON))
                .fields()
                .get("outcomes");
        if (shared != null && !voice) {
            shared.value().fields().forEach((name, field) -> outcomes.put(name, field.value()));
        }
        return new StepReader(
                        fields,
                        new NameUses(fields, faults),
                        usual.dialog(voice ? "12345" : "send").slots(),
                        new ReplyReader(faults, new Languages(List.of("zh", "en")), 1, common.replies(), guards),
                        guards,
                        outcomes,
                        Map.of(),
                        SmallFiles.CATALOGUE,
                        common,
                        faults)
                .read(voice);
    }

    private Map<String, Step> read(String good, String bad) {
        return read("dialogs/send.yaml", SmallFiles.with("send", good, bad));
    }

    private void check(String message) {
        var told = ReadFiles.told(faults);
        if (message.startsWith("not: ")) {
            assertTrue(!told.contains(message.substring("not: ".length())), told);
        } else {
            assertTrue(told.contains(message), told);
        }
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ask: amount | ask: amount~    expire: 9s | \"expire\" must be a time from 10s",
                "ask: amount | ask: amount~    expire: 10s | not: expire",
                "ask: amount | ask: amount~    expire: 24h | not: expire",
                "ask: amount | ask: amount~    expire: 2d | \"expire\" must be a time from 10s",
                "ask: amount | ask: amount~    do: send | a step does one thing, but \"ask\" and \"do\" stand in \"amount\"",
                "ask: amount | aks: amount | unknown key \"aks\"; did you mean \"ask\"",
                "end: pending | end: pending~  idle:~    expire: 10s | step \"idle\" does nothing; it needs one of",
                "end: pending | end: pendig | unknown end \"pendig\"; did you mean \"pending\"",
                "end: pending | end: pending~        retry: pin | exactly one of next, wait, retry, end",
                "ok:~        next: amount | next: amount | \"next\" stands beside the outcomes; indent it under one of them",
                "do: send | do: send~    with:~      amuont: amount | unknown input \"amuont\"; did you mean \"amount\"",
                "do: send | do:  | \"do\" is missing",
                "ok:~        next: amount | ok:~        next:~          - when: rich~            next: pin~          - next: amount | not: D02",
                "ok:~        next: amount | ok:~        next:~          - next: amount | a list under \"next\" has at least two ways",
                "ok:~        next: amount | ok:~        next:~          - when: rich~            next: pin~          - when: late~            next: amount | the last way under \"next\" is taken in all other cases",
                "ok:~        next: amount | ok:~        next:~          - next: pin~          - next: amount | what stands below is never reached; give it a \"when\"",
                "ok:~        next: amount | ok:~        next:~          - when: rich~            next: pin~          - next: amount~        end: done | \"next\" and \"end\" exclude each other",
                "end: pending | end: pending~  few:~    limit:~      per: year~      times: '3'~    over:~      end: failed~    end: done | unknown period \"year\"",
                "end: pending | end: pending~  few:~    limit:~      per: day~      times: '3'~    over:~      end: failed~    end: done | this service counts nothing",
                "end: pending | end: pending~  few:~    limit:~      per: day~      times: '0'~    over:~      end: failed~    end: done | \"times\" must be a number from 1 to 1000",
                "end: pending | end: pending~  few:~    limit:~      per: day~      times: '1'~    over:~      end: failed~    end: done | not: \"times\"",
                "end: pending | end: pending~  few:~    limit:~      per: day~      times: '1000'~    over:~      end: failed~    end: done | not: \"times\"",
                "end: pending | end: pending~  few:~    limit:~      per: day~      times: '1001'~    over:~      end: failed~    end: done | \"times\" must be a number from 1 to 1000",
                "when: rich~    say | when: []~    say | \"when\" takes from 1 to 8 guards",
                "when: rich~    say | when: [rich, late, rich, late, rich, late, rich, late]~    say | not: \"when\" takes",
                "when: rich~    say | when: [rich, late, rich, late, rich, late, rich, late, rich]~    say | \"when\" takes from 1 to 8 guards",
                "when: rich~    say | when: [rich, not rich]~    say | never hold together",
                "when: rich~    say | when: language fr~    say | nobody is spoken to in \"fr\"",
                "when: rich~    say | when: language en~    say | not: D08",
                "when: rich~    say | when:~      rich: yes~    say | must be a guard or a list of guards",
                "when: rich~    say | when: rich~    else: send~    say | not: D02",
                "when: rich~    say | else: send~    say | \"else\" follows when \"when\" does not hold; add that"
            })
    void aStepHasItsLimits(String good, String bad, String message) {
        read(good, bad);

        check(message);
    }

    @Test
    void stepsComeInTheOrderOfTheFile() {
        assertEquals(
                List.of("look", "amount", "pin", "send"),
                List.copyOf(read("dialog: send", "dialog: send").keySet()));
        assertEquals("", ReadFiles.told(faults));
    }

    @Test
    void aMenuOfTheOtherKindIsToldHowItIsWrittenHere() {
        read("do: look", "menu:~      - key: \"1\"~        next: amount");

        check("step \"look\" can stand only in a voice menu; by short message write \"choose\" and \"answer\"");
    }

    @ParameterizedTest
    @CsvSource({"0, true", "9, true", "*, true", "#, true", "A, false", "11, false"})
    void aKeyIsOneThatATelephoneHas(String key, boolean taken) {
        var steps = read("ivr-scripts/call.yaml", SmallFiles.with("call", "- key: \"1\"", "- key: \"" + key + "\""));
        var menu = (Step.Menu) Objects.requireNonNull(steps.get("main"));

        assertEquals(taken ? 2 : 1, menu.options().size());
        check((taken ? "not: " : "") + "D16 \"key\" must be one of 0-9 * #, not");
    }

    @Test
    void anOutcomeThatIsNotHandledIsTold() {
        read("unknown:~        say: plain~        end: pending", "~");

        check("D04 outcome \"unknown\" of send is not handled; add it under \"outcomes\"");
    }

    @ParameterizedTest
    @CsvSource({"pending, true", "failed, false", "done, false"})
    void onlyMoneyIsPending(String end, boolean refused) {
        read("ok:~        next: amount", "ok:~        say: plain~        end: " + end);

        check((refused ? "" : "not: ") + "look moves none; write done or failed");
    }
}

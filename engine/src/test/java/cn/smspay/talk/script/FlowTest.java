package cn.smspay.talk.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Place;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The ways through the shipped dialogues, by {@link Edge} and {@link Flow}. */
final class FlowTest {
    private static final Scripts SHIPPED = ScriptFiles.load(
                    Path.of(System.getProperty("smspay.root", "..")).resolve("dialogs"),
                    Path.of(System.getProperty("smspay.root", "..")).resolve("ivr-scripts"),
                    ServiceCatalogue.catalogue())
            .orThrow();

    private static final Place HERE = Place.line("dialogs/a.yaml", 2);

    @Test
    void everyStepOfEveryDialogueIsReachedAndNoWayLeadsOut() {
        for (Dialog dialog : SHIPPED.dialogs().values()) {
            var flow = new Flow(SHIPPED, dialog);
            for (String step : dialog.steps().keySet()) {
                assertTrue(flow.reaches(step), dialog.name() + "." + step);
            }
            for (Edge edge : flow.edges()) {
                assertTrue(dialog.steps().containsKey(edge.to()), edge.toString());
            }
            assertFalse(flow.reaches("none"));
            assertEquals(Set.of(), flow.known("none"));
        }
    }

    @Test
    void whatAnActionIsGivenIsKnownWhereItIsCalled() {
        for (Dialog dialog : SHIPPED.dialogs().values()) {
            var flow = new Flow(SHIPPED, dialog);
            for (Step step : dialog.steps().values()) {
                if (!(step instanceof Step.Do act)
                        || !SHIPPED.catalogue().actions().containsKey(act.action())) {
                    continue;
                }
                for (var input : SHIPPED.catalogue().actions().get(act.action()).inputs()) {
                    var source = act.source(input.name());
                    boolean optional = !flow.known(act.name()).contains(source) && !input.secret();
                    assertTrue(!optional || input.optional(), dialog.name() + "." + act.name() + " wants " + source);
                }
            }
        }
    }

    @Test
    void aSecretIsForgottenOnceAConversationWaitsOrActs() {
        int seen = 0;
        for (Dialog dialog : SHIPPED.dialogs().values()) {
            if (dialog.voice() != null) {
                continue;
            }
            var secrets = dialog.slots().values().stream()
                    .filter(Slot::secret)
                    .map(Slot::name)
                    .collect(Collectors.toSet());
            var flow = new Flow(SHIPPED, dialog);
            for (Step step : dialog.steps().values()) {
                if (step instanceof Step.Ask ask && !ask.say().isEmpty()) {
                    for (Edge edge : flow.edges()) {
                        if (edge.from().equals(ask.name()) && dialog.steps().get(edge.to()) instanceof Step.Ask) {
                            var known = new TreeSet<>(flow.known(edge.to()));
                            known.retainAll(secrets);
                            known.remove(ask.slot().name());
                            assertEquals(Set.of(), known, dialog.name() + "." + edge.to());
                            seen++;
                        }
                    }
                }
            }
        }
        assertTrue(seen > 0, "no question follows another");
    }

    @ParameterizedTest
    @CsvSource({
        "key 1, over, key 1 -> over",
        "choice 2, next, choice 2 -> next",
        "answer, next, answer",
        "silence, over, silence"
    })
    void aTrailNamesWhereAKeyLedTo(String on, String to, String walked) {
        assertEquals(walked, new Edge("a", on, Go.Kind.NEXT, to).walked());
    }

    @ParameterizedTest
    @EnumSource(Go.Kind.class)
    void threeWaysEndAConversation(Go.Kind way) {
        var ends = List.of(Go.Kind.DONE, Go.Kind.PENDING, Go.Kind.FAILED);

        assertEquals(ends.contains(way), new Go(way, "a", HERE).ends());
    }

    @Test
    void aReactionThatEndsLeadsNowhereUnlessABranchDoes() {
        var branch = new Reaction.Branch(List.of(Guard.of("registered")), "b", 3);
        var ends = new Reaction(List.of(), List.of(), new Go(Go.Kind.DONE, "", HERE), List.of(), 2);
        var branches = new Reaction(List.of(), List.of(), new Go(Go.Kind.DONE, "", HERE), List.of(branch), 2);

        assertEquals(List.of(), Edge.of(new Step.Tell("a", ends, 1)));
        assertEquals(
                List.of(new Edge("a", "then", Go.Kind.NEXT, "b", "registered")),
                Edge.of(new Step.Tell("a", branches, 1)));
        assertEquals(List.of(), Edge.of(new Step.Transfer("a", List.of(), "10086", null, 1)));
    }
}

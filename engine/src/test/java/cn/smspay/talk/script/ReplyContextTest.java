package cn.smspay.talk.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every reply of a dialogue at its place: what it may name there, and whether it becomes a short message. */
final class ReplyContextTest {
    private static final Scripts SHIPPED = ScriptFiles.load(
                    Path.of(System.getProperty("smspay.root", "..")).resolve("dialogs"),
                    Path.of(System.getProperty("smspay.root", "..")).resolve("ivr-scripts"),
                    ServiceCatalogue.catalogue())
            .orThrow();

    private static List<ReplyContext> in(String dialog) {
        var found = Objects.requireNonNull(SHIPPED.dialogs().get(dialog));
        return ReplyContext.in(found, new Flow(SHIPPED, found));
    }

    private static ReplyContext one(List<ReplyContext> said, String id) {
        return said.stream()
                .filter(each -> each.reply().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aQuestionNamesItsLimitsAndARefusalOfItHowManyTriesAreLeftToo() {
        var said = in("tx");

        assertEquals(Map.of("min", 10, "max", 10), one(said, "T01").extras());
        assertEquals(Map.of("min", 10, "max", 10, "left", 1), one(said, "T14").extras());
        assertTrue(one(said, "T01").known().containsAll(Set.of("cash", "bank", "tail")));
        assertNull(one(said, "T01").sort());
    }

    @Test
    void aPasswordHasNoLimits() {
        assertEquals(Map.of(), one(in("tx"), "G13").extras());
    }

    @Test
    void whatAnActionTellsIsKnownToItsOutcomeAlone() {
        var said = in("tx");
        var done = one(said, "T02");

        assertNotNull(done.sort());
        assertTrue(done.known().contains("order"), done.known().toString());
        assertEquals(Map.of("left", 1), done.extras());
        assertFalse(one(said, "G13").known().contains("order"));
        assertTrue(one(said, "T12").known().contains("new_tail"));
        assertFalse(done.known().contains("new_tail"));
    }

    @Test
    void wordsAroundADialogueKnowNothing() {
        var said = in("kt");
        for (var id : List.of("K08", "K04")) {
            var around = said.stream()
                    .filter(each -> each.reply().id().equals(id) && each.sort() == null)
                    .toList();
            assertEquals(1, around.size(), id);
            assertEquals(Set.of(), around.get(0).known());
            assertEquals(Map.of(), around.get(0).extras());
        }
    }

    @Test
    void onlyWhatACallSendsBecomesAShortMessage() {
        for (var dialog : SHIPPED.dialogs().values()) {
            var kinds = ReplyContext.in(dialog, new Flow(SHIPPED, dialog)).stream()
                    .map(ReplyContext::bySms)
                    .collect(Collectors.toSet());
            if (dialog.voice() == null) {
                assertEquals(Set.of(true), kinds, dialog.name());
            } else {
                assertTrue(kinds.contains(false), dialog.name());
            }
        }
    }

    @Test
    void aCallSaysItsSilencesItsWrongKeysAndItsEnd() {
        var dialog = Objects.requireNonNull(SHIPPED.dialogs().get("12588"));
        var voice = Objects.requireNonNull(dialog.voice());
        var said = in("12588").stream().map(ReplyContext::reply).toList();

        for (var replies : List.of(voice.noInput(), voice.noMatch(), voice.giveUp(), voice.closing())) {
            assertFalse(replies.isEmpty());
            assertTrue(said.containsAll(replies), replies.toString());
        }
    }

    @Test
    void everyMenuSaysEachOfItsKeys() {
        var dialog = Objects.requireNonNull(SHIPPED.dialogs().get("12588"));
        var said = in("12588").stream().map(ReplyContext::reply).toList();
        int keys = 0;
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Menu menu) {
                for (var option : menu.options()) {
                    assertTrue(said.containsAll(option.say()), step.name());
                    keys += option.say().size();
                }
            }
        }
        assertTrue(keys > 5, keys + " keys are read out");
    }

    @Test
    void labelsAreParted() {
        assertEquals("，", ReplyContext.join("zh"));
        assertEquals(", ", ReplyContext.join("en"));
        assertEquals(", ", ReplyContext.join("fr"));
    }
}

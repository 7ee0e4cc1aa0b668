package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where keys, silence and hand-overs that failed go, at each kind of step of a call. */
final class KeyRoutingTest {
    private static final Scripts SCRIPTS = Talk.SHIPPED;
    private static final Dialog MENU = Objects.requireNonNull(SCRIPTS.dialogs().get("12588"));

    private final Talk talk = new Talk();
    private final List<String> ways = new ArrayList<>();

    /** Notes the ways that are walked. */
    private final class Noted implements Trail {
        @Override
        public void walked(Dialog dialog, String step, String on) {
            ways.add(step + " " + on);
        }

        @Override
        public void ended(Dialog dialog, Go.Kind how) {
            ways.add("ended " + how);
        }
    }

    private Turn turn(String step, VoiceInput input, Map<String, String> values, int tries) {
        var call = new Conversation(
                new ConversationId(1),
                MENU.name(),
                MENU.version(),
                Conversation.State.ASKING,
                step,
                values,
                Map.of(),
                tries,
                0,
                Instant.MAX,
                "zh",
                Channel.IVR);
        var now = talk.clock.instant();
        return new KeyRouting(
                        new Edition(SCRIPTS, new Noted()),
                        MENU,
                        Objects.requireNonNull(MENU.voice()),
                        call,
                        talk.facts(),
                        now)
                .turn(input);
    }

    private Turn press(String step, String keys) {
        return turn(step, new VoiceInput.Keys(new Secret(keys)), Map.of(), 0);
    }

    private static String where(Turn turn) {
        var doing = turn.doing();
        if (doing != null) {
            return doing.at().step() + "!";
        }
        var asking = turn.open().asking();
        return asking == null ? "over" : asking.step();
    }

    @ParameterizedTest
    @CsvSource({
        "main, 1, balance!, main key 1 -> balance",
        "more, *, main, more key * -> main",
        "main, 7, main, main no_match",
        "main, 11, main, main no_match",
        "main, '', main, main no_match"
    })
    void aKeyOfAMenuLeadsWhereTheMenuSaysAndAnyOtherBackToIt(String step, String keys, String where, String way) {
        assertEquals(where, where(press(step, keys)));
        assertEquals(way, ways.get(0));
    }

    @ParameterizedTest
    @CsvSource({"main, whole_menu", "more, main", "whole_menu, whole_menu"})
    void silenceAtAMenuLeadsToItsStepForSilenceOrIsAskedAgain(String step, String where) {
        assertEquals(where, where(turn(step, new VoiceInput.Silence(), Map.of(), 0)));
    }

    @Test
    void silenceThatUsedUpTheTriesEndsTheCall() {
        int tries = Objects.requireNonNull(MENU.voice()).tries();

        assertInstanceOf(
                VoiceNext.Collect.class,
                turn("main", new VoiceInput.Silence(), Map.of(), tries - 2).next());
        assertInstanceOf(
                VoiceNext.HangUp.class,
                turn("main", new VoiceInput.Silence(), Map.of(), tries - 1).next());
    }

    @Test
    void whoHungUpIsAskedNothing() {
        var turn = turn("main", new VoiceInput.HungUp(), Map.of(), 0);

        assertEquals(OpenConversations.NONE, turn.open());
        assertEquals("REFUSED:hung_up", turn.heard().disposition());
        assertEquals(List.of(), turn.says());
        assertInstanceOf(VoiceNext.HangUp.class, turn.next());
        assertEquals("12588", turn.heard().dialog());
        assertEquals("main", turn.heard().step());
    }

    @Test
    void aHandOverThatFailedIsToldAtAStepThatHandsOverAndNowhereElse() {
        var told = turn("agent", new VoiceInput.HandOverFailed(), Map.of(), 0);

        assertEquals(1, told.says().size());
        assertThrows(IllegalArgumentException.class, () -> turn("main", new VoiceInput.HandOverFailed(), Map.of(), 0));
    }

    @Test
    void aStepThatAsksNothingTakesNoKeys() {
        assertThrows(IllegalArgumentException.class, () -> press("balance", "1"));
    }

    /** The first step that asks for such a value. */
    private static String ask(Slot.Type type) {
        return MENU.steps().values().stream()
                .filter(step -> step instanceof Step.Ask ask && ask.slot().type() == type)
                .map(Step::name)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theStarIsThePointOfAnAmountAndAloneItGoesBack() {
        var step = ask(Slot.Type.AMOUNT);

        var answered = press(step, "12*50");
        var asked = answered.doing();
        assertNotNull(asked);
        assertEquals("12.50", asked.inputs().get("amount"));
        assertEquals(step + " answer", ways.get(0));

        ways.clear();
        press(step, "*");
        assertEquals(step + " back", ways.get(0));
    }

    @Test
    void aPasswordWithAStarInItIsNoAmount() {
        var step = ask(Slot.Type.PIN);

        assertEquals(step, where(press(step, "12*456")));
        assertEquals(step + " refused not_pin", ways.get(0));
    }
}

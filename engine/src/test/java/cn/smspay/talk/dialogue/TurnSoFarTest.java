package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.Secret;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How conversations stand when a turn is over: what asks, what is kept, what is remembered. */
final class TurnSoFarTest {
    private final Talk talk = new Talk();
    private final Edition edition = new Edition(Talk.SHIPPED, Trail.NONE);

    private static Dialog dialog(String name) {
        return Objects.requireNonNull(Talk.SHIPPED.dialogs().get(name));
    }

    private Conversation conversation(long id, String dialog, int tries, Instant until) {
        var found = dialog(dialog);
        return new Conversation(
                new ConversationId(id),
                dialog,
                found.version(),
                Conversation.State.ASKING,
                found.start(),
                Map.of(),
                Map.of(),
                tries,
                4,
                until,
                "zh",
                Channel.SMS);
    }

    private Conversation conversation(long id, String dialog) {
        return conversation(id, dialog, 0, talk.clock.instant().plusSeconds(60));
    }

    private TurnSoFar turn(Conversation begun, OpenConversations open, @Nullable Secret argument) {
        var dialog = dialog(begun.dialog());
        var facts = talk.facts();
        var now = talk.clock.instant();
        var known = new Knowledge(begun, dialog.voice() != null);
        var guards = new GuardChecks(facts, Talk.SHIPPED.common(), "zh", now);
        return new TurnSoFar(
                edition,
                dialog,
                begun,
                facts,
                now,
                known,
                new TurnSpeech(edition, dialog, "zh", facts, guards, known.values(), ""),
                new PendingAction.Context(
                        open, "amount", argument, "", new Understood("TX", "tx", "", Understood.OK, false)));
    }

    private TurnSoFar turn(Conversation begun) {
        return turn(begun, new OpenConversations(begun, null), null);
    }

    @Test
    void theLastTryIsTheThirdByMessageAndAsTheMenuSaysInACall() {
        for (var name : new String[] {"tx", "12588"}) {
            var voice = dialog(name).voice();
            int most = voice == null ? Talk.SHIPPED.common().tries() : voice.tries();
            var turn = turn(conversation(1, name));
            for (int left = most - 1; left >= 1; left--) {
                assertTrue(turn.mayTryAgain(), name + " with " + left);
                assertEquals(left, turn.left());
            }
            assertFalse(turn.mayTryAgain(), name);
            assertEquals(0, turn.left());
        }
        assertEquals(2, turn(conversation(1, "tx", 2, talk.clock.instant())).tries());
        assertFalse(turn(conversation(1, "tx", 2, talk.clock.instant())).mayTryAgain());
    }

    @Test
    void theArgumentOfACommandIsForItsSlotAndIsTakenOnce() {
        var slot = Objects.requireNonNull(dialog("tx").slots().get("amount"));
        var pin = Objects.requireNonNull(dialog("tx").slots().get("pin"));
        var turn = turn(conversation(1, "tx"), OpenConversations.NONE, new Secret("50"));

        assertTrue(turn.hasArgumentFor(slot));
        assertFalse(turn.hasArgumentFor(pin));
        assertEquals("50", turn.takeArgument());
        assertFalse(turn.hasArgumentFor(slot));
        assertEquals("", turn.takeArgument());
    }

    @Test
    void anActionIsAskedForUnderANumberOfItsOwn() {
        var begun = conversation(1, "tx");

        var turn = turn(begun).pending("withdraw", "withdraw", Map.of("amount", "50.00"), Map.of());

        var doing = turn.doing();
        assertNotNull(doing);
        assertEquals(5, doing.at().sequence());
        assertEquals("withdraw", doing.at().step());
        assertEquals(
                talk.clock.instant().plus(Talk.SHIPPED.common().expire()),
                doing.at().expiresAt());
        assertEquals(begun, turn.open().asking(), "nothing has changed until it is done");
        assertNull(turn.next());
    }

    @Test
    void aQuestionStandsWhereItsDialogueStands() {
        var withdrawal = conversation(1, "tx");
        var agreement = conversation(2, "kt");
        var until = talk.clock.instant().plusSeconds(7);

        var asked = turn(withdrawal, new OpenConversations(withdrawal, agreement), null)
                .waiting("ask_amount", until);
        assertEquals("ask_amount", Objects.requireNonNull(asked.open().asking()).step());
        assertEquals(until, Objects.requireNonNull(asked.open().asking()).expiresAt());
        assertEquals(agreement, asked.open().kept());
        assertEquals(Understood.PROMPTED, asked.heard().disposition());

        var kept = turn(agreement, new OpenConversations(withdrawal, agreement), null)
                .waiting("agree", until);
        assertEquals(withdrawal, kept.open().asking());
        assertEquals("agree", Objects.requireNonNull(kept.open().kept()).step());
    }

    @Test
    void whatWasRefusedIsNotToldAsAQuestion() {
        var turn = turn(conversation(1, "tx"));
        turn.refused("too_much");

        var asked = turn.waiting("ask_amount", talk.clock.instant());

        assertEquals("REFUSED:too_much", asked.heard().disposition());
    }

    @Test
    void aCallCollectsKeysOrEndsAndAMessageDoesNeither() {
        var call = conversation(1, "12588");
        assertInstanceOf(
                VoiceNext.Collect.class,
                turn(call).waiting("main", talk.clock.instant()).next());
        assertInstanceOf(VoiceNext.HangUp.class, turn(call).ended(Go.Kind.DONE).next());
        assertNull(turn(call).remarked().next());
        var transfer = (Step.Transfer) dialog("12588").step("agent");
        assertEquals(
                new VoiceNext.Transfer("10086"), turn(call).handedOver(transfer).next());

        assertNull(turn(conversation(1, "tx"))
                .waiting("ask_amount", talk.clock.instant())
                .next());
        assertNull(turn(conversation(1, "tx")).ended(Go.Kind.DONE).next());
    }

    /**
     * @param stands whether the conversation that ends was open
     * @param registered whether the subscriber has an account
     */
    @ParameterizedTest
    @CsvSource({
        "tx, true, DONE, true, false",
        "tx, true, FAILED, true, false",
        "tx, true, DONE, false, true",
        "tx, true, FAILED, false, true",
        "tx, false, DONE, false, true",
        "tx, false, FAILED, false, false",
        "tx, false, PENDING, false, true",
    })
    void whatEndedIsRememberedWhereAStrayConfirmationWouldBeMisunderstood(
            String name, boolean stands, Go.Kind how, boolean registered, boolean remembered) {
        if (registered) {
            talk.guards.add(Routing.REGISTERED);
        }
        var begun = conversation(1, name);

        var open = turn(begun, stands ? new OpenConversations(begun, null) : OpenConversations.NONE, null)
                .ended(how)
                .open();

        assertNull(open.asking());
        assertEquals(remembered ? begun.over(talk.clock.instant()) : null, open.past());
    }

    @Test
    void anEndLeavesTheConversationsOfOthersAlone() {
        var other = conversation(2, "tx");
        var agreement = conversation(3, "kt");

        var open = turn(conversation(1, "hf"), new OpenConversations(other, agreement), null)
                .ended(Go.Kind.FAILED)
                .open();

        assertEquals(other, open.asking());
        assertEquals(agreement, open.kept());
    }

    @ParameterizedTest
    @CsvSource({"DONE, true", "FAILED, false", "PENDING, false"})
    void anAgreementThatWasGivenIsRememberedForTheAnswerThatComesTwice(Go.Kind how, boolean remembered) {
        var agreement = conversation(1, "kt");

        var kept = turn(agreement, new OpenConversations(null, agreement), null)
                .ended(how)
                .open()
                .kept();

        assertEquals(remembered ? agreement.over(talk.clock.instant()) : null, kept);
    }

    @Test
    void aRefusedAnswerGivesAnAgreementNoNewDayAndAQuestionItsTimeAnew() {
        var now = talk.clock.instant();
        var agreement = conversation(1, "kt", 0, now.plusSeconds(60));
        var ask = (Step.Ask) dialog("tx").step("ask_amount");
        var withdrawal = turn(conversation(2, "tx"));

        assertEquals(
                now.plusSeconds(60),
                turn(agreement, new OpenConversations(null, agreement), null).expiryAt("agree"));
        assertEquals(
                now.plus(Duration.ofHours(24)),
                turn(agreement, OpenConversations.NONE, null).expiryAt("agree"),
                "one that begins");
        assertEquals(now.plus(ask.expire()), withdrawal.expiryAt("ask_amount"));
        assertEquals(now.plus(ask.expire()), withdrawal.expiry(ask));
        assertEquals(now, withdrawal.expiryAt("withdraw"), "nothing is asked there");
    }

    @Test
    void aCallBeginsADialogueByMessageWhenItsTurnIsOver() {
        var turn = turn(conversation(1, "12588"));
        turn.starts(new Turn.Start("kt", "agree"));

        assertEquals(new Turn.Start("kt", "agree"), turn.ended(Go.Kind.DONE).start());
        assertNull(turn(conversation(1, "12588")).ended(Go.Kind.DONE).start());
    }
}

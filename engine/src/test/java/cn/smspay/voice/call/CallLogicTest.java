package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallLogicTest {
    private static final VoiceNext.Collect SIX =
            new VoiceNext.Collect(6, '#', Duration.ofSeconds(8), Duration.ofSeconds(3), true);
    private static final VoiceNext.Collect ONE =
            new VoiceNext.Collect(1, ' ', Duration.ofSeconds(8), Duration.ofSeconds(3), false);

    private final TestClock clock = new TestClock();
    private final List<String> done = new ArrayList<>();
    private CallLogic call = CallLogic.begin(clock.instant(), Duration.ofMinutes(10));

    private void on(CallEvent event) {
        var step = call.on(event, clock.instant());
        call = step.call();
        step.actions()
                .forEach(action -> action.match(
                        speak -> done.add("speak " + speak.say().get(0).template()),
                        () -> done.add("hush"),
                        ask -> done.add(ask.input()
                                .fold(
                                        keys -> "keys " + keys.keys().reveal(),
                                        () -> "silence",
                                        () -> "gone",
                                        () -> "not handed over")),
                        handOver -> done.add("hand over to " + handOver.target()),
                        hangUp -> done.add("hang up " + hangUp.result())));
    }

    @Test
    void takesAKeyThatAnswersAlone() {
        var entry = new VoiceNext.Collect(18, '#', '*', Duration.ofSeconds(5), Duration.ofSeconds(3), true);
        turn("card", entry);
        keys("*");
        assertEquals("keys *", done.get(done.size() - 1));
        turn("card", entry);
        on(new CallEvent.SpeechOver());
        keys("1*");
        assertEquals(CallLogic.Phase.LISTENING, call.phase());
    }

    @Test
    void waitsForTheOutcomeOfAHandOver() {
        turn("agent", new VoiceNext.Transfer("10086"));
        on(new CallEvent.SpeechOver());
        keys("1");
        assertEquals("hand over to 10086", done.get(done.size() - 1));
        on(new CallEvent.NotHandedOver());
        assertEquals("not handed over", done.get(done.size() - 1));
        turn("menu", FakeVoiceDesk.MENU);
        on(new CallEvent.NotHandedOver());
        assertEquals("speak menu", done.get(done.size() - 1));
    }

    private void turn(String words, VoiceNext next) {
        on(new CallEvent.Turn(FakeVoiceDesk.turn(words, next)));
    }

    private void keys(String keys) {
        keys.chars().forEach(key -> on(new CallEvent.Key((char) key)));
    }

    private void pass(Duration time) {
        clock.turn(time);
        on(new CallEvent.Passed());
    }

    @Test
    void speaksThenListensThenAsks() {
        turn("menu", ONE);
        on(new CallEvent.SpeechOver());
        keys("1");

        assertEquals(List.of("speak menu", "keys 1"), done);
        assertEquals(CallLogic.Phase.THINKING, call.phase());
    }

    @Test
    void takesTheKeyThatInterruptsForTheFirstOfTheAnswer() {
        turn("password", SIX);
        keys("1");
        keys("2#");

        assertEquals(List.of("speak password", "hush", "keys 12"), done);
    }

    @Test
    void startsTheFirstKeyTimerOnlyWhenTheWordsAreOver() {
        turn("menu", ONE);
        pass(Duration.ofMinutes(1));
        on(new CallEvent.SpeechOver());
        pass(Duration.ofMillis(7999));
        assertEquals(List.of("speak menu"), done);

        pass(Duration.ofMillis(1));

        assertEquals(List.of("speak menu", "silence"), done);
    }

    @Test
    void runsOnlyTheInterDigitTimerAfterTheFirstKey() {
        turn("password", SIX);
        on(new CallEvent.SpeechOver());
        pass(Duration.ofMillis(7900));
        keys("1");
        pass(Duration.ofMillis(2900));
        keys("2");
        pass(Duration.ofMillis(2999));
        assertEquals(List.of("speak password"), done);

        pass(Duration.ofMillis(1));

        assertEquals(List.of("speak password", "keys 12"), done);
    }

    @Test
    void ignoresTheFinishingKeyThatFollowsTheLastPossibleKey() {
        turn("password", SIX);
        keys("123456");
        turn("menu", SIX);
        clock.turn(Duration.ofMillis(500));
        keys("#");
        keys("#");

        assertEquals(List.of("speak password", "hush", "keys 123456", "speak menu", "hush", "keys "), done);
    }

    @Test
    void doesNotIgnoreAFinishingKeyThatComesMuchLater() {
        turn("password", SIX);
        keys("123456");
        turn("menu", SIX);
        clock.turn(Duration.ofMillis(3001));
        keys("#");

        assertEquals("keys ", done.get(done.size() - 1));
    }

    @Test
    void keepsNoKeysWhileTheDeskThinks() {
        turn("menu", ONE);
        keys("4");
        keys("1");
        turn("pay 100 yuan?", ONE);

        assertEquals(List.of("speak menu", "hush", "keys 4", "speak pay 100 yuan?"), done);
        assertEquals(CallLogic.Phase.SPEAKING, call.phase());
    }

    @Test
    void cannotBeInterruptedInItsGoodbye() {
        turn("goodbye", new VoiceNext.HangUp());
        keys("1#");
        assertEquals(List.of("speak goodbye"), done);

        on(new CallEvent.SpeechOver());

        assertEquals(List.of("speak goodbye", "hang up COMPLETED"), done);
    }

    @Test
    void handsOverAfterTheWords() {
        turn("agent", new VoiceNext.Transfer("10086"));
        on(new CallEvent.SpeechOver());

        assertEquals(List.of("speak agent", "hand over to 10086"), done);
    }

    @Test
    void doesWithoutWordsWhatFollowsThem() {
        on(new CallEvent.Turn(new VoiceTurn(List.of(), new VoiceNext.HangUp())));

        assertEquals(List.of("hang up COMPLETED"), done);
    }

    @Test
    void tellsTheDeskOnceThatTheCallerIsGone() {
        turn("menu", ONE);
        on(new CallEvent.Gone());
        on(new CallEvent.Gone());
        turn("late", ONE);
        keys("1");

        assertEquals(List.of("speak menu", "hush", "gone"), done);
        assertTrue(call.due().isEmpty());
    }

    @Test
    void endsACallThatIsTooLong() {
        turn("menu", ONE);
        pass(Duration.ofMinutes(10));

        assertEquals(List.of("speak menu", "hush", "gone", "hang up TOO_LONG"), done);
    }

    @Test
    void givesUpOnADeskThatDoesNotAnswer() {
        pass(CallLogic.DESK_PATIENCE);

        assertEquals(List.of("gone", "hang up FAULT"), done);
    }

    @Test
    void waitsForNothingWhileOnHold() {
        turn("menu", ONE);
        on(new CallEvent.SpeechOver());
        pass(Duration.ofSeconds(7));
        on(new CallEvent.Hold(true));
        pass(Duration.ofMinutes(2));
        on(new CallEvent.Hold(false));
        pass(Duration.ofMillis(999));
        assertEquals(List.of("speak menu"), done);

        pass(Duration.ofMillis(1));

        assertEquals(List.of("speak menu", "silence"), done);
    }

    @Test
    void endsATooLongCallEvenOnHold() {
        turn("menu", ONE);
        on(new CallEvent.Hold(true));
        pass(Duration.ofMinutes(10));

        assertEquals("hang up TOO_LONG", done.get(done.size() - 1));
    }

    @Test
    void saysWhenItIsDue() {
        turn("menu", ONE);
        on(new CallEvent.SpeechOver());

        assertEquals(clock.instant().plusSeconds(8), call.due().orElseThrow());
    }

    @Test
    void printsNoKeys() {
        var step = CallLogic.begin(clock.instant(), Duration.ofMinutes(1))
                .on(new CallEvent.Turn(FakeVoiceDesk.turn("p", SIX)), clock.instant())
                .call()
                .on(new CallEvent.Key('7'), clock.instant());
        var asked = new CallAction.Ask(new VoiceInput.Keys(new cn.smspay.base.Secret("7777")));

        assertFalse((step.actions() + " " + new CallEvent.Key('7') + asked).contains("7"));
    }
}

package cn.smspay.voice.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.speech.Playlist.Track;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One turn of a call, reply by reply: every {@link AgiStep} that an {@link AgiTurn} takes, and why. */
final class AgiTurnTest {
    private static final List<Track> TWO = List.of(new Track("ivr/a", "一", 120), new Track("ivr/b", "二", 0));

    private final TestClock clock = new TestClock();

    private static VoiceNext.Collect collect(int max, char finish, char alone) {
        return new VoiceNext.Collect(max, finish, alone, Duration.ofSeconds(5), Duration.ofSeconds(3), false);
    }

    private static AgiTurn turn(List<Track> tracks, VoiceNext next) {
        return new AgiTurn(tracks, next, "smspay", AgiTurn.Late.NONE);
    }

    /** As a caller of Asterisk sees it. */
    private static String said(AgiStep step) {
        return step.fold(
                command -> command.line(),
                heard -> heard.input()
                        .fold(
                                keys -> "heard " + keys.keys().reveal(),
                                () -> "heard silence",
                                () -> "heard a hang-up",
                                () -> "heard a failed hand-over"),
                handOver -> "hand over to " + handOver.target(),
                () -> "goodbye",
                fault -> "fault: " + fault.what());
    }

    /** The steps that follow the beginning and each of these replies. */
    private List<String> play(AgiTurn turn, String... replies) {
        var steps = new ArrayList<>(List.of(said(turn.begin())));
        for (String reply : replies) {
            steps.add(said(turn.on(AgiReply.read(reply).orElseThrow(), clock.instant())));
        }
        return steps;
    }

    private static String file(String name) {
        return "STREAM FILE smspay/" + name + " \"0123456789*#\"";
    }

    private static String key(char key) {
        return "200 result=" + (int) key;
    }

    private static final String DONE = "200 result=0 endpos=160";

    @Test
    void playsRestsPlaysAndListens() {
        var turn = turn(TWO, collect(1, ' ', ' '));
        assertFalse(turn.listens());
        assertEquals(
                List.of(file("ivr/a"), "WAIT FOR DIGIT 120", file("ivr/b"), "WAIT FOR DIGIT 5000", "heard silence"),
                play(turn, DONE, "200 result=0", DONE, "200 result=0"));
        assertTrue(turn.listens());
    }

    @Test
    void theSilenceBehindTheLastFileIsNotWaitedFor() {
        var last = List.of(new Track("ivr/a", "一", 500));
        assertEquals(
                List.of(file("ivr/a"), "goodbye"),
                play(turn(last, new VoiceNext.HangUp()), DONE).stream()
                        .map(line -> line.replace("\"\"", "\"0123456789*#\""))
                        .toList());
        assertEquals(List.of("goodbye"), play(turn(List.of(), new VoiceNext.HangUp())));
        assertEquals(List.of("hand over to 10086"), play(turn(List.of(), new VoiceNext.Transfer("10086"))));
        assertEquals(List.of("WAIT FOR DIGIT 5000"), play(turn(List.of(), collect(1, ' ', ' '))));
    }

    @Test
    void onlyWordsBeforeAQuestionCanBeStopped() {
        assertEquals(
                List.of("STREAM FILE smspay/ivr/a \"\"", "STREAM FILE smspay/ivr/a \"\""),
                play(turn(TWO, new VoiceNext.HangUp()), key('5')));
        assertEquals(List.of(file("ivr/a"), "heard 5"), play(turn(TWO, collect(1, ' ', ' ')), key('5')));
        // Also in the silence between two files.
        assertEquals(
                List.of(file("ivr/a"), "WAIT FOR DIGIT 120", "heard 5"),
                play(turn(TWO, collect(1, ' ', ' ')), DONE, key('5')));
    }

    @ParameterizedTest
    @CsvSource({
        "3, #, ' ', 12#, heard 12",
        "3, #, ' ', 123, heard 123",
        "3, #, ' ', 12, heard 12",
        "3, #, ' ', #, heard ''",
        "3, ' ', ' ', 1#2, heard 1#2",
        "18, #, *, *, heard *",
        "18, #, *, 1*#, heard 1*",
        "1, ' ', ' ', 7, heard 7"
    })
    void keysAreCollectedUntilTheAnswerIsWhole(int max, char finish, char alone, String pressed, String heard) {
        var turn = turn(List.of(), collect(max, finish, alone));
        var replies = new ArrayList<String>();
        pressed.chars().forEach(key -> replies.add(key((char) key)));
        var steps = play(turn, replies.toArray(String[]::new));
        if (!steps.get(steps.size() - 1).startsWith("heard")) {
            // Not whole yet: the time between two keys runs, and then it is.
            assertEquals("WAIT FOR DIGIT 3000", steps.get(steps.size() - 1));
            steps.add(said(turn.on(AgiReply.read("200 result=0").orElseThrow(), clock.instant())));
        }
        assertEquals(heard.replace("''", ""), steps.get(steps.size() - 1));
    }

    @Test
    void aKeyThatIsNoneIsPassedOver() {
        assertEquals(
                List.of("WAIT FOR DIGIT 5000", "WAIT FOR DIGIT 5000", "WAIT FOR DIGIT 3000", "WAIT FOR DIGIT 3000"),
                play(turn(List.of(), collect(3, '#', ' ')), key('A'), key('1'), key('B')));
        assertEquals(List.of(file("ivr/a"), file("ivr/a")), play(turn(TWO, collect(3, '#', ' ')), key('A')));
    }

    /** Pressed after the last possible key of the answer before: it belongs there, once and for a while. */
    @ParameterizedTest
    @CsvSource({
        "0, #, 'WAIT FOR DIGIT 5000'",
        "2999, #, 'WAIT FOR DIGIT 5000'",
        "3000, #, heard ",
        "0, 1, 'WAIT FOR DIGIT 3000'"
    })
    void theFinishingKeyOfAFullAnswerIsNoAnswerToTheNextQuestion(long later, char pressed, String step) {
        var full = turn(List.of(), collect(1, '#', ' '));
        play(full, key('7'));
        var late = full.lateAfter(clock.instant());
        var next = new AgiTurn(List.of(), collect(3, '#', ' '), "smspay", late);
        clock.turn(Duration.ofMillis(later));

        assertEquals(step, play(next, key(pressed)).get(1).stripTrailing() + (step.endsWith(" ") ? " " : ""));
        if (later == 0 && pressed == '#') {
            assertEquals("heard ", said(next.on(AgiReply.read(key('#')).orElseThrow(), clock.instant())));
        }
    }

    @Test
    void anAnswerThatWasNotFullLeavesNoKeyBehind() {
        var half = turn(List.of(), collect(3, '#', ' '));
        play(half, key('7'));
        assertEquals(AgiTurn.Late.NONE, half.lateAfter(clock.instant()));
        assertEquals(AgiTurn.Late.NONE, turn(TWO, new VoiceNext.HangUp()).lateAfter(clock.instant()));
    }

    @ParameterizedTest
    @CsvSource({
        "511 Command Not Permitted, heard a hang-up",
        "510 Invalid or unknown command, fault: Asterisk refused a command with code 510",
        "520-Invalid command syntax, fault: Asterisk refused a command with code 520"
    })
    void whatAsteriskRefusesIsAFaultUnlessTheCallIsOver(String reply, String step) {
        assertEquals(step, play(turn(TWO, collect(1, ' ', ' ')), reply).get(1));
    }

    /** A file that is not there and a caller who is gone look alike; the state of the channel tells. */
    @Test
    void aFileThatDoesNotPlayIsAskedAbout() {
        var missing = "fault: Asterisk cannot play smspay/ivr/a: are the prompts exported there?";
        assertEquals(
                List.of(file("ivr/a"), "CHANNEL STATUS", missing),
                play(turn(TWO, collect(1, ' ', ' ')), "200 result=-1", "200 result=6"));
        assertEquals(
                List.of(file("ivr/a"), "CHANNEL STATUS", "heard a hang-up"),
                play(turn(TWO, collect(1, ' ', ' ')), "200 result=-1", "200 result=-1"));
        assertEquals(List.of(file("ivr/a"), missing), play(turn(TWO, collect(1, ' ', ' ')), "200 result=0 endpos=0"));
    }

    @Test
    void whoHangsUpWhileNothingIsSaidIsGone() {
        assertEquals(
                "heard a hang-up",
                play(turn(TWO, collect(1, ' ', ' ')), DONE, "200 result=-1").get(2));
        assertEquals(
                "heard a hang-up",
                play(turn(List.of(), collect(1, ' ', ' ')), "200 result=-1").get(1));
    }

    @Test
    void anInputNeverPrintsItsKeys() {
        assertFalse(new AgiStep.Heard(new VoiceInput.Keys(new cn.smspay.base.Secret("135792")))
                .toString()
                .contains("135792"));
    }
}

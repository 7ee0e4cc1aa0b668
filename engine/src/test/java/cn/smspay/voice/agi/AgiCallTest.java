package cn.smspay.voice.agi;

import static cn.smspay.voice.call.PlannedDesk.collect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallLimits;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link AgiCall} on a channel in memory, with time that is turned by hand: each phase, and what ends a call in it. */
final class AgiCallTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration DESK = Duration.ofSeconds(30);
    private static SpokenVoice voice;

    private final PlannedDesk desk = new PlannedDesk();
    private final TestClock clock = new TestClock();
    private final List<CallRecord> records = new ArrayList<>();
    private final CallFigures figures = new CallFigures();
    private final CallLimits limits = new CallLimits(caps());
    private final EmbeddedChannel channel = new EmbeddedChannel() {
        @Override
        protected SocketAddress remoteAddress0() {
            return new InetSocketAddress("127.0.0.1", 40_000);
        }
    };
    private final AgiCall call = open();

    @BeforeAll
    static void load() {
        voice = new SpokenVoice(
                Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));
    }

    private static CallSettings.CallCaps caps() {
        return new CallSettings.CallCaps(10, 1, 1000, LONGEST, PATIENCE, PATIENCE, PATIENCE);
    }

    private AgiCall open() {
        var settings = new AgiSettings(
                "127.0.0.1",
                0,
                List.of("127.0.0.1"),
                List.of(new ServiceNumber("12588")),
                "smspay",
                Map.of("10086", new AgiSettings.DialplanPlace("agents", "10086")),
                caps(),
                false,
                NumberRules.NONE,
                PATIENCE);
        var books = new CarriedCall.CallBooks(desk, records::add, figures, clock);
        var opened = new AgiCall("c1", new AgiServer.Parts(settings, desk, voice, clock, books, limits));
        channel.freezeTime();
        channel.pipeline().addLast(opened);
        opened.channelActive(context());
        return opened;
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private ChannelHandlerContext context() {
        return channel.pipeline().context(AgiCall.class);
    }

    private void lines(String text) {
        for (String line : text.split("\n", -1)) {
            if (channel.isOpen()) {
                channel.writeInbound(line);
            }
        }
        channel.runPendingTasks();
    }

    private void request(String text) {
        lines(text.substring(0, text.length() - 1));
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toMillis(), TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /** What it has said since it was last asked, a command a line. */
    private String said() {
        var said = new ArrayList<String>();
        String line;
        while ((line = channel.readOutbound()) != null) {
            said.add(line.strip());
        }
        return String.join("|", said);
    }

    private void answered() {
        request(FakeAsterisk.CALL);
        assertEquals("ANSWER", said());
        lines("200 result=0");
    }

    private String ended() {
        assertFalse(channel.isOpen());
        assertEquals(1, records.size());
        return records.get(0).result() + " by " + records.get(0).hungUpBy();
    }

    // ---- the request

    @ParameterizedTest
    @ValueSource(strings = {"nonsense\n\n", "agi_callerid: 1\n\n", "\n"})
    void whatIsNoRequestEndsWithoutAWord(String text) {
        request(text);

        assertEquals("", said());
        assertFalse(channel.isOpen());
        assertEquals(List.of(), records);
    }

    @Test
    void aCallToANumberThatIsNotOursIsHungUpAndCountedAndNotRecorded() {
        request(FakeAsterisk.CALL.replace("12588", "12589"));
        assertEquals("HANGUP", said());
        assertTrue(channel.isOpen());
        lines("200 result=1");

        assertFalse(channel.isOpen());
        assertEquals(1, figures.refusals(CallRefusal.UNKNOWN_NUMBER));
        assertEquals(List.of(), records);
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void aCallTooManyIsHungUpAndTakesNoPlace() {
        var comer = new CallLimits.Comer("13800000001", "agi:127.0.0.1");
        limits.enter(comer, 10, clock.instant());

        request(FakeAsterisk.CALL);

        assertEquals("HANGUP", said());
        lines("200 result=1");
        assertFalse(channel.isOpen());
        assertEquals(1, figures.refusals(CallRefusal.CALLER_BUSY));
        limits.leave(comer);
        assertTrue(limits.enter(comer, 10, clock.instant()).isEmpty());
    }

    @Test
    void aCallThatIsOverGivesItsPlaceBack() {
        desk.then(collect(1, ' '));
        answered();
        var comer = new CallLimits.Comer("13800000001", "agi:127.0.0.1");
        assertFalse(limits.enter(comer, 10, clock.instant()).isEmpty());

        lines("HANGUP");

        assertTrue(limits.enter(comer, 10, clock.instant()).isEmpty());
    }

    // ---- the answer

    @ParameterizedTest
    @ValueSource(strings = {"200 result=1", "200 result=-1", "511 Command Not Permitted on a dead channel", "HANGUP"})
    void aCallThatCannotBeAnsweredWasCancelled(String reply) {
        request(FakeAsterisk.CALL);
        lines(reply);

        assertEquals("CANCELLED by CALLER", ended());
        assertTrue(desk.toldNothingMore());
        assertNull(records.get(0).answeredAt());
    }

    @Test
    void whoComesBackFromTheAgentIsNoNewCallToTheDesk() throws Exception {
        desk.then(collect(1, ' '));
        request(FakeAsterisk.CALL.replace("agi_context", "agi_arg_1: handover-failed\nagi_context"));
        said();
        lines("200 result=0");

        assertEquals("back from the agent [13800000001] to 12588", desk.heard());
    }

    // ---- patience

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAsteriskThatIsSilentIsGivenUpAfterThePatience(boolean whole) {
        if (whole) {
            request(FakeAsterisk.CALL);
            said();
        }
        pass(PATIENCE.minusMillis(1));
        assertTrue(channel.isOpen());
        pass(Duration.ofMillis(1));

        assertFalse(channel.isOpen());
        assertEquals(whole ? "HANGUP" : "", said(), "who has not said what he wants is told nothing");
        assertEquals(whole ? 1 : 0, records.size());
    }

    @Test
    void aCommandHasItsOwnTimeBesidesThePatience() {
        desk.then(collect(1, ' '));
        answered();
        assertEquals("WAIT FOR DIGIT 5000", said());

        pass(PATIENCE.plusMillis(4_999));
        assertTrue(channel.isOpen());
        pass(Duration.ofMillis(1));

        assertEquals("FAULT by SERVICE", ended());
    }

    @Test
    void theDeskMayThinkForHalfAMinuteBesidesThePatience() {
        desk.later();
        answered();

        pass(PATIENCE.plus(DESK).minusMillis(1));
        assertTrue(channel.isOpen());
        pass(Duration.ofMillis(1));

        assertEquals("FAULT by SERVICE", ended());
        assertEquals("HANGUP", said());
    }

    @Test
    void aCallLastsNoLongerThanItMay() {
        desk.then(collect(1, ' '));
        answered();
        for (int i = 0; i < 59; i++) {
            desk.then(collect(1, ' '));
            pass(Duration.ofSeconds(10));
            lines("200 result=49");
        }
        pass(Duration.ofMillis(9_999));
        assertTrue(channel.isOpen());
        pass(Duration.ofMillis(1));

        assertEquals("TOO_LONG by SERVICE", ended());
        assertTrue(said().endsWith("|HANGUP"));
    }

    // ---- turns

    @Test
    void aReplyWithoutACommandIsAFault() {
        var turn = desk.later();
        answered();
        lines("200 result=0");

        assertEquals("FAULT by SERVICE", ended());
        turn.complete(new VoiceTurn(List.of(), collect(1, ' ')));
        channel.runPendingTasks();
        assertEquals("HANGUP", said(), "the answer of the desk comes too late");
    }

    @Test
    void aLineThatIsNoReplyIsAFault() throws Exception {
        desk.then(collect(1, ' '));
        answered();
        desk.heard();
        lines("what");

        assertEquals("FAULT by SERVICE", ended());
        assertEquals("hung up", desk.heard());
    }

    @Test
    void aDeskThatFailsEndsTheCall() {
        desk.later().completeExceptionally(new IllegalStateException("broken"));
        answered();

        assertEquals("FAULT by SERVICE", ended());
        assertEquals(1, figures.faults.sum());
    }

    @Test
    void aCallerWhoHangsUpIsToldToTheDeskOnce() throws Exception {
        desk.then(collect(1, ' '));
        answered();
        desk.heard();
        lines("HANGUP");

        assertEquals("CALLER_HUNG_UP by CALLER", ended());
        assertEquals("hung up", desk.heard());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void aCallThatTheScriptEndsIsComplete() throws Exception {
        desk.then(new VoiceNext.HangUp());
        answered();
        desk.heard();
        assertEquals("HANGUP", said());
        lines("200 result=1");

        assertEquals("COMPLETED by SERVICE", ended());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void whoIsGoneWhileWeAreLeavingWasLeftByUs() {
        desk.then(new VoiceNext.HangUp());
        answered();
        lines("HANGUP");

        assertEquals("COMPLETED by SERVICE", ended());
    }

    @Test
    void aHandOverIsThreeCommandsAndThenTheConnectionEnds() throws Exception {
        desk.then(new VoiceNext.Transfer("10086"));
        answered();
        desk.heard();
        assertEquals("SET CONTEXT agents", said());
        lines("200 result=0");
        assertEquals("SET EXTENSION 10086", said());
        lines("200 result=0");
        assertEquals("SET PRIORITY 1", said());
        lines("200 result=0");

        assertEquals("TRANSFERRED by SERVICE", ended());
        assertEquals("hung up", desk.heard());
    }

    @Test
    void aHandOverToNobodyIsTheDesksToAnswer() throws Exception {
        desk.then(new VoiceNext.Transfer("10000")).then(new VoiceNext.HangUp());
        answered();
        desk.heard();

        assertEquals("not handed over", desk.heard());
        assertEquals("HANGUP", said());
    }

    // ---- the engine stops

    @Test
    void aStopWaitsForTheWordsUnderWayAndThenSaysGoodbye() throws Exception {
        desk.then(collect(1, ' '), "您好。");
        answered();
        desk.heard();
        assertEquals("STREAM FILE smspay/ivr/hello \"0123456789*#\"", said());
        call.sayGoodbye(context());
        channel.runPendingTasks();
        assertEquals("", said());

        lines("200 result=0 endpos=8000");

        assertEquals("hung up", desk.heard());
        assertEquals("STREAM FILE smspay/ivr/thanks-for-calling \"\"", said());
        while (!lastWord()) {
            lines("200 result=0 endpos=8000");
        }
        lines("200 result=1");
        assertEquals("DRAINED by SERVICE", ended());
        assertTrue(desk.toldNothingMore());
    }

    private boolean lastWord() {
        return said().equals("HANGUP");
    }

    @Test
    void aKeyPressedMeanwhileIsStillAnswered() throws Exception {
        desk.then(collect(1, ' '), "您好。").then(collect(1, ' '), "您好。");
        answered();
        desk.heard();
        call.sayGoodbye(context());
        channel.runPendingTasks();

        lines("200 result=49 endpos=800");

        assertEquals("keys 1", desk.heard());
        assertTrue(said().endsWith("STREAM FILE smspay/ivr/hello \"0123456789*#\""));
    }

    @Test
    void silenceIsAnsweredWithTheGoodbyeToo() throws Exception {
        desk.then(collect(1, ' '));
        answered();
        desk.heard();
        said();
        call.sayGoodbye(context());
        channel.runPendingTasks();

        lines("200 result=0");

        assertEquals("hung up", desk.heard(), "and the desk hears of no silence");
        assertTrue(said().startsWith("STREAM FILE smspay/ivr/thanks-for-calling"));
    }

    @Test
    void whatIsCutOffWasDrained() {
        desk.then(collect(1, ' '));
        answered();
        var context = context();
        call.cutOff(context);
        channel.runPendingTasks();

        assertEquals("DRAINED by SERVICE", ended());
        call.cutOff(context);
        channel.runPendingTasks();
        assertEquals(1, records.size());
    }

    @ParameterizedTest
    @CsvSource({"true, CALLER_HUNG_UP by CALLER", "false, FAULT by SERVICE"})
    void aConnectionThatEndsWasTheCallersAndOneThatFailsIsAFault(boolean closed, String how) {
        desk.then(collect(1, ' '));
        answered();
        if (closed) {
            channel.close();
        } else {
            channel.pipeline().fireExceptionCaught(new IllegalStateException("secret"));
        }
        channel.runPendingTasks();

        assertEquals(how, ended());
    }
}

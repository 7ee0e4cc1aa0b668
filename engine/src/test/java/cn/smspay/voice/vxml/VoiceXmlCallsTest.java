package cn.smspay.voice.vxml;

import static cn.smspay.voice.call.PlannedDesk.collect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.testing.TestClock;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.CarriedCall;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import cn.smspay.voice.vxml.VoiceXmlCalls.PageOrRefusal;
import cn.smspay.voice.vxml.VoiceXmlCalls.PageReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link VoiceXmlCalls} without a wire: which page a platform gets, which request is out of turn, and how calls end. */
final class VoiceXmlCallsTest {
    private static final ServiceNumber DIALLED = new ServiceNumber("12588");
    private static final String PEER = "127.0.0.1";
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LINGERING = Duration.ofSeconds(30);
    private static final Pattern NAME = Pattern.compile("name=\"call\" expr=\"'([^']+)'\"");
    private static final Pattern TURN = Pattern.compile("name=\"turn\" expr=\"'([0-9]+)'\"");
    private static SpokenVoice voice;

    private final PlannedDesk desk = new PlannedDesk();
    private final TestClock clock = new TestClock();
    private final List<CallRecord> records = new ArrayList<>();
    private final CallFigures figures = new CallFigures();
    private final VoiceXmlCalls calls = calls(3, PATIENCE);

    @BeforeAll
    static void load() {
        voice = new SpokenVoice(
                Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));
    }

    private VoiceXmlCalls calls(int most, Duration patience) {
        var settings = new VoiceXmlSettings(
                "127.0.0.1",
                0,
                List.of(PEER),
                List.of(DIALLED),
                Map.of("10086", "tel:10086"),
                VoiceXmlSettings.HandOver.BLIND,
                new CallSettings.CallCaps(
                        most, 2, 1000, LONGEST, Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                NumberRules.NONE,
                patience);
        return new VoiceXmlCalls(
                settings, voice, new CarriedCall.CallBooks(desk, records::add, figures, clock), new Random(12588));
    }

    private PageOrRefusal start(String session, String caller) {
        return calls.start(session, caller, DIALLED, PEER);
    }

    private PageOrRefusal start() {
        return start("s1", "13800000001");
    }

    private static String page(PageOrRefusal answer) {
        assertEquals(0, answer.refusal());
        return answer.page().toCompletableFuture().getNow("not yet");
    }

    private static String first(Pattern pattern, String page) {
        var found = pattern.matcher(page);
        assertTrue(found.find(), page);
        return found.group(1);
    }

    /** A call at its first question. */
    private String begun() {
        desk.then(collect(1, ' '));
        var page = page(start());
        assertEquals("1", first(TURN, page));
        return first(NAME, page);
    }

    private static VoiceInput keys(String keys) {
        return new VoiceInput.Keys(new Secret(keys));
    }

    private String ended() {
        assertEquals(1, records.size());
        return records.get(0).result() + " by " + records.get(0).hungUpBy();
    }

    private static boolean asks(String page) {
        return page.contains("<field");
    }

    // ---- starts

    @Test
    void aCallTooManyIsRefusedAndOneOfABusyCallerIsToldToWait() {
        desk.then(collect(1, ' ')).then(collect(1, ' ')).then(collect(1, ' '));
        page(start("s1", "13800000001"));
        page(start("s2", "13800000001"));

        assertEquals(429, start("s3", "13800000001").refusal());
        page(start("s3", "13800000002"));
        assertEquals(503, start("s4", "13800000003").refusal());
        assertEquals(1, figures.refusals(CallRefusal.CALLER_BUSY));
        assertEquals(1, figures.refusals(CallRefusal.FULL));
        assertEquals(3, calls.size());
    }

    @Test
    void nobodyIsTakenOnceItStops() {
        calls.stop();

        assertEquals(503, start().refusal());
        assertEquals(1, figures.refusals(CallRefusal.STOPPING));
    }

    @Test
    void aCallToANumberThatIsNotOursIsCounted() {
        assertEquals(404, calls.notOurs(PEER).refusal());
        assertEquals(1, figures.refusals(CallRefusal.UNKNOWN_NUMBER));
    }

    @Test
    void aStartThatIsSentTwiceGetsTheFirstPageAgainButNoLaterOne() {
        desk.then(collect(1, ' ')).then(collect(1, ' '));
        var page = page(start());

        assertSame(page, page(start()));
        assertEquals(1, calls.size());
        calls.next(first(NAME, page), 1, keys("1"));
        assertEquals(409, start().refusal());
    }

    @Test
    void aStartAfterTheLastPageIsAnotherCall() {
        desk.then(new VoiceNext.HangUp()).then(collect(1, ' '));
        page(start());

        assertTrue(asks(page(start())));
        assertEquals(2, calls.size());
    }

    // ---- pages

    @Test
    void aRequestThatIsSentTwiceGetsTheSamePage() throws Exception {
        var name = begun();
        desk.heard();
        desk.then(collect(1, ' '));

        var second = page(calls.next(name, 1, keys("1")));

        assertEquals("2", first(TURN, second));
        assertSame(second, page(calls.next(name, 1, keys("9"))));
        assertEquals("keys 1", desk.heard());
        assertTrue(desk.toldNothingMore(), "the repetition is no answer");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 5, 0, -1})
    void anAnswerToNeitherTheLastPageNorTheOneBeforeIsOutOfTurn(int turn) {
        desk.then(collect(1, ' ')).then(collect(1, ' ')).then(collect(1, ' '));
        var name = first(NAME, page(start()));
        page(calls.next(name, 1, keys("1")));
        page(calls.next(name, 2, keys("1")));

        assertEquals(409, calls.next(name, turn, keys("1")).refusal());
        assertEquals("3", first(TURN, page(calls.next(name, 2, keys("1")))));
    }

    @Test
    void aPageThatNobodyHasSeenCannotBeAnswered() {
        var turn = desk.later();
        start();
        var name = figures.live().get(0).id();
        assertEquals(409, calls.next(name, 1, keys("1")).refusal());

        turn.complete(new VoiceTurn(List.of(), collect(1, ' ')));
        desk.then(collect(1, ' '));

        assertEquals("2", first(TURN, page(calls.next(name, 1, keys("1")))));
    }

    @Test
    void onlyACallerWhoIsAwayCanComeBackAndOnlyComingBackIsHisAnswer() throws Exception {
        var name = begun();
        assertEquals(409, calls.next(name, 1, new VoiceInput.HandOverFailed()).refusal());
        desk.then(new VoiceNext.Transfer("10086")).then(collect(1, ' ')).then(collect(1, ' '));
        assertTrue(page(calls.next(name, 1, keys("1"))).contains("<transfer"));

        assertEquals(409, calls.next(name, 2, keys("1")).refusal());
        assertTrue(asks(page(calls.next(name, 2, new VoiceInput.HandOverFailed()))));

        assertEquals(409, calls.next(name, 3, new VoiceInput.HandOverFailed()).refusal());
        assertTrue(asks(page(calls.next(name, 3, keys("1")))));
        assertEquals("call from [13800000001] to 12588", desk.heard());
        assertEquals("keys 1", desk.heard());
        assertEquals("not handed over", desk.heard());
    }

    @Test
    void anAgentWhoIsNotConfiguredIsNobody() {
        desk.then(new VoiceNext.Transfer("10000"));

        var page = page(start());

        assertFalse(page.contains("<transfer"));
        assertTrue(page.contains("'failed'"), page);
    }

    @Test
    void aCallThatNobodyKnowsIsNotFoundUnlessItWasHungUp() {
        assertEquals(404, calls.next("vxml-00", 1, keys("1")).refusal());

        assertTrue(page(calls.next("vxml-00", 1, new VoiceInput.HungUp())).contains("<exit"));
    }

    @Test
    void aDeskThatFailsIsApologisedForAndEndsTheCall() {
        desk.later().completeExceptionally(new IllegalStateException("broken"));

        assertTrue(page(start()).contains("感谢您的来电"));
        assertEquals("FAULT by SERVICE", ended());
        assertTrue(calls.quiet());
    }

    // ---- ends

    @Test
    void aCallerWhoHangsUpIsGoneAtOnce() throws Exception {
        var name = begun();
        desk.heard();
        calls.next(name, 1, new VoiceInput.HungUp());

        assertEquals("CALLER_HUNG_UP by CALLER", ended());
        assertEquals("hung up", desk.heard());
        assertEquals(0, calls.size());
        calls.next(name, 1, new VoiceInput.HungUp());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void aLastPageIsKeptForAMomentAndTheDeskHearsNothingMore() throws Exception {
        desk.then(new VoiceNext.HangUp());
        page(start());
        desk.heard();
        assertEquals("COMPLETED by SERVICE", ended());
        assertTrue(calls.quiet());

        clock.turn(LINGERING);
        calls.expire();
        assertEquals(1, calls.size());
        clock.turn(Duration.ofMillis(1));
        calls.expire();

        assertEquals(0, calls.size());
        assertEquals(1, records.size());
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void aCallerWhoAnswersALastPageIsOutOfTurn() {
        var name = begun();
        desk.then(new VoiceNext.HangUp());
        page(calls.next(name, 1, keys("1")));

        assertEquals(409, calls.next(name, 2, keys("1")).refusal());
    }

    @ParameterizedTest
    @CsvSource({"false, SESSION_EXPIRED by SERVICE", "true, TRANSFERRED by SERVICE"})
    void aCallOfWhichNothingIsHeardEndsAfterThePatience(boolean away, String how) {
        var name = begun();
        if (away) {
            desk.then(new VoiceNext.Transfer("10086"));
            calls.next(name, 1, keys("1"));
        }

        clock.turn(PATIENCE);
        calls.expire();
        assertEquals(List.of(), records);
        assertFalse(calls.quiet());
        clock.turn(Duration.ofMillis(1));
        calls.expire();

        assertEquals(how, ended());
        assertEquals(0, calls.size());
    }

    @Test
    void eachAnswerGivesTheCallItsPatienceAnew() {
        var name = begun();
        desk.then(collect(1, ' '));
        clock.turn(PATIENCE);
        calls.next(name, 1, keys("1"));

        clock.turn(PATIENCE);
        calls.expire();

        assertEquals(1, calls.size());
    }

    @ParameterizedTest
    @CsvSource({"1, true", "0, false"})
    void aCallThatLastsTooLongGetsAGoodbyeForItsNextPage(int millisLeft, boolean goesOn) throws Exception {
        var name = begun();
        desk.heard();
        desk.then(collect(1, ' '));
        clock.turn(LONGEST.minusMillis(millisLeft));

        var page = page(calls.next(name, 1, keys("1")));

        assertEquals(goesOn, asks(page));
        assertEquals(goesOn ? "keys 1" : "hung up", desk.heard());
        if (!goesOn) {
            assertEquals("TOO_LONG by SERVICE", ended());
            assertSame(page, page(calls.next(name, 1, keys("1"))), "also to who asks twice");
        }
    }

    @ParameterizedTest
    @CsvSource({"ERROR, FAULT by SERVICE", "HANDED_OVER, TRANSFERRED by SERVICE"})
    void whatThePlatformReportsEndsTheCall(PageReport report, String how) throws Exception {
        var name = begun();
        desk.heard();
        assertTrue(page(calls.report(name, report)).contains("<disconnect"));

        assertEquals(how, ended());
        assertEquals("hung up", desk.heard());
        page(calls.report(name, report));
        page(calls.report("vxml-00", report));
        assertEquals(1, records.size());
    }

    @Test
    void onceItStopsTheNextPageIsTheLast() throws Exception {
        var name = begun();
        desk.heard();
        calls.sayGoodbye();
        desk.then(collect(1, ' '), "您好。");

        var page = page(calls.next(name, 1, keys("1")));

        assertFalse(asks(page));
        assertTrue(page.contains("您好") && page.contains("感谢您的来电"), page);
        assertEquals("DRAINED by SERVICE", ended());
        assertEquals("keys 1", desk.heard());
        assertEquals("hung up", desk.heard());
    }

    @Test
    void aCloseEndsTheCallsThatAreNotOverYet() {
        desk.then(new VoiceNext.HangUp()).then(collect(1, ' '));
        page(start("s1", "13800000001"));
        page(start("s2", "13800000002"));
        calls.close();

        assertEquals(0, calls.size());
        assertEquals(
                List.of("COMPLETED", "DRAINED"),
                records.stream().map(record -> record.result().name()).toList());
    }

    @Test
    void callsHaveNamesThatNobodyGuesses() {
        var one = begun();
        desk.then(collect(1, ' '));
        var other = first(NAME, page(start("s2", "13800000002")));

        assertTrue(one.matches("vxml-[0-9a-f]{32}"), one);
        assertNotEquals(one, other);
    }

    @ParameterizedTest
    @CsvSource({"123, 123", "1 2 3, 123", "dtmf-1 dtmf-star dtmf-pound, 1*#", "*#, *#", "'', ''"})
    void keysAreReadHoweverTheyAreSpelt(String said, String keys) {
        assertEquals(keys, VoiceXmlCalls.keys(said).keys().reveal());
    }
}

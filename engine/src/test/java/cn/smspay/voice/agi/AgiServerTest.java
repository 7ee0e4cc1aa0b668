package cn.smspay.voice.agi;

import static cn.smspay.voice.call.PlannedDesk.collect;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.testing.LogOracle;
import cn.smspay.testing.Service;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.Touch;
import cn.smspay.voice.call.CallFigures;
import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallRecord.HungUpBy;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.NumberRules;
import cn.smspay.voice.call.PlannedDesk;
import cn.smspay.voice.call.SpokenVoice;
import cn.smspay.voice.speech.Speech;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that an Asterisk hands us, over a socket: {@link AgiCall} in each of its phases, and what ends it there. */
final class AgiServerTest {
    private static final String ALL = " \"0123456789*#\"";
    private static SpokenVoice voice;

    private final PlannedDesk desk = new PlannedDesk();
    private final TestClock clock = new TestClock();
    private final BlockingQueue<CallRecord> records = new LinkedBlockingQueue<>();
    private final CallFigures figures = new CallFigures();
    private AgiServer server;

    @BeforeAll
    static void load() {
        voice = new SpokenVoice(
                Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));
    }

    @BeforeEach
    void open() {
        server = open(10, Duration.ofMinutes(10), Duration.ofSeconds(10), "127.0.0.1");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void playsTheWordsFileByFileThenWaitsForAKey() throws Exception {
        var amounts = Map.of(
                "cash", new Spoken.Value(ValueKind.MONEY, "12.05"),
                "card", new Spoken.Value(ValueKind.MONEY, "0.00"));
        var say = new Spoken("zh", "现金账户<cash>元，充值卡账户<card>元。", amounts);
        desk.then(new VoiceTurn(List.of(say), collect(1, ' ')));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            assertEquals("call from [13800000001] to 12588", desk.heard());
            assertEquals(
                    List.of(
                            "ivr/cash-account",
                            "digits/ten",
                            "digits/2",
                            "currency/yuan",
                            "digits/0",
                            "digits/5",
                            "currency/fen",
                            "ivr/card-account",
                            "digits/0",
                            "currency/yuan",
                            "WAIT FOR DIGIT 5000"),
                    asterisk.listen());
        }
    }

    @Test
    void takesTheKeyThatStopsTheWordsAsTheFirstOfTheAnswer() throws Exception {
        desk.then(collect(3, '#'), "您好。", "再见。").then(new VoiceNext.HangUp(), "再见。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=49 endpos=160");
            asterisk.expect("WAIT FOR DIGIT 3000", "200 result=50");
            asterisk.expect("WAIT FOR DIGIT 3000", "200 result=42");

            assertEquals("keys 12*", desk.heard());
            assertEquals(List.of("ivr/goodbye", "HANGUP"), asterisk.listen());
        }
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void doesNotLetTheGoodbyeBeStopped() throws Exception {
        desk.then(new VoiceNext.HangUp(), "您好。", "再见。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            asterisk.expect("STREAM FILE smspay/ivr/hello \"\"", "200 result=0 endpos=8000");
            asterisk.expect("WAIT FOR DIGIT 200", "200 result=49");
            asterisk.expect("STREAM FILE smspay/ivr/goodbye \"\"", "200 result=0 endpos=8000");
            asterisk.expect("HANGUP", "200 result=1");
            assertEquals("closed", asterisk.command());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "18, '#', 123#, keys 123",
        "18, '#', '#', 'keys '",
        "18, '#', 12., keys 12",
        "18, '#', ., silence",
        "3, '#', 123, keys 123",
        "2, ' ', '#*', keys #*",
        "1, '#', A7, keys 7",
        "40, '*', 1*, keys 1"
    })
    void collectsKeys(int max, char finish, String pressed, String heard) throws Exception {
        desk.then(collect(max, finish)).then(new VoiceNext.HangUp());

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            for (char key : pressed.toCharArray()) {
                assertTrue(asterisk.command().startsWith("WAIT FOR DIGIT "));
                asterisk.press(key == '.' ? 0 : key);
            }

            assertEquals(heard, desk.heard());
        }
    }

    @Test
    void passesOverTheFinishingKeyOfAnAnswerThatWasFull() throws Exception {
        desk.then(collect(2, '#')).then(collect(1, '#'), "您好。").then(new VoiceNext.HangUp());

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.expect("WAIT FOR DIGIT 5000", "200 result=49");
            asterisk.expect("WAIT FOR DIGIT 3000", "200 result=50");
            assertEquals("keys 12", desk.heard());
            asterisk.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=35 endpos=0");
            asterisk.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=35 endpos=4000");

            assertEquals("keys ", desk.heard());
        }
    }

    @Test
    void handsACallerOverToThePlaceInTheDialplan() throws Exception {
        desk.then(new VoiceNext.Transfer("10086"), "正在为您转接。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.expect("STREAM FILE smspay/ivr/connecting \"\"", "200 result=0 endpos=8000");
            asterisk.expect("SET CONTEXT agents", "200 result=0");
            asterisk.expect("SET EXTENSION 10086", "200 result=0");
            asterisk.expect("SET PRIORITY 1", "200 result=0");
            assertEquals("closed", asterisk.command());
        }
        assertEquals("hung up", desk.heard());
        assertEquals(CallResult.TRANSFERRED, record().result());
    }

    @Test
    void saysThatNobodyIsThereInsteadOfCallingSomebodyWhoIsNotConfigured() throws Exception {
        desk.then(new VoiceNext.Transfer("0013800000001")).then(new VoiceNext.HangUp(), "再见。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            assertEquals(List.of("ivr/goodbye", "HANGUP"), asterisk.listen());
            assertEquals("not handed over", desk.heard());
        }
    }

    @Test
    void takesACallerBackWhomNoAgentAnswered() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL.replace("agi_context", "agi_arg_1: handover-failed\nagi_context"));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("back from the agent [13800000001] to 12588", desk.heard());
            assertEquals(List.of("ivr/hello", "WAIT FOR DIGIT 5000"), asterisk.listen());
        }
    }

    @Test
    void takesSoManyCallsOfOneCaller() throws Exception {
        for (int i = 0; i < 4; i++) {
            desk.then(collect(1, ' '));
        }
        try (var first = FakeAsterisk.call(server.port());
                var second = FakeAsterisk.call(server.port());
                var third = new FakeAsterisk(server.port());
                var another = new FakeAsterisk(server.port())) {
            desk.heard();
            desk.heard();
            third.send(FakeAsterisk.CALL);
            assertEquals("HANGUP", third.command());
            another.send(FakeAsterisk.CALL.replace("13800000001", "13800000002"));
            another.expect("ANSWER", "200 result=0");
            assertEquals("call from [13800000002] to 12588", desk.heard());

            first.command();
            first.send("HANGUP\n");
            assertEquals("hung up", desk.heard());
            var again = FakeAsterisk.call(server.port());
            assertEquals("call from [13800000001] to 12588", desk.heard());
            again.close();
            second.command();
        }
    }

    @Test
    void letsACallerHearWhatIsSaidAndAGoodbyeWhenItStops() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            assertEquals("STREAM FILE smspay/ivr/hello" + ALL, asterisk.command());
            var stopping = new Thread(() -> server.stop(Duration.ofMillis(1)));
            stopping.start();
            var answer = "";
            while (!answer.equals("STREAM FILE smspay/ivr/thanks-for-calling \"\"")) {
                asterisk.send("200 result=0 endpos=8000\n");
                answer = asterisk.command();
                desk.then(collect(1, ' '), "您好。");
            }
            try (var late = new FakeAsterisk(server.port())) {
                late.send(FakeAsterisk.CALL.replace("13800000001", "13800000002"));
                assertEquals("HANGUP", late.command());
            }
            asterisk.send("200 result=0 endpos=8000\n");
            assertTrue(asterisk.listen().contains("HANGUP"));
            asterisk.send("200 result=1\n");
            stopping.join();
            assertEquals(CallResult.DRAINED, record().result());
        }
    }

    @Test
    void takesAKeyThatAnswersAloneAtOnce() throws Exception {
        var entry = new VoiceNext.Collect(18, '#', '*', Duration.ofSeconds(5), Duration.ofSeconds(3), true);
        desk.then(entry).then(entry).then(new VoiceNext.HangUp());

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.expect("WAIT FOR DIGIT 5000", "200 result=42");
            assertEquals("keys *", desk.heard());
            asterisk.expect("WAIT FOR DIGIT 5000", "200 result=49");
            asterisk.expect("WAIT FOR DIGIT 3000", "200 result=42");
            asterisk.expect("WAIT FOR DIGIT 3000", "200 result=35");
            assertEquals("keys 1*", desk.heard());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 result=-1\n", "HANGUP\n", "511 Command Not Permitted on a dead channel\n"})
    void tellsTheDeskThatACallerHungUp(String line) throws Exception {
        desk.then(collect(1, ' '));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
            asterisk.send(line);

            assertEquals("hung up", desk.heard());
            assertEquals("closed", asterisk.command());
        }
    }

    @Test
    void tellsTheDeskThatAConnectionBroke() throws Exception {
        desk.then(collect(1, ' '));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
        }

        assertEquals("hung up", desk.heard());
    }

    @Test
    void knowsAHangUpDuringAFileFromAFileThatIsNotThere() throws Exception {
        desk.then(collect(1, ' '), "您好。").then(collect(1, ' '), "您好。");

        try (var gone = FakeAsterisk.call(server.port())) {
            desk.heard();
            gone.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=-1 endpos=80");
            gone.expect("CHANNEL STATUS", "200 result=-1");
            assertEquals("hung up", desk.heard());
            assertEquals("closed", gone.command());
        }
        try (var noFile = FakeAsterisk.call(server.port())) {
            desk.heard();
            noFile.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=-1 endpos=0");
            noFile.expect("CHANNEL STATUS", "200 result=6");
            assertEquals("HANGUP", noFile.command());
            assertEquals("hung up", desk.heard());
        }
    }

    @Test
    void knowsAFileThatIsNotThereFromAnOldAsteriskToo() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.expect("STREAM FILE smspay/ivr/hello" + ALL, "200 result=0 endpos=0");
            assertEquals("HANGUP", asterisk.command());
        }
        assertEquals(CallResult.FAULT, record().result());
    }

    @Test
    void forgetsTheAnswerOfTheDeskWhenTheCallerIsGone() throws Exception {
        var turn = desk.later();

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.send("HANGUP\n");
            assertEquals("hung up", desk.heard());
            turn.complete(new VoiceTurn(List.of(), collect(1, ' ')));

            assertEquals("closed", asterisk.command());
        }
    }

    @Test
    void hangsUpWhenTheDeskFails() throws Exception {
        desk.later().completeExceptionally(new IllegalStateException("broken"));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            assertEquals("HANGUP", asterisk.command());
            assertEquals("closed", asterisk.command());
        }
    }

    @Test
    void hangsUpWhenTheDeskSaysWhatCannotBeSpoken() throws Exception {
        desk.then(collect(1, ' '), "余额<a>元。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            assertEquals("HANGUP", asterisk.command());
            assertEquals("hung up", desk.heard());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "agi_callerid: 13800000001, agi_callerid: unknown, ''",
        "agi_callerid: 13800000001, agi_callerid:, ''",
        "agi_callerid: 13800000001, agi_callerid: Bob <1>, ''",
        "agi_callerid: 13800000001, agi_callerid: +8613800000001, 13800000001",
        "agi_callingpres: 0, agi_callingpres: 3, 13800000001",
        "agi_callingpres: 0, agi_callingpres: 32, ''",
        "agi_callingpres: 0, agi_callingpres: 67, ''",
        "agi_callingpres: 0, agi_callingpres: x, ''",
    })
    void believesOnlyANumberThatIsShown(String line, String instead, String caller) throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL.replace(line, instead));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("call from [" + caller + "] to 12588", desk.heard());
        }
    }

    /** Ways to be taken for 13800000002: none succeeds, whatever becomes of the call. */
    @ParameterizedTest
    @CsvSource({
        "agi_calleridname: unknown, agi_calleridname: 13800000002",
        "agi_calleridname: unknown, agi_calleridname: <tel:13800000002>",
        "agi_calleridname: unknown, 'agi_calleridname: x\nagi_callerid: 13800000002'",
        "agi_calleridname: unknown, 'agi_calleridname: x\nagi_callingpres: 0'",
        "agi_calleridname: unknown, 'agi_calleridname: x\n\nagi_callerid: 13800000002'",
        "agi_callerid: 13800000001, agi_callerid : 13800000002",
        "agi_callerid: 13800000001, AGI_CALLERID: 13800000002",
        "agi_callerid: 13800000001, 'agi_callerid: \"13800000002\" <13800000001>'",
        "agi_callerid: 13800000001, agi_callerid: +13800000002",
        "agi_callerid: 13800000001, agi_callerid: 13800000002 <13800000001>",
        "agi_callerid: 13800000001, 'agi_callerid: 13800000002, 13800000001'",
        "agi_callerid: 13800000001, agi_callerid: 13800000002@example.com",
        "agi_callingpres: 0, 'agi_rdnis: 13800000002\nagi_callingpres: 0'",
        "agi_callingpres: 0, 'agi_arg_1: agi_callerid: 13800000002\nagi_callingpres: 0'",
    })
    void takesNoWordOfACallForAnotherNumber(String line, String instead) throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL.replace(line, instead));
            if (asterisk.command().equals("ANSWER")) {
                asterisk.send("200 result=0\n");
                asterisk.command();
            }
        }
        assertTrue(desk.toldNothingMore() || !desk.heard().contains("[13800000002]"));
    }

    @ParameterizedTest
    @CsvSource({
        "13800000002, 2, ''",
        "13800000002, 34, ''",
        "13800000002, 128, ''",
        "013800000002, 0, 13800000002",
        "008613800000002, 1, 13800000002",
    })
    void believesANumberThatTheNetworkDoesNotDoubt(String number, String presentation, String caller) throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL
                    .replace("agi_callerid: 13800000001", "agi_callerid: " + number)
                    .replace("agi_callingpres: 0", "agi_callingpres: " + presentation));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("call from [" + caller + "] to 12588", desk.heard());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+8612588", "8612588", "sip:12588@trunk.example", "tel:12588;phone-context=+86"})
    void readsTheNumberThatWasDialledAsATrunkWritesIt(String dialled) throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL
                    .replace("agi_network_script: smspay", "agi_network_script:")
                    .replace("agi_dnid: 12588", "agi_dnid: " + dialled));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("call from [13800000001] to 12588", desk.heard());
        }
    }

    @Test
    void takesTheExtensionWhenNoNumberWasDialled() throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL
                    .replace("agi_dnid: 12588", "agi_dnid: unknown")
                    .replace("agi_extension: s", "agi_extension: 12588"));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("call from [13800000001] to 12588", desk.heard());
        }
    }

    @Test
    void takesTheNumberInTheDialplansAddressWhereTheTrunkWritesItItsOwnWay() throws Exception {
        desk.then(new VoiceNext.HangUp());

        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL
                    .replace("agi_network_script: smspay", "agi_network_script: 12588")
                    .replace("agi_dnid: 12588", "agi_dnid: 073112588"));
            asterisk.expect("ANSWER", "200 result=0");

            assertEquals("call from [13800000001] to 12588", desk.heard());
        }
    }

    @Test
    void hangsUpCallsToOtherNumbers() throws Exception {
        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL.replace("12588", "12589"));

            assertEquals("HANGUP", asterisk.command());
        }
        assertTrue(desk.toldNothingMore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n", "\n", "agi_request\n", "agi_callerid: 1\n\n", "\u0000\u0001\n"})
    void closesOnWhatIsNoRequest(String text) throws Exception {
        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(text);

            assertEquals("closed", asterisk.command());
        }
        assertTrue(desk.toldNothingMore());
    }

    @Test
    void closesOnEndlessRequests() throws Exception {
        try (var many = new FakeAsterisk(server.port());
                var wide = new FakeAsterisk(server.port())) {
            for (int i = 0; i < 101; i++) {
                many.send("agi_arg_" + i + ": x\n");
            }
            wide.send("agi_" + "x".repeat(5000));

            assertEquals("closed", many.command());
            assertEquals("closed", wide.command());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "200 result=x",
                "200 result=99999999999",
                "510 Invalid or unknown command",
                "520-Invalid syntax"
            })
    void hangsUpWhenAsteriskDoesNotDoWhatItIsTold(String line) throws Exception {
        desk.then(collect(1, ' '));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
            asterisk.send(line + "\n");

            assertEquals("HANGUP", asterisk.command());
            assertEquals("hung up", desk.heard());
        }
    }

    @Test
    void givesUpOnAnAsteriskThatSaysNothing() throws Exception {
        server.close();
        server = open(10, Duration.ofMinutes(10), Duration.ofMillis(50), "127.0.0.1");

        try (var asterisk = new FakeAsterisk(server.port())) {
            assertEquals("closed", asterisk.command());
        }
    }

    @Test
    void endsCallsThatLastTooLong() throws Exception {
        server.close();
        server = open(10, Duration.ofMillis(300), Duration.ofSeconds(10), "127.0.0.1");
        desk.then(collect(1, ' '));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();

            assertEquals("HANGUP", asterisk.command());
            assertEquals("hung up", desk.heard());
        }
    }

    @Test
    void refusesStrangersAndMoreCallsThanItMayTake() throws Exception {
        server.close();
        server = open(10, Duration.ofMinutes(10), Duration.ofSeconds(10), "192.0.2.1");
        try (var stranger = new FakeAsterisk(server.port())) {
            assertEquals("closed", stranger.command());
        }

        server.close();
        server = open(1, Duration.ofMinutes(10), Duration.ofSeconds(10), "127.0.0.1");
        desk.then(collect(1, ' '));
        try (var first = FakeAsterisk.call(server.port());
                var second = new FakeAsterisk(server.port())) {
            assertEquals("closed", second.command());
            assertEquals(1, server.calls());
            assertEquals("WAIT FOR DIGIT 5000", first.command());
        }
    }

    @Test
    void hangsUpEveryCallWhenItCloses() throws Exception {
        desk.then(collect(1, ' '));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
            server.close();

            assertEquals("closed", asterisk.command());
            assertEquals("hung up", desk.heard());
        }
    }

    private CallRecord record() throws Exception {
        var record = records.poll(5, TimeUnit.SECONDS);
        if (record == null) {
            throw new AssertionError("no call was recorded");
        }
        assertEquals(0, figures.callsNow());
        assertEquals(1, figures.endings(record.result()));
        return record;
    }

    @Test
    void recordsACallThatItEnds() throws Exception {
        desk.then(new VoiceNext.HangUp(), "您好。");
        var start = clock.instant();

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            clock.turn(Duration.ofSeconds(7));
            asterisk.expect("STREAM FILE smspay/ivr/hello \"\"", "200 result=0 endpos=8000");
            asterisk.expect("HANGUP", "200 result=1");

            var record = record();
            assertEquals(
                    new CallRecord(
                            record.id(),
                            "1257123600.1",
                            "13800000001",
                            "12588",
                            "agi:127.0.0.1",
                            start,
                            start,
                            start.plusSeconds(7),
                            7000,
                            "menu",
                            CallResult.COMPLETED,
                            HungUpBy.SERVICE,
                            null,
                            "",
                            "NONE",
                            0,
                            0,
                            null,
                            null),
                    record);
            assertEquals(1, figures.answered());
        }
    }

    @Test
    void recordsThatTheCallerHungUp() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
            asterisk.send("HANGUP\n");

            var record = record();
            assertEquals(CallResult.CALLER_HUNG_UP, record.result());
            assertEquals(HungUpBy.CALLER, record.hungUpBy());
        }
    }

    @Test
    void recordsACallThatWasGoneBeforeItWasAnswered() throws Exception {
        try (var asterisk = new FakeAsterisk(server.port())) {
            asterisk.send(FakeAsterisk.CALL);
            asterisk.expect("ANSWER", "200 result=-1");

            var record = record();
            assertEquals(CallResult.CANCELLED, record.result());
            assertNull(record.answeredAt());
            assertEquals(0, figures.answered());
        }
    }

    @Test
    void recordsThatTheAgentTookOver() throws Exception {
        desk.then(new VoiceNext.Transfer("10086"));

        try (var asterisk = FakeAsterisk.call(server.port())) {
            asterisk.expect("SET CONTEXT agents", "200 result=0");
            asterisk.expect("SET EXTENSION 10086", "200 result=0");
            asterisk.expect("SET PRIORITY 1", "200 result=0");

            assertEquals(CallResult.TRANSFERRED, record().result());
        }
    }

    @Test
    void recordsCallsThatEndBecauseItStops() throws Exception {
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            desk.heard();
            asterisk.command();
            server.close();

            assertEquals(CallResult.DRAINED, record().result());
        }
    }

    @Test
    void servesANetworkOfAsterisks() throws Exception {
        server.close();
        server = open(10, Duration.ofMinutes(10), Duration.ofSeconds(10), "127.0.0.0/30");
        desk.then(collect(1, ' '), "您好。");

        try (var asterisk = FakeAsterisk.call(server.port())) {
            assertTrue(asterisk.command().startsWith("STREAM FILE"));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> open(10, Duration.ofMinutes(10), Duration.ofSeconds(10), "asterisk.example.com"));
    }

    /** What a broken or hostile Asterisk says ends its own call at most, and not a word of it reaches the log. */
    @Test
    void survivesCallsThatChanceHasTouched() throws Exception {
        long seed = Long.getLong("smspay.agi.seed", new Random().nextLong());
        var random = new Random(seed);
        var call = FakeAsterisk.CALL
                .replace("unknown", LogOracle.CANARY)
                .replace("1257123600.1", LogOracle.CANARY)
                .getBytes(StandardCharsets.UTF_8);
        var replies = ("200 result=0\n200 result=49 endpos=" + LogOracle.CANARY + "\n511 " + LogOracle.CANARY
                        + "\nHANGUP\n520-" + LogOracle.CANARY + "\n520 End\n")
                .getBytes(StandardCharsets.UTF_8);
        try (var log = LogOracle.listen()) {
            for (int i = 0; i < 2_000; i++) {
                desk.then(collect(3, '#'), "您好。");
            }
            for (int i = 0; i < 400; i++) {
                try (var socket = new Socket("127.0.0.1", server.port())) {
                    socket.getOutputStream().write(Touch.of(call, random));
                    socket.getOutputStream().write(Touch.of(replies, random));
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (SocketException e) {
                    // Hung up on in the middle, as it may be.
                    assertTrue(i >= 0);
                }
            }
            while (figures.callsNow() > 0) {
                Service.moment();
            }
            assertTrue(
                    log.lines().stream().noneMatch(line -> line.contains("Exception")),
                    "seed " + seed + " " + log.lines());
        }
        try (var asterisk = FakeAsterisk.call(server.port())) {
            assertTrue(asterisk.command().startsWith("STREAM FILE"), "seed " + seed);
        }
    }

    @Test
    void neverPrintsAKey() {
        var reply = AgiReply.read("200 result=53").orElseThrow();

        assertEquals("AgiReply 200", reply.toString());
    }

    @Test
    void refusesPlacesThatAreNoPlaceInADialplan() {
        assertThrows(IllegalArgumentException.class, () -> new AgiSettings.DialplanPlace("agents", "10086\nHANGUP"));
        assertThrows(IllegalArgumentException.class, () -> new AgiSettings.DialplanPlace("", "10086"));
    }

    private AgiServer open(int calls, Duration longest, Duration patience, String peer) {
        var settings = new AgiSettings(
                "127.0.0.1",
                0,
                List.of(peer),
                List.of(new ServiceNumber("12588")),
                "smspay",
                Map.of("10086", new AgiSettings.DialplanPlace("agents", "10086")),
                new CallSettings.CallCaps(calls, 2, 1000, longest, patience, patience, patience),
                false,
                NumberRules.NONE,
                patience);
        return new AgiServer(settings, desk, voice, clock, records::add, figures);
    }
}

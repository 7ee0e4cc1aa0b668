package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallRecord.HungUpBy;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls as somebody else's SIP software makes them. */
@Tag("peer")
final class SippTest {
    @TempDir
    private Path folder;

    private TestServer test = TestServer.usual();

    @BeforeEach
    void needSipp() {
        Sipp.needed();
    }

    @AfterEach
    void stop() {
        test.close();
    }

    private Sipp sipp() {
        return new Sipp(folder, test.server.udpPort());
    }

    private void restart(SipSettings settings) {
        test.close();
        test = new TestServer(settings);
    }

    private String[] heard() {
        return test.desk.heard.toArray(String[]::new);
    }

    @Test
    void tellsABalanceAndHangsUp() throws Exception {
        assertTrue(sipp().plays("balance"));

        var record = test.record();
        assertEquals(CallResult.COMPLETED, record.result());
        assertEquals(HungUpBy.SERVICE, record.hungUpBy());
        assertEquals("INFO", record.keyKind());
        assertEquals("12588", record.dialled());
        assertEquals("gw", record.via());
        assertEquals(200, record.sipStatus());
        assertEquals(test.server.figures().answered(), 1);
    }

    @Test
    void worksOverTcpToo() throws Exception {
        assertTrue(new Sipp(folder, test.server.tcpPort()).plays("balance", "-t", "t1"));

        assertEquals(CallResult.COMPLETED, test.record().result());
    }

    @Test
    void givesUpAfterThreeWrongKeys() throws Exception {
        assertTrue(sipp().plays("wrong-keys"));

        assertEquals(CallResult.COMPLETED, test.record().result());
        assertEquals(
                "keys 7,keys 8,keys 9",
                String.join(",", Stream.of(heard()).skip(1).toList()));
    }

    @Test
    void givesUpAfterThreeSilences() throws Exception {
        assertTrue(sipp().plays("silence"));

        assertEquals(CallResult.COMPLETED, test.record().result());
        assertEquals(
                "silence,silence,silence",
                String.join(",", Stream.of(heard()).skip(1).toList()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hangs-up-while-spoken-to", "hangs-up-while-asked", "hangs-up-during-goodbye"})
    void survivesACallerWhoHangsUp(String scenario) throws Exception {
        assertTrue(sipp().plays(scenario));

        var record = test.record();
        assertEquals(HungUpBy.CALLER, record.hungUpBy());
        assertEquals(0, test.server.figures().callsNow());
    }

    @Test
    void takesTheFinishingKeyAfterTheLastDigitForWhatItIs() throws Exception {
        assertTrue(sipp().plays("secret"));

        assertEquals(CallResult.COMPLETED, test.record().result());
        assertEquals(
                "keys 2,keys 123456",
                String.join(",", Stream.of(heard()).skip(1).toList()));
    }

    @Test
    void waitsWhileItIsHeld() throws Exception {
        assertTrue(sipp().plays("hold"));

        test.record();
        assertEquals("keys 1", String.join(",", Stream.of(heard()).skip(1).toList()));
    }

    @Test
    void refreshesTheSessionWhenAsked() throws Exception {
        assertTrue(sipp().plays("update"));

        assertEquals(CallResult.COMPLETED, test.record().result());
    }

    @Test
    void hangsUpOnACallerWhoNeverAcknowledges() throws Exception {
        restart(TestServer.with(new CallSettings.CallCaps(
                10,
                10,
                10,
                Duration.ofMinutes(1),
                Duration.ofSeconds(7),
                Duration.ofMillis(1200),
                Duration.ofSeconds(90))));

        assertTrue(sipp().plays("lost-ack"));

        assertEquals(CallResult.NO_ACK, test.record().result());
        assertEquals(0, test.server.figures().callsNow());
    }

    @ParameterizedTest
    @CsvSource({
        "no-common-codec, NOT_ACCEPTABLE",
        "broken-description, NOT_ACCEPTABLE",
        "unknown-number, UNKNOWN_NUMBER",
        "unknown-requirement, BAD_EXTENSION",
        "too-short-session, INTERVAL_TOO_SMALL"
    })
    void refusesWhatItCannotTake(String scenario, CallRefusal reason) throws Exception {
        assertTrue(sipp().plays(scenario));

        assertEquals(1, test.server.figures().refusals(reason));
        assertEquals(0, test.server.figures().callsNow());
    }

    @Test
    void saysWhatItCanDo() throws Exception {
        assertTrue(sipp().plays("options"));

        assertEquals(0, test.server.figures().answered());
    }

    @Test
    void saysWhenItIsFull() throws Exception {
        restart(TestServer.with(new CallSettings.CallCaps(
                0,
                10,
                10,
                Duration.ofMinutes(1),
                Duration.ofSeconds(7),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90))));

        assertTrue(sipp().plays("too-many"));

        assertEquals(1, test.server.figures().refusals(CallRefusal.FULL));
    }

    @Test
    void saysWhenACallerHasCallsEnough() throws Exception {
        restart(TestServer.with(new CallSettings.CallCaps(
                10,
                0,
                10,
                Duration.ofMinutes(1),
                Duration.ofSeconds(7),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90))));

        assertTrue(sipp().plays("caller-busy"));

        assertEquals(1, test.server.figures().refusals(CallRefusal.CALLER_BUSY));
    }

    @Test
    void refusesAFloodAndServesTheRest() throws Exception {
        restart(TestServer.with(new CallSettings.CallCaps(
                1000,
                10,
                20,
                Duration.ofMinutes(1),
                Duration.ofSeconds(7),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90))));

        sipp().plays("balance", "-m", "200", "-r", "200", "-default_behaviors", "all,-abortunexp");

        assertTrue(test.server.figures().refusals(CallRefusal.TOO_FAST) > 100);
        assertTrue(test.server.figures().endings(CallResult.COMPLETED) >= 20);
    }

    @Test
    void serves200CallsAtOnce() throws Exception {
        assertTrue(sipp().plays(
                        "balance", "-m", "200", "-r", "100", "-l", "200", "-default_behaviors", "all,-abortunexp"));

        for (int i = 0; i < 200; i++) {
            assertEquals(CallResult.COMPLETED, test.record().result());
        }
        assertEquals(0, test.server.figures().callsNow());
    }

    @Test
    void handsACallerToTheAgent() throws Exception {
        assertTrue(sipp().plays("transfer"));

        assertEquals(CallResult.TRANSFERRED, test.record().result());
    }

    @Test
    void goesOnWithACallerWhoCannotBeHandedOver() throws Exception {
        assertTrue(sipp().plays("transfer-refused"));

        assertEquals(CallResult.COMPLETED, test.record().result());
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import gov.nist.core.StackLogger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link StackLog} tells of what the library says: where it was, never what anybody sent, and each place once a minute. */
final class StackLogTest {
    private static final String SENT = "INVITE sip:13800000001 with a password 135792";

    private static Exception thrown(String place, int line) {
        var exception = new IllegalStateException(SENT);
        exception.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("java.lang.String", "charAt", "String.java", 7),
            new StackTraceElement(place, "parse", "Parser.java", line)
        });
        return exception;
    }

    @ParameterizedTest
    @CsvSource({
        "gov.nist.javax.sip.parser.Parser, IllegalStateException in Parser.parse:12",
        "cn.smspay.voice.sip.SipScreen, IllegalStateException in SipScreen.parse:12",
        "java.util.ArrayList, IllegalStateException"
    })
    void aPlaceIsTheFirstOfTheLibraryOrOurs(String place, String said) {
        assertEquals(said, StackLog.place(thrown(place, 12)));
    }

    @Test
    void nothingThatWasSentIsSaidAndNoPlaceTwiceAMinute() {
        var stack = new StackLog();
        try (var log = LogOracle.listen()) {
            for (int i = 0; i < 5; i++) {
                stack.logException(thrown("gov.nist.Parser", 1));
                stack.logError(SENT, thrown("gov.nist.Parser", 2));
                stack.logError(SENT);
                stack.logWarning(SENT);
                stack.logInfo(SENT);
                stack.logDebug(SENT);
                stack.logTrace(SENT);
            }
            stack.logFatalError(SENT);

            var lines = log.lines().stream()
                    .filter(line -> line.contains("SIP library"))
                    .toList();
            assertEquals(4, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("Parser.parse:1"), lines.get(0));
            assertTrue(lines.get(1).contains("Parser.parse:2"), lines.get(1));
            assertTrue(lines.get(3).contains("gave up"), lines.get(3));
            assertFalse(lines.toString().contains("135792"), lines.toString());
        }
    }

    /** More places than anybody reads are forgotten, so that a scanner cannot fill the memory. */
    @Test
    void afterAThousandPlacesTheFirstIsNewAgain() {
        var stack = new StackLog();
        try (var log = LogOracle.listen()) {
            for (int line = 1; line <= 1000; line++) {
                stack.logException(thrown("gov.nist.Parser", line));
            }
            stack.logException(thrown("gov.nist.Parser", 1000));
            long said = log.lines().stream()
                    .filter(line -> line.contains("SIP library"))
                    .count();
            assertEquals(1000, said);
            stack.logException(thrown("gov.nist.Parser", 1001));
            stack.logException(thrown("gov.nist.Parser", 1));
            assertEquals(
                    1002,
                    log.lines().stream()
                            .filter(line -> line.contains("SIP library"))
                            .count());
        }
    }

    @Test
    void onlyErrorsAreAskedFor() {
        var stack = new StackLog();
        assertFalse(stack.isLoggingEnabled());
        assertTrue(stack.isLoggingEnabled(StackLogger.TRACE_ERROR));
        assertTrue(stack.isLoggingEnabled(StackLogger.TRACE_FATAL));
        assertFalse(stack.isLoggingEnabled(StackLogger.TRACE_WARN));
        assertFalse(stack.isLoggingEnabled(StackLogger.TRACE_DEBUG));
    }
}

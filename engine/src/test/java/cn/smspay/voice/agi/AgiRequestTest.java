package cn.smspay.voice.agi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceNumber;
import cn.smspay.voice.call.NumberRules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgiRequestTest {
    private static final List<ServiceNumber> OURS = List.of(new ServiceNumber("12588"), new ServiceNumber("10086"));

    private final AgiRequest request = new AgiRequest(false, NumberRules.NONE);

    /** The octet of Q.931: 0 to 3 is a number that is shown, of which 2 was checked and is not the caller's. */
    @ParameterizedTest
    @CsvSource({
        "0, false, 13800000001",
        "1, false, 13800000001",
        "2, false, ''",
        "2, true, 13800000001",
        "3, false, 13800000001",
        "32, true, ''",
        "35, true, ''",
        "67, true, ''",
        "-1, true, ''",
        "9999, true, ''",
        "prohib, true, ''"
    })
    void showsACallerAsHisNetworkSays(String presentation, boolean believing, String caller) {
        var request = new AgiRequest(believing, NumberRules.NONE);
        request.add("agi_callerid: 13800000001");
        request.add("agi_callingpres: " + presentation);

        assertEquals(caller, request.caller());
    }

    @Test
    void takesTheFirstOfTwoFieldsForForgedAndRefusesTheRequest() {
        assertTrue(request.add("agi_callerid: 13800000001"));

        assertFalse(request.add("agi_callerid: 13900000009"));

        assertEquals("13800000001", request.caller());
    }

    @ParameterizedTest
    @CsvSource({
        "agi_network_script: 12588, agi_dnid: 10086, 12588",
        "agi_dnid: +8612588, agi_extension: 10086, 12588",
        "agi_dnid: 999, agi_extension: 10086, 10086",
        "agi_dnid: 999, agi_extension: s, ''"
    })
    void findsWhichNumberWasDialled(String first, String second, String dialled) {
        request.add(first);
        request.add(second);

        assertEquals(
                Optional.of(dialled).filter(digits -> !digits.isEmpty()).map(ServiceNumber::new),
                request.dialled(OURS));
    }

    @Test
    void isCompleteWithItsOwnNameAndEndsAtTooManyLines() {
        assertFalse(request.complete());
        assertTrue(request.add("agi_request: agi://h/12588"));
        assertTrue(request.complete());
        assertFalse(request.add("HTTP/1.1"));
        for (int i = 0; i < 99; i++) {
            assertTrue(request.add("agi_x" + i + ": 1"));
        }
        assertFalse(request.add("agi_one_more: 1"));
    }
}

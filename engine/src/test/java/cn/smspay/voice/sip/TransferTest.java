package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransferTest {
    private final List<String> told = new ArrayList<>();
    private final Transfer transfer = new Transfer();

    private Consumer<Boolean> as(String name) {
        return done -> told.add(name + ' ' + done);
    }

    @ParameterizedTest
    @CsvSource({
        "SIP/2.0 100 Trying, ''",
        "SIP/2.0 180 Ringing, ''",
        "SIP/2.0 200 OK, a true",
        "SIP/2.0 302 Moved, a false",
        "SIP/2.0 486 Busy Here, a false",
        "SIP/2.0 603 Decline, a false",
        "HTTP/1.1 200 OK, ''",
        "'', ''"
    })
    void endsByTheStatusOfTheFragment(String fragment, String ended) {
        transfer.asked(as("a"));

        transfer.notified(fragment + "\r\n");
        transfer.notified("SIP/2.0 100 Trying");

        assertEquals(ended.isEmpty() ? List.of() : List.of(ended), told);
    }

    @Test
    void isToldOnceAndAnOldFailureIsNotTheNextOnes() {
        var first = as("a");
        transfer.asked(first);
        transfer.failed(first);
        transfer.asked(as("b"));

        transfer.failed(first);
        transfer.notified("SIP/2.0 200 OK");
        transfer.ended(false);

        assertEquals(List.of("a false", "b true"), told);
    }
}

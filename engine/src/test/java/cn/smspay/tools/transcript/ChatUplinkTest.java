package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A message octet by octet, as the line {@code deliver} writes it: {@link ChatUplink}. */
final class ChatUplinkTest {
    private static String octets(String line) {
        return HexFormat.of()
                .formatHex(ChatUplink.read(line, "13800000001", "10658888").octets());
    }

    @ParameterizedTest
    @CsvSource({
        "text=CX, 4358",
        "dcs=0 text=C X, 432058",
        "dcs=8 text=余, 4f59",
        "dcs=15 text=余, d3e0",
        "dcs=3 text=\\u00e9, e9",
        "dcs=1 text=\\u00e9, 3f",
        "hex=0aFF, 0aff",
        "hex=00 text=A, 41",
        "text=from=1, 66726f6d3d31",
        "part=2/3/77 text=A, 0500034d030241",
        "udh=0600 hex=41, 060041",
        "'', ''"
    })
    void theTextIsWrittenAsItsCodingSays(String line, String hex) {
        assertEquals(hex, octets(line));
    }

    @Test
    void numbersCodingAndHeaderAreAsTheLineSays() {
        var usual = ChatUplink.read("text=A", "13800000001", "10658888");
        assertEquals("13800000001 10658888 0 false false", told(usual));
        var other = ChatUplink.read("from=+8613900000002 to=106588881 dcs=8 udh=00 payload text=A", "1", "2");
        assertEquals("+8613900000002 106588881 8 true true", told(other));
    }

    private static String told(cn.smspay.outside.simulator.Uplink uplink) {
        return uplink.from() + " " + uplink.to() + " " + uplink.dataCoding() + " " + uplink.userDataHeader() + " "
                + uplink.payload();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"colour=red text=A", "part=1/2 text=A", "part=1/2/3/4", "dcs=many", "hex=0", "hex=xx", "payloads"
            })
    void whatItDoesNotKnowIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> ChatUplink.read(line, "1", "2"));
    }
}

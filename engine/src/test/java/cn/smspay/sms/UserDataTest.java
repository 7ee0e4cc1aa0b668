package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Part;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserDataTest {
    private static DeliveredPdu pdu(int dataCoding, boolean header, byte[] octets) {
        return new DeliveredPdu(
                "smsc",
                "smsc-1",
                1,
                "8613800000001",
                "10658888",
                dataCoding,
                octets,
                header,
                null,
                null,
                Instant.EPOCH);
    }

    private static String text(int dataCoding, Alphabet byDefault, byte[] octets) {
        var data = UserData.of(pdu(dataCoding, false, octets));
        return data.writing(dataCoding, byDefault)
                .map(w -> w.decode(data.content()))
                .orElse("(not text)");
    }

    @ParameterizedTest
    @CsvSource({
        // hex of the header and one more octet, reference, number, total
        "0500030a030241, 10, 2, 3",
        "06080401f4020141, 500, 1, 2",
        "0800030a03020102ff41, 10, 2, 3",
    })
    void readsThePartFromTheHeader(String hex, int reference, int number, int total) {
        var data = UserData.of(pdu(8, true, HexFormat.of().parseHex(hex)));

        assertEquals(new Part(reference, number, total), data.part());
    }

    @ParameterizedTest
    @CsvSource({"0500030a030041", "0500030a020341", "0500030a010141", "05000", "ff", "00", "0300030a41"})
    void takesANonsenseHeaderForNone(String hex) {
        var data = UserData.of(pdu(8, true, HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0")));

        assertNull(data.part());
    }

    @Test
    void treatsAPortAddressAsNotText() {
        var push = UserData.of(pdu(0, true, HexFormat.of().parseHex("0605040b8423f0010203")));

        assertEquals(Optional.empty(), push.writing(0, Alphabet.GSM));
    }

    @Test
    void decodesEveryWriting() {
        assertEquals("HF50", text(0, Alphabet.GSM, "HF50".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("开户", text(0, Alphabet.GBK, "开户".getBytes(Charset.forName("GBK"))));
        assertEquals("开户", text(15, Alphabet.GSM, "开户".getBytes(Charset.forName("GBK"))));
        assertEquals("开户", text(8, Alphabet.GSM, "开户".getBytes(StandardCharsets.UTF_16BE)));
        assertEquals("é", text(3, Alphabet.GSM, "é".getBytes(StandardCharsets.ISO_8859_1)));
        assertEquals("开户", text(0x18, Alphabet.GSM, "开户".getBytes(StandardCharsets.UTF_16BE)));
        assertEquals("(not text)", text(4, Alphabet.GSM, new byte[] {1, 2}));
        assertEquals("(not text)", text(0xf5, Alphabet.GSM, new byte[] {1, 2}));
    }

    @Test
    void readsDamagedTextWithoutFailing() {
        assertEquals("KT\ufffd", text(8, Alphabet.GSM, new byte[] {0, 'K', 0, 'T', 0}));
        assertEquals("KT ", text(0, Alphabet.GSM, new byte[] {'K', 'T', 0x1b}));
        assertTrue(text(0, Alphabet.GSM, new byte[] {(byte) 0x80}).contains("\ufffd"));
        assertEquals("", text(8, Alphabet.GSM, new byte[0]));
        assertArrayEquals(new byte[0], UserData.of(pdu(0, true, new byte[0])).content());
    }
}

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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                "smsc",
                null,
                Instant.EPOCH);
    }

    private static String text(int dataCoding, Alphabet byDefault, byte[] octets) {
        return text(dataCoding, DataCodings.of(byDefault), octets);
    }

    private static String text(int dataCoding, DataCodings codings, byte[] octets) {
        var data = UserData.of(pdu(dataCoding, false, octets));
        return data.writing(dataCoding, codings)
                .map(w -> w.decode(data.content()))
                .orElse("(not text)");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "00, 1",
        "0041, 1",
        "03000000, 4",
        "04000000, 0",
        "03000041, 4",
        "01, 0",
        "ff4142, 0",
        "0241420043, 3"
    })
    void aHeaderThatIsLongerThanTheMessageIsNone(String hex, int textFrom) {
        var octets = HexFormat.of().parseHex(hex);

        var data = UserData.of(pdu(8, true, octets));

        assertEquals(textFrom, data.textFrom());
        assertEquals(octets.length - textFrom, data.content().length);
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

    /** Ports of sixteen bits and of eight, and a port beside a part. */
    @ParameterizedTest
    @ValueSource(strings = {"0605040b8423f0010203", "040402f0f0010203", "0904020b0b0003070201010203"})
    void treatsAPortAddressAsNotText(String hex) {
        var push = UserData.of(pdu(0, true, HexFormat.of().parseHex(hex)));

        assertEquals(Optional.empty(), push.writing(0, DataCodings.USUAL));
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
        assertEquals("KT\ufffd", text(8, Alphabet.GSM, new byte[] {0, 'K', 0, 'T', 1}));
        assertEquals("KT ", text(0, Alphabet.GSM, new byte[] {'K', 'T', 0x1b}));
        assertTrue(text(0, Alphabet.GSM, new byte[] {(byte) 0x80}).contains("\ufffd"));
        assertEquals("", text(8, Alphabet.GSM, new byte[0]));
        assertArrayEquals(new byte[0], UserData.of(pdu(0, true, new byte[0])).content());
    }

    @ParameterizedTest
    @CsvSource({
        // data_coding, octets, what is read
        "0x00, 435800, CX",
        "0x00, 43580000, CX",
        "0x00, 00, ''",
        "0x01, 435800, CX",
        "0x03, 435800, CX",
        "0x0f, 435800, CX",
        "0x08, 0043005800, CX",
        "0x08, 004300580000, CX",
        "0x08, fffe43005800, CX",
        "0x08, fffe4300580000, CX",
        "0x08, feff00430058, CX",
        "0x08, fffe9d4f, 依",
        "0x08, 00, ''",
        "0x08, fffe, ''",
        "0x40, 4358, CX",
        "0x43, 4358, CX",
        "0x50, 4358, CX",
        "0x48, 00430058, CX",
        "0x58, 00430058, CX",
        "0x4b, 00430058, CX",
        "0x18, 00430058, CX",
        "0x44, 4358, (not text)",
        "0x54, 4358, (not text)",
        "0x60, 4358, (not text)",
        "0x78, 00430058, (not text)",
        "0x20, 4358, (not text)",
        "0xc0, 4358, CX",
        "0xd0, 4358, CX",
        "0xe0, 00430058, CX",
        "0xf1, 4358, CX",
        "0xf5, 4358, (not text)",
        "0x02, 4358, (not text)",
        "0x04, 4358, (not text)",
    })
    void readsEveryDataCodingWithoutTheNulThatClosesIt(String dataCoding, String octets, String read) {
        assertEquals(
                read,
                text(
                        Integer.decode(dataCoding),
                        DataCodings.USUAL,
                        HexFormat.of().parseHex(octets)));
    }

    @Test
    void anSmscMayMeanSomethingElseByAnyDataCoding() {
        var codings = DataCodings.of(Alphabet.ASCII)
                .with(Map.of(8, Alphabet.GBK, 15, Alphabet.UTF8, 4, Alphabet.UCS2_LE, 0xf5, Alphabet.GSM));

        assertEquals("余额", text(8, codings, "余额".getBytes(Charset.forName("GBK"))));
        assertEquals("余额", text(15, codings, "余额\0".getBytes(StandardCharsets.UTF_8)));
        assertEquals("余额", text(4, codings, "余额".getBytes(StandardCharsets.UTF_16LE)));
        assertEquals("CX", text(0xf5, codings, new byte[] {'C', 'X'}));
        assertEquals("CX", text(0x50, codings, new byte[] {'C', 'X'}));
        assertEquals("[", text(0, codings, new byte[] {'['}));
        assertEquals("Ä", text(0, DataCodings.USUAL, new byte[] {'['}));
    }

    @Test
    void aHeaderThatIsLongerThanTheMessageIsNone() {
        var data = UserData.of(pdu(0, true, new byte[] {'C', 'X'}));

        assertArrayEquals(new byte[] {'C', 'X'}, data.content());
    }

    @ParameterizedTest
    @CsvSource({
        // header, octets behind it, what is read
        "03240101, 1b491b53, İŞ",
        "03250101, 04407f, €İà",
        "06250101240101, 40, İ",
        "03240102, 1b411b091b65, Áç€",
        "03240103, 1b7b1b0b41, ãÔA",
        "03250103, 127c0b, ªõÔ",
        "03240104, 1b6541, €A",
        "03250163, 0040, @¡",
        "03240101, 1b3c1b4043, [|C",
    })
    void readsNationalTablesThatTheHeaderNames(String header, String octets, String read) {
        var whole = HexFormat.of().parseHex(header + octets);
        var data = UserData.of(pdu(0, true, whole));

        assertEquals(read, data.writing(0, DataCodings.USUAL).orElseThrow().decode(data.content()));
        assertEquals("CX", text(0, DataCodings.USUAL, new byte[] {'C', 'X'}));
    }
}

package cn.smspay.files.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.books.charge.ByteSink;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ber writes, BerReader reads; and octets as X.690 has them. */
final class BerTest {
    private final ByteSink out = new ByteSink();
    private final Ber ber = new Ber(out);

    @ParameterizedTest
    @CsvSource({
        "0, 800100",
        "127, 80017f",
        "128, 80020080",
        "-1, 8001ff",
        "-128, 800180",
        "-129, 8002ff7f",
        "32768, 8003008000"
    })
    void integersTakeAsFewOctetsAsHoldThem(long value, String hex) {
        ber.integer(0, value);

        assertEquals(hex, HexFormat.of().formatHex(out.toBytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 255, 256, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE})
    void integersComeBack(long value) throws UnreadableFile {
        int start = ber.open(1);
        ber.integer(40, value);
        ber.close(start);

        assertEquals(value, BerReader.of(out.toBytes()).part(40).integer());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 127, 128, 255, 256, 65_535, 65_536})
    void lengthsOfEverySizeComeBack(int length) throws UnreadableFile {
        int start = ber.open(31);
        ber.octets(3, new byte[length]);
        ber.close(start);

        var read = BerReader.of(out.toBytes());
        assertEquals(true, read.isContext(31));
        assertEquals(length, read.part(3).contents().length);
        assertEquals(false, read.has(4));
    }

    @Test
    void objectIdentifiersAreBase128() {
        assertEquals("04000a8b65", HexFormat.of().formatHex(Ber.encoded("0.4.0.10.1509")));
        assertEquals("2a8648", HexFormat.of().formatHex(Ber.encoded("1.2.840")));
    }

    @ParameterizedTest
    @CsvSource({
        "80, a value ends in the middle",
        "8005ff, a value is longer than what holds it",
        "8001ff00, a record is longer than its value",
        "80847fffffff00, a value is longer than what holds it",
        "8084ffffffff, a value is longer than what holds it",
        "9f, a value ends in the middle"
    })
    void brokenOctetsAreRefusedWithoutReadingOn(String hex, String words) {
        var refusal = assertThrows(
                UnreadableFile.class, () -> BerReader.of(HexFormat.of().parseHex(hex)));

        assertEquals(words, refusal.getMessage());
    }
}

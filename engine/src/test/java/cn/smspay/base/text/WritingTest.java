package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WritingTest {
    private static Writing.Written written(String part) {
        var fields = part.split(":", -1);
        return new Writing.Written(
                Writing.of(Alphabet.valueOf(fields[0])), HexFormat.of().parseHex(fields[1]));
    }

    @ParameterizedTest
    @CsvSource({
        // parts, what they say together
        "GSM:43 GSM:58, CX",
        "GSM:4300 GSM:5800, CX",
        "GSM:43 UCS2:0058, CX",
        "UCS2:0043 GSM:58, CX",
        "LATIN1:43 GSM:00 ASCII:58, CX",
        "UCS2:4f5998 UCS2:9d, 余额",
        "UCS2:4f UCS2:59989d, 余额",
        "UCS2:0043 UCS2:0058, CX",
        "UCS2:004300 UCS2:005800, CX",
        "UCS2:0043 UCS2:005800, CX",
        "UCS2:00 UCS2:430058, CX",
        "UCS2:fffe4300 UCS2:5800, CX",
        "UCS2:4f59 GBK:b6ee, 余额",
        "GBK:d3 GBK:e0b6ee, 余额",
        "UTF8:e4bd UTF8:99e9a29d, 余额",
        "GSM:1b UCS2:0041, ' A'",
        "GSM:1b GSM:3c, [",
        "GSM: GSM:58, X",
    })
    void readsEachPartInItsOwnWritingAndJoinsWhatIsCutInTwo(String parts, String text) {
        List<Writing.Written> written =
                Arrays.stream(parts.split(" ")).map(WritingTest::written).toList();

        assertEquals(text, Writing.decode(written));
    }
}

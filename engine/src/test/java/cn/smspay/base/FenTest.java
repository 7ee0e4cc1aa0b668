package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FenTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "1, 0.01",
        "9, 0.09",
        "10, 0.10",
        "99, 0.99",
        "100, 1.00",
        "123450, 1234.50",
        "-1, -0.01",
        "-99, -0.99",
        "-100, -1.00",
        "-12345, -123.45",
        "9223372036854775807, 92233720368547758.07",
        "-9223372036854775808, -92233720368547758.08"
    })
    void isWrittenInYuanWithTwoDecimals(long fen, String yuan) {
        assertEquals(yuan, new Fen(fen).toString());
    }

    @Test
    void isWrittenAsTheLibraryOfDecimalsWritesIt() {
        var random = new Random(20091102);
        for (int i = 0; i < 10_000; i++) {
            long fen = random.nextLong() >> random.nextInt(Long.SIZE);
            assertEquals(BigDecimal.valueOf(fen, 2).toPlainString(), new Fen(fen).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"50, 5000", "50.5, 5050", "0.05, 5", "0, 0", "9999999.99, 999999999"})
    void isReadFromYuan(String yuan, long fen) {
        assertEquals(Optional.of(new Fen(fen)), Fen.readYuan(yuan));
    }

    @ParameterizedTest
    @CsvSource({"''", "050", "-1", "+1", "1.", ".5", "1.005", "1e3", "５０", "10000000", "'1,000'"})
    void isNotReadFromAnythingElse(String text) {
        assertEquals(Optional.empty(), Fen.readYuan(text));
    }
}

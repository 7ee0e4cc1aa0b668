package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "余额", "a,b", "say \"hi\"", "two\nlines", "=1+1", "+86", "-5", "@x", "'=x", " blank "})
    void aCellComesBackAsItWas(String text) {
        var row = Csv.rows("x," + Csv.cell(text) + "\n").get(0);

        assertEquals(List.of("x", text.equals("'=x") ? "=x" : text), row.cells());
    }

    @Test
    void rowsHaveTheirLinesAndAnOpenQuoteIsToldWithIts() {
        var rows = Csv.rows("a,b\r\n\r\n\"two\r\nlines\",c\nd,e");

        assertEquals(List.of(1, 3, 5), rows.stream().map(Csv.Row::line).toList());
        assertEquals(
                "2: a quote is not closed",
                assertThrows(IllegalArgumentException.class, () -> Csv.rows("a\n\"b,c\nd"))
                        .getMessage());
    }
}

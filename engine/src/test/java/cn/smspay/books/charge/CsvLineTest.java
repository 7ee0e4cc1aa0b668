package cn.smspay.books.charge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CsvLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "13800000001|13800000001",
                "广东|广东",
                "=1+1|'=1+1",
                "+8613800000001|'+8613800000001",
                "-2|'-2",
                "@SUM(A1)|'@SUM(A1)",
                "＝1|'＝1",
                "'quoted|''quoted",
                "a,b|~\"a,b\"~",
                "=\"x\",1|\"'=\"\"x\"\",1\"",
                "REFUSED:real_name|REFUSED:real_name",
            })
    void writesNoFieldThatASpreadsheetWouldRun(String word, String field) {
        var out = new ByteSink();

        CsvLine.field(out, word);

        assertEquals(field, out.toString());
    }
}

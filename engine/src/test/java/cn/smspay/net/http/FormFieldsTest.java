package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FormFieldsTest {
    @ParameterizedTest
    @CsvSource({
        "a=1&b=2, a, 1",
        "a=1&b=2, b, 2",
        "a=%E9%92%B1+%2B, a, 钱 +",
        "a=b=c, a, b=c",
        "a, a, ''",
        "a=, a, ''",
        "%61=1, a, 1",
        "b=1, a, ",
        "'', a, ",
        "=1&&, a, ",
    })
    void aFieldIsReadAsBrowsersWriteIt(String text, String name, String value) {
        assertEquals(Optional.ofNullable(value), FormFields.read(text, 9).get(name));
    }

    @ParameterizedTest
    @CsvSource({
        "a=%, an escape in the fields is wrong",
        "a=%zz, an escape in the fields is wrong",
        "%ff=1, an escape in the fields is wrong",
        "a=1&b=2&c=3&d=4, more than 3 fields",
        "a=1&a=1, the field a is given twice",
    })
    void whatNobodyCanMeanIsRefused(String text, String detail) {
        var refused =
                assertThrows(HttpRefusal.class, () -> FormFields.read(text, 3).eachOnce());

        assertEquals(400, refused.problem().status());
        assertEquals(detail, refused.problem().detail());
    }

    @Test
    void boxesToTickComeMoreThanOnce() {
        var fields = FormFields.read("box=1&box=2&other=", 3);

        assertEquals(List.of("1", "2"), fields.all("box"));
        assertThrows(HttpRefusal.class, () -> fields.text("box"));
        assertEquals("", fields.text("other"));
        assertEquals("", fields.text("none"));
        assertFalse(fields.isEmpty());
    }

    @Test
    void doesNotPrintWhatWasSent() {
        assertEquals("Fields[password]", FormFields.read("password=secret", 1).toString());
    }
}

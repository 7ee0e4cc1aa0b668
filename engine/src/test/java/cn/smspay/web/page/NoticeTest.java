package cn.smspay.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bar of a notice has the style of what it says. */
final class NoticeTest {
    @ParameterizedTest
    @CsvSource({"GOOD, good", "LOOK, warn", "BAD, bad", "WAIT, ''", "OFF, ''"})
    void whatIsWellAndWhatIsNotLookDifferent(Mark.Kind kind, String css) {
        assertEquals(css, new Notice(kind, "first", "then").css());
    }
}

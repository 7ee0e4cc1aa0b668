package cn.smspay.talk.script;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlainTextTest {
    @ParameterizedTest(name = "{0} is read as {1}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "kt, KT",
                "` KT `, KT",
                "`KT\u3000`, KT",
                "`KT\n`, KT",
                "ＫＴ, KT",
                "“KT”, KT",
                "「KT」, KT",
                "【KT】, KT",
                "`\"KT\"`, KT",
                "`'KT'`, KT",
                "KT。, KT",
                "“KT。”, KT",
                "“KT”！, KT",
                "KT!!, KT",
                "`KT，`, KT",
                "HF　５０, HF 50",
                "`HF\t  50`, HF 50",
                "`HF 5\n0`, HF 5 0",
                "`H\u200BF50\uFEFF`, HF50",
                "`HF\u000150`, HF50",
                "HF 50., HF 50",
                "`，`, ``",
                "`  `, ``",
                "``, ``"
            })
    void foldsWidthSpacesQuotesAndCase(String raw, String plain) {
        assertEquals(plain, PlainText.of(raw));
    }

    @Test
    void leavesLettersAloneThatOnlyLookLikeAscii() {
        assertEquals("\u212AT", PlainText.of("\u212At"));
        assertEquals("\u017F", PlainText.of("\u017F"));
        assertEquals("\u041A\u0422", PlainText.of("\u041A\u0422"));
        assertEquals("5²", PlainText.of("5²"));
        assertEquals("①⓪", PlainText.of("①⓪"));
        assertEquals("٥٠", PlainText.of("٥٠"));
    }

    @Test
    void keepsEmojiAndReplacesHalfOfOne() {
        assertEquals("KT😀", PlainText.of("KT😀"));
        assertEquals("KT\uFFFDA", PlainText.of("KT\uD83DA"));
        assertEquals("\uFFFD", PlainText.of("\uDE00"));
    }
}

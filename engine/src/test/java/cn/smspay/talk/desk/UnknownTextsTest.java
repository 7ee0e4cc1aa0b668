package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing that could be about one person is told. */
final class UnknownTextsTest {
    private final UnknownTexts texts = new UnknownTexts();

    @Test
    void aTextIsToldOnlyWhenFiveDifferentPeopleSentItAndThenOnce() {
        texts.often(20091102);
        for (int i = 0; i < 9; i++) {
            texts.add(i % 4, "查流量");
        }
        assertEquals(Map.of(), texts.often(20091102));

        texts.add(4, "查流量");
        assertEquals(Map.of("查流量", 10L), texts.often(20091102));
        assertEquals(Map.of(), texts.often(20091102));
        texts.add(0, "查流量");
        assertEquals(Map.of("查流量", 1L), texts.often(20091102));
    }

    @Test
    void aNewDayBeginsAnew() {
        texts.often(20091102);
        for (int i = 0; i < 4; i++) {
            texts.add(i, "查流量");
        }
        texts.often(20091103);
        texts.add(9, "查流量");

        assertEquals(Map.of(), texts.often(20091103));
    }

    @ParameterizedTest
    @CsvSource({
        "充50元, 充##元",
        "我是张三丰, 我是**",
        "姓名:李四 查余额, 姓名** 查余额",
        "HELLO, HELLO"
    })
    void digitsAndNamesAreMasked(String text, String masked) {
        assertEquals(masked, UnknownTexts.masked(text));
    }

    @ParameterizedTest
    @CsvSource({"1234", "密码135792", "这是一条超过二十个字的短信不会是什么新的指令词的"})
    void whatMayBeASecretOrALetterIsNotEvenKept(String text) {
        texts.often(20091102);
        for (int i = 0; i < 9; i++) {
            texts.add(i, text);
        }

        assertEquals(Map.of(), texts.often(20091102));
    }
}

package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.CardKey;
import cn.smspay.base.Secret;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadHintsTest {
    private static ReadHints of(String text) {
        return ReadHints.of(text, (Secret password) -> new CardKey(1, Long.parseLong(password.reveal())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CZK 181234567890123456", "czk181234567890123456。", "181234567890123456"})
    void seesTheCardThatATextIsAbout(String text) {
        assertEquals(new ReadHints(Optional.of(new CardKey(1, 181234567890123456L)), false), of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20091101", "CXLS 20091101", " 20091101 "})
    void seesTheDayOfAHistory(String text) {
        assertEquals(new ReadHints(Optional.empty(), true), of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CX", "TX 100", "135792", "1812345678901234567", "您好"})
    void seesNothingElse(String text) {
        assertEquals(ReadHints.NONE, of(text));
    }
}

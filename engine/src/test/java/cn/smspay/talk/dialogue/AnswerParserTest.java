package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Slot;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerParserTest {
    private final Talk talk = new Talk();

    @ParameterizedTest(name = "amount {0}: {1}")
    @CsvSource({
        "50, 50.00",
        "５０, 50.00",
        "50.5, 50.50",
        "50元, 50.00",
        "50 元, 50.00",
        "0.01, 0.01",
        "1000, 1000.00",
        "50.555, not_amount",
        "0, too_small",
        "0.00, too_small",
        "1000.01, too_big",
        ".5, not_amount",
        "050, not_amount",
        "'1,000', not_amount",
        "5 0, not_amount",
        "-1, not_amount",
        "1e3, not_amount",
        "0x32, not_amount",
        "NaN, not_amount",
        "五十, not_amount",
        "壹佰元, not_amount",
        "٥٠, not_amount",
        "5², not_amount",
        "①⓪, not_amount",
        "20091101, not_amount",
        "99999999999999999999, not_amount",
        "'', not_amount"
    })
    void readsAnAmountOnlyInAsciiDigits(String text, String read) {
        assertEquals(read, read("hf", "amount", text));
    }

    @ParameterizedTest(name = "card {0}: {1}")
    @CsvSource({
        "181234567890123456, 181234567890123456",
        "1812 3456 7890 1234 56, 181234567890123456",
        "1812-3456-7890-1234-56, 181234567890123456",
        "１８１２３４５６７８９０１２３４５６, 181234567890123456",
        "12345181234567890, length_17",
        "18123456789012345, length_17",
        "1812345678901234567, wrong_length",
        "12345678901234567818123456789012345, wrong_length",
        "191234567890123456, wrong_prefix",
        "18123456789012345X, not_digits",
        "'', not_digits",
        "---, not_digits"
    })
    void readsACardPassword(String text, String read) {
        assertEquals(read, read("czk", "card", text));
    }

    @ParameterizedTest(name = "date {0}: {1}")
    @CsvSource({
        "20091101, 2009-11-01",
        "2009-11-01, 2009-11-01",
        "2009/1/1, 2009-01-01",
        "2009.11.1, 2009-11-01",
        "2009年1月1日, 2009-01-01",
        "２００９１１０１, 2009-11-01",
        "20091102, 2009-11-02",
        "20091103, in_future",
        "99991231, in_future",
        "20090229, not_date",
        "20091301, not_date",
        "00000000, not_date",
        "091101, not_date",
        "1101, not_date",
        "2009-11/01, not_date",
        "昨天, not_date"
    })
    void readsADateOfTheCalendar(String text, String read) {
        assertEquals(read, read("cxls", "date", text));
    }

    @ParameterizedTest(name = "pin {0}: {1}")
    @CsvSource({
        "123456, 123456",
        "１２３４５６, 123456",
        "12345, not_pin",
        "1234567, not_pin",
        "12 3456, not_pin",
        "abcdef, not_pin"
    })
    void readsSixDigits(String text, String read) {
        assertEquals(read, read("tx", "pin", text));
    }

    private String read(String dialog, String name, String text) {
        Dialog found = Objects.requireNonNull(Talk.SHIPPED.dialogs().get(dialog));
        Slot slot = Objects.requireNonNull(found.slots().get(name));
        return AnswerParser.read(slot, PlainText.of(text), talk.facts(), talk.clock.instant())
                .text();
    }
}

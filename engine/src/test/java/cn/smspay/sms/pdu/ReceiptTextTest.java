package cn.smspay.sms.pdu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReceiptTextTest {
    private static final String USUAL =
            "id:12345 sub:001 dlvrd:001 submit date:0911020900 done date:0911020901 stat:DELIVRD err:000 text:stat:x";

    private static ReceiptText of(String text) {
        return ReceiptText.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id:1 stat:DELIVRD err:000; 1; DELIVRD",
                "ID: 1 STAT : DELIVRD; 1; DELIVRD",
                "message_id:1,status:Delivered; 1; Delivered",
                "msgid=1|stat=EXPIRED; 1; EXPIRED",
                "id:\"1\" stat:'UNDELIV'; 1; UNDELIV",
                "id:1 stat:; 1;",
                "stat:DELIVRD;; DELIVRD",
                "id:1 id:2 stat:A stat:B; 1; A",
                "xid:1 mystat:A;;",
                "id:1 text:stat:B; 1;",
                "hello;;",
            })
    void fieldsAreFoundHoweverTheyAreWritten(String text, String id, String stat) {
        var read = of(text);

        assertEquals(Optional.ofNullable(id), read.field("id"));
        assertEquals(Optional.ofNullable(stat), read.field("stat"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id:1 sub:001 stat:DELIVRD; true",
                " , id:1 err:000 stat:DELIVRD; true",
                "id:1 stat:DELIVRD; false",
                "id: sub:001 stat:DELIVRD; false",
                "id:1 sub:001; false",
                "my id:1 sub:001 stat:DELIVRD; false",
                "sub:001 id:1 stat:DELIVRD; false",
                "id:1 text:sub:001 stat:DELIVRD; false",
                "KT; false",
            })
    void aTextIsAReceiptIfItBeginsLikeOneAndHasItsFields(String text, boolean whole) {
        assertEquals(whole, of(text).hasWholeForm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-16", "US-ASCII"})
    void itsWritingIsSeenFromTheOctets(String charset) {
        var read = ReceiptText.of(USUAL.getBytes(Charset.forName(charset)));

        assertEquals(Optional.of("12345"), read.field("id"));
        assertEquals(Optional.of("0911020900"), read.field("submit date"));
        assertEquals(Optional.of("DELIVRD"), read.field("stat"), "and not what the text quotes");
        assertTrue(read.hasWholeForm());
    }

    @Test
    void aLongMessageIsNotLookedThrough() {
        assertFalse(of(" x".repeat(1_000) + " id:1").hasId());
        assertTrue(of(" x".repeat(900) + " id:1").hasId());
        assertFalse(of("").hasId());
        assertFalse(ReceiptText.of(new byte[] {0, 0, 0, 0}).hasId());
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, DELIVERED",
        "delivered, DELIVERED",
        "ENROUTE, ENROUTE",
        "BUFFRED, ENROUTE",
        "EXPIRED, EXPIRED",
        "DELETED, DELETED",
        "UNDELIV, UNDELIVERABLE",
        "ACCEPTD, ACCEPTED",
        "REJECTD, REJECTED",
        "UNKNOWN, UNKNOWN",
        "MA:0001, OTHER",
        "'', OTHER",
    })
    void aWordThatNobodyKnowsSaysThatItWasNotDelivered(String word, String state) {
        assertEquals(state, ReceiptText.state(word).name());
    }

    @ParameterizedTest
    @CsvSource({
        "0, SCHEDULED, ENROUTE",
        "2, DELIVERED, DELIVERED",
        "3, EXPIRED, EXPIRED",
        "9, SKIPPED, OTHER",
        "10, STATE 10, OTHER",
        "-1, STATE -1, OTHER"
    })
    void aMessageStateIsAWordToo(int state, String word, String meaning) {
        assertEquals(word, ReceiptText.word(state));
        assertEquals(meaning, ReceiptText.state(word).name());
    }
}

package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tel:+86-138-0000-0002                                    | +8613800000002",
                "<sip:13800000002@h>;tag=1                                | 13800000002",
                "\"13900000009\" <sip:13800000002@h>                      | 13800000002",
                "\"a \\\" <sip:13900000009@h> \" <sip:13800000002@h>      | 13800000002",
                "13900000009 <tel:13800000002>                            | 13800000002",
                "<sip:13800000002@h> <sip:13900000009@h>                  | ''",
                "sip:13800000002:13900000009@h                            | 13800000002",
                "sip:13900000009@13800000002@h                            | ''",
                "sip:13900000009                                          | ''",
                "mailto:13900000009@h                                     | ''",
                "sip:%2B8613800000002@h                                   | +8613800000002",
                "sip:1380000000%3@h                                       | ''",
                "sip:1380000000%zz@h                                      | ''",
                "tel:13800000002;phone-context=+44                        | +4413800000002",
                "tel:12                                                   | ''",
                "\"13900000009\"                                          | ''",
                "(138) 0000-0002                                          | 13800000002"
            })
    void takesTheNumberAndNothingThatOnlyLooksLikeIt(String text, String number) {
        assertEquals(number, AddressText.number(text));
    }

    @Test
    void separatesAListByCommasOutsideNamesAndBrackets() {
        assertEquals(
                List.of("\"a, b\" <sip:1@h;x=1,2>", " <tel:+86138>", ""),
                AddressText.list("\"a, b\" <sip:1@h;x=1,2>, <tel:+86138>,"));
    }
}

package cn.smspay.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnswerTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | nothing",
                "{\"balance_fen\": 1234} | balance: 12.34 yuan",
                "{\"roles\": [\"hall\", \"admin\"]} | roles: hall, admin",
                "{\"roles\": []} | roles: none",
                "{\"closed_at\": null, \"state\": \"open\"} | state: open",
                "{\"account\": {\"no\": 7, \"real_name\": true}} | account:/  no: 7/  real name: true",
                "{\"cases\": [{\"id\": 1}, {\"id\": 2}]} | -/  id: 1/-/  id: 2",
            })
    void anAnswerIsALineAValue(String json, String lines) throws Exception {
        assertEquals(lines.replace("/", "\n"), AnswerText.of(new ObjectMapper().readTree(json)));
    }
}

package cn.smspay.app.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link AnswerText}: what the engine answers, a line a value, with money in yuan. */
final class AnswerTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                           | nothing
            {"a": null}                                  | nothing
            {"open_since": "2009-11-02"}                 | open since: 2009-11-02
            {"balance_fen": 1205}                        | balance: 12.05 yuan
            {"balance_fen": "1205"}                      | balance fen: 1205
            {"tills": []}                                | tills: none
            {"tills": ["T-1", "T-2"]}                    | tills: T-1, T-2
            {"account": {"cash_fen": 7, "locked": false}} | account:;  cash: 0.07 yuan;  locked: false
            {"cases": [{"id": 1}, {"id": 2, "who": "李雷"}]} | -;  id: 1;-;  id: 2;  who: 李雷
            """)
    void isReadByPeople(String answer, String shown) throws Exception {
        assertEquals(shown.replace(';', '\n'), AnswerText.of(new ObjectMapper().readTree(answer)));
    }
}

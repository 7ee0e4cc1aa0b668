package cn.smspay.accounts.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DocumentsTest {
    @ParameterizedTest
    @CsvSource({
        "ID_CARD, 11010519491231002X, true",
        "ID_CARD, 11010519491231002x, true",
        "ID_CARD, 110105194912310021, false",
        "ID_CARD, 11010519491231002, false",
        "ID_CARD, 1101051949123100２X, false",
        "PASSPORT, G12345678, true",
        "PASSPORT, ' ', false",
        "OFFICER, 军字第1号, true",
        "OTHER, '', false"
    })
    void areWellFormed(IdType type, String number, boolean right) {
        assertEquals(right, Documents.isWellFormed(type, number));
    }

    @ParameterizedTest
    @CsvSource({
        "6222020000000000003, false",
        "4111111111111111, true",
        "4111111111111112, false",
        "41111111111111, false",
        "41111111111111111111, false",
        "411111111111111a, false"
    })
    void bankCardsEndInTheirCheckDigit(String number, boolean right) {
        assertEquals(right, Documents.isBankCard(number));
    }
}

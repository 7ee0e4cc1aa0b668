package cn.smspay.accounts.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PersonNamesTest {
    @ParameterizedTest
    @CsvSource({
        "张三, 张三",
        "' 张三 ', 张三",
        "'　张三　', 张三",
        "Ｌｉ　Ｍｉｎｇ, Li Ming",
        "阿卜杜拉·买买提, 阿卜杜拉·买买提",
        "𠮷田, 𠮷田",
    })
    void wideLettersAndBlanksAreNoOtherName(String written, String normal) {
        assertEquals(normal, PersonNames.normal(written));
    }
}

package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.yaml.Fault;
import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextLintTest {
    private static String said(String language, String text) {
        var faults = new Faults();
        TextLint.check(language, Node.text(Place.line("a.yaml", 1), false, false, text), faults);
        return faults.all().stream().map(Fault::toString).collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "余额{cash}元; D22; write <cash>",
                "余额${cash}元; D22; write <cash>",
                "余额{{ cash }}元; D22; write <cash>",
                "余额$cash元; D22; write <cash>",
                "余额#cash#元; D22; write <cash>",
                "余额[cash]元; D22; write <cash>",
                "余额【cash】元; D22; write <cash>",
                "余额《cash》元; D22; write <cash>",
                "余额%s元; D22; write the value's name in < >",
                "余额__cash__元; D22; write <cash>",
                "待定; D22; finish the text",
                "余额\\n元; D22; write the character itself",
            })
    void whatLooksLikeAPlaceholderAndIsNoneIsNamed(String text, String rule, String advice) {
        var said = said("zh", text);

        assertTrue(said.contains(rule) && said.contains(advice), said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"zh; 余额<cash>元，回复A确认", "en; You have <cash> yuan", "zh; 发送CX到10658888"})
    void anHonestTextIsLeftAlone(String language, String text) {
        assertEquals("", said(language, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"zh; Your balance is low; D24", "zh; 余额\u200b不足; D23"})
    void aTextIsInItsLanguageAndCanBeSeen(String language, String text, String rule) {
        assertTrue(said(language, text).contains(rule), said(language, text));
    }
}

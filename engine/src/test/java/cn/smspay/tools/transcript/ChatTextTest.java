package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.outside.simulator.SimulatedBillSystem.PaymentEnding;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How {@link ChatText} compares what was said with what a transcript says. */
final class ChatTextTest {
    @ParameterizedTest
    @CsvSource({
        "a\\nb, 'a\nb'",
        "a\\tb, 'a\tb'",
        "a\\\\nb, a\\nb",
        "\\u4F59\\u989d, 余额",
        "\\u4F5, \\u4F5",
        "\\x, \\x",
        "plain, plain"
    })
    void escapesStandForCharacters(String written, String plain) {
        assertEquals(plain, ChatText.plain(written));
    }

    @ParameterizedTest
    @CsvSource({
        "余额5元, 余额5元, true",
        "余额5元, 余额5元。, false",
        "余额…元, 余额5.00元, true",
        "余额…元, 余额元, true",
        "…, 什么都行, true",
        "余额..., 余额abc, false",
        "a.c, abc, false",
        "密码<pay>。, 密码123456。, true",
        "密码<pay>。, 密码。, false",
        "<Pay>, x, false"
    })
    void aSignStandsForAnythingAndTheRestForItself(String expected, String said, boolean matches) {
        assertEquals(matches, ChatText.matches(expected, said, new HashMap<>()));
    }

    @Test
    void whatStoodForANameIsRememberedAndFilledIn() {
        var heard = new HashMap<String, String>();
        assertTrue(ChatText.matches("<login>，支付密码<pay>", "abc123，支付密码135792", heard));
        assertEquals(Map.of("login", "abc123", "pay", "135792"), heard);
        assertEquals("QR 135792 <code>", ChatText.filled("QR <pay> <code>", heard));
        assertTrue(ChatText.matches("多\n行…", "多\n行\n文字", heard));
        assertEquals(2, heard.size());
    }

    @ParameterizedTest
    @CsvSource({
        "流水号20091102000017，, 流水号<order>，",
        "支付密码123456, 支付密码<pay>",
        "验证码123456, 验证码<code>",
        "登录密码abc12345, 登录密码<login>",
        "新密码abc12345, 新密码<login>",
        "支付密码12345, 支付密码12345",
        "支付密码为6位, 支付密码为6位",
        "'a\nb', a\\nb",
        "a\\nb, a\\\\nb"
    })
    void whatIsAnotherOneInEveryRunIsWrittenAsAName(String said, String expectation) {
        assertEquals(expectation, ChatText.expectation(said));
    }

    @ParameterizedTest
    @CsvSource({"余额5元, 余额6元, 余额»5«元, 余额»6«元", "abc, abcd, abc»«, abc»d«", "abc, xyz, abc, xyz", "aa, a, a»a«, a»«"})
    void whatDiffersStandsBetweenSigns(String expected, String got, String left, String right) {
        var lines = ChatText.difference(expected, got).split(System.lineSeparator());
        assertEquals(3, lines.length);
        assertEquals("      expected " + left, lines[1]);
        assertEquals("      got      " + right, lines[2]);
    }

    @ParameterizedTest
    @CsvSource({"余额..., 余额5, true", "余额..., 余额..., false", "余额…, 余额5, false"})
    void threeDotsAreToldFromTheSign(String expected, String got, boolean hint) {
        assertEquals(hint, ChatText.difference(expected, got).contains("three dots stand for themselves"));
    }

    @Test
    void aWordNamesOneOfThoseThatThereAre() {
        for (var outcome : PaymentEnding.values()) {
            assertEquals(
                    outcome, ChatText.choice(PaymentEnding.class, outcome.name().toLowerCase(java.util.Locale.ROOT)));
        }
        var wrong = assertThrows(
                IllegalArgumentException.class,
                () -> ChatText.choice(PaymentEnding.class, PaymentEnding.values()[0].name()));
        assertTrue(
                wrong.getMessage().startsWith("there is no " + PaymentEnding.values()[0].name() + "; "),
                wrong.getMessage());
    }
}

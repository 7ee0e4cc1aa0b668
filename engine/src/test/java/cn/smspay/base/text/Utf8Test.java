package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class Utf8Test {
    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("余额\n查询", Charset.forName("GB18030"), 1, "iconv -f gbk -t utf-8 kt.yaml"),
                Arguments.of("ok: yes\n\n余额", Charset.forName("GB18030"), 3, "iconv -f gbk"),
                Arguments.of("\uFEFFsay: 您好", StandardCharsets.UTF_16BE, 1, "iconv -f utf-16"),
                Arguments.of("a\nb\nÄ", StandardCharsets.ISO_8859_1, 3, "save it as UTF-8"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void tellsTheLineAndTheWayOutOfAnotherEncoding(String text, Charset charset, int line, String advice) {
        var refusal = assertThrows(Utf8.Unreadable.class, () -> Utf8.read(text.getBytes(charset), "kt.yaml"));

        assertEquals(line, refusal.line());
        assertTrue(String.valueOf(refusal.getMessage()).contains(advice), refusal.getMessage());
    }

    @Test
    void readsWithAndWithoutTheMarkOfEditors() throws Utf8.Unreadable {
        assertEquals("您好", Utf8.read("\uFEFF您好".getBytes(StandardCharsets.UTF_8), "x"));
        assertEquals("您好", Utf8.read("您好".getBytes(StandardCharsets.UTF_8), "x"));
        assertEquals("", Utf8.read(new byte[0], "x"));
    }
}

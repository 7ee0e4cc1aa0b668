package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.OutboxId;
import cn.smspay.base.text.Segmenter.Joining;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SegmenterTest {
    private static final OutboxId ID = new OutboxId(0x1234);

    @ParameterizedTest
    @CsvSource({
        "a, 160, 1",
        "a, 161, 2",
        "a, 306, 2",
        "a, 307, 3",
        "€, 80, 1",
        "€, 81, 2",
        "余, 70, 1",
        "余, 71, 2",
        "余, 134, 2",
        "余, 135, 3",
        "😀, 35, 1",
        "😀, 36, 2"
    })
    void countsSegmentsAsNetworksDo(String unit, int times, int segments) {
        assertEquals(segments, Segmenter.segments(unit.repeat(times)));
    }

    @Test
    void choosesGsmOnlyWhenEveryCharacterIsInIt() {
        assertEquals("GSM-7", Segmenter.encoding("Balance: 12.50€ [ok] @"));
        assertEquals("UCS-2", Segmenter.encoding("Balance: 12.50 元"));
        assertEquals("UCS-2", Segmenter.encoding("“quoted”"));
    }

    @Test
    void keepsATrailingAtSignAndEscapesTheExtension() {
        var piece = Segmenter.cut(ID, "{@", Joining.USER_DATA_HEADER).get(0);

        assertArrayEquals(new byte[] {0x1b, 0x28, 0x00}, piece.octets());
        assertEquals("{@", Alphabet.GSM.decode(piece.octets()));
    }

    @Test
    void neverCutsASurrogatePairInTwo() {
        var text = "余".repeat(66) + "😀" + "余".repeat(10);

        var pieces = Segmenter.cut(ID, text, Joining.SAR);

        assertEquals("余".repeat(66), new String(pieces.get(0).octets(), StandardCharsets.UTF_16BE));
        assertEquals("😀" + "余".repeat(10), new String(pieces.get(1).octets(), StandardCharsets.UTF_16BE));
    }

    @Test
    void writesAHeaderOnEachPartUnlessSarOrPayloadCarriesIt() {
        var text = "余".repeat(100);

        var headed = Segmenter.cut(ID, text, Joining.USER_DATA_HEADER);
        var sar = Segmenter.cut(ID, text, Joining.SAR);
        var payload = Segmenter.cut(ID, text, Joining.PAYLOAD);

        assertArrayEquals(
                new byte[] {5, 0, 3, 0x34, 2, 2},
                java.util.Arrays.copyOf(headed.get(1).octets(), 6));
        assertTrue(headed.get(1).header());
        assertEquals(new Part(0x34, 2, 2), sar.get(1).part());
        assertFalse(sar.get(1).header());
        assertEquals(1, payload.size());
    }

    @Test
    void writesAnUnpairedSurrogateAsTheReplacementCharacter() {
        var piece = Segmenter.cut(ID, "余\ud83d", Joining.USER_DATA_HEADER).get(0);

        assertEquals("余\ufffd", new String(piece.octets(), StandardCharsets.UTF_16BE));
    }

    @ParameterizedTest
    @CsvSource({
        // what data_coding 0 means to those who may get it, text, data_coding, octets
        "LATIN1, @_$[]{}~, 0, 405f245b5d7b7d7e",
        "GSM, @_$, 0, 001102",
        "LATIN1, £, 0, a3",
        "LATIN1, €, 8, 20ac",
        "LATIN1, ã, 8, 00e3",
        "ASCII, CX 1, 0, 43582031",
        "ASCII, @, 0, 40",
        "ASCII, £, 8, 00a3",
        "GBK, CX, 0, 4358",
        "GBK, 余, 8, 4f59",
        "UTF8, @, 0, 40",
        "UCS2, CX, 8, 00430058",
        "GSM LATIN1, CX, 0, 4358",
        "GSM LATIN1, @, 8, 0040",
        "ASCII GBK UTF8 LATIN1, @, 0, 40",
    })
    void writesInTheAlphabetOfTheBindsWhatTheyAllReadAlike(String alphabets, String text, int coding, String octets) {
        var known = java.util.Arrays.stream(alphabets.split(" "))
                .map(Alphabet::valueOf)
                .collect(java.util.stream.Collectors.toSet());

        var piece = Segmenter.cut(ID, text, Joining.USER_DATA_HEADER, known).get(0);

        assertEquals(coding, piece.dataCoding());
        assertEquals(octets, java.util.HexFormat.of().formatHex(piece.octets()));
    }
}

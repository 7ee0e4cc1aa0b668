package cn.smspay.base.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.OutboxId;
import cn.smspay.base.text.Segmenter.Joining;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Texts of any kind come out of their octets as they went in, whole and in parts. */
final class TextPropertyTest {
    private static final int HEADER = 6;
    private static final int MESSAGE_OCTETS = 140;
    private static final int SEPTETS_BESIDE_HEADER = 153;

    private static final String GSM_EXTENDED = "€^{}\\[~]|";

    @Property
    void theGsmAlphabetReadsWhatItWrites(@ForAll("gsm") String text) {
        var septets = GsmAlphabet.encode(text);

        assertEquals(GsmAlphabet.length(text), septets.length);
        assertEquals(text, GsmAlphabet.decode(septets));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void partsPutTogetherAreTheText(@ForAll("texts") String text, @ForAll Joining joining, @ForAll short id) {
        var pieces = Segmenter.cut(new OutboxId(id & 0x7fff), text, joining);
        var gsm = GsmAlphabet.length(text) >= 0;

        var whole = pieces.stream().map(piece -> read(piece, gsm)).collect(Collectors.joining());
        assertEquals(text, whole);
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            assertEquals(new Part(id & 0xff, i + 1, pieces.size()), piece.part());
            assertEquals(gsm ? 0 : 8, piece.dataCoding());
            assertTrue(joining == Joining.PAYLOAD || fits(piece, gsm, pieces.size()), piece.toString());
        }
    }

    private static String read(Segmenter.Piece piece, boolean gsm) {
        var octets = piece.octets();
        var text = piece.header() ? Arrays.copyOfRange(octets, HEADER, octets.length) : octets;
        return gsm ? GsmAlphabet.decode(text) : new String(text, StandardCharsets.UTF_16BE);
    }

    /** One short message holds 140 octets; septets lie here one an octet. */
    private static boolean fits(Segmenter.Piece piece, boolean gsm, int pieces) {
        int octets = piece.octets().length - (piece.header() ? HEADER : 0);
        if (gsm) {
            return octets <= (pieces == 1 ? 160 : SEPTETS_BESIDE_HEADER);
        }
        return octets <= (pieces == 1 ? MESSAGE_OCTETS : MESSAGE_OCTETS - HEADER);
    }

    @Provide
    Arbitrary<String> gsm() {
        var basic = GsmAlphabet.BASIC.replace("\u001b", "");
        return Arbitraries.strings()
                .withChars((basic + GSM_EXTENDED).toCharArray())
                .ofMaxLength(700);
    }

    @Provide
    Arbitrary<String> texts() {
        var chinese = Arbitraries.strings().withCharRange('\u4e00', '\u9fa5').ofMaxLength(300);
        // Pairs of surrogates, which must never be cut in two.
        var emoji = Arbitraries.integers()
                .between(0x1F300, 0x1F6FF)
                .map(Character::toString)
                .list()
                .ofMaxSize(120)
                .map(each -> String.join("", each));
        var mixed = Arbitraries.of(Set.of("好", "a", "€", "😀", "é"))
                .list()
                .ofMaxSize(250)
                .map(each -> String.join("", each));
        return Arbitraries.oneOf(gsm(), chinese, emoji, mixed);
    }
}

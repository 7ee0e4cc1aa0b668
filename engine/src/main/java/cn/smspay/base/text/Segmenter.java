package cn.smspay.base.text;

import cn.smspay.base.OutboxId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an answer as short messages: in the smaller of GSM and UCS-2, cut into parts with a user data header, SAR TLVs or
 * one message_payload. Pure.
 */
public final class Segmenter {
    private static final int GSM_SINGLE = 160;
    private static final int UCS2_SINGLE = 70;
    private static final int HEADER_OCTETS = 6;
    private static final int DATA_CODING_UCS2 = 8;

    /** How parts of a long message are told apart. */
    public enum Joining {
        USER_DATA_HEADER,
        SAR,
        PAYLOAD
    }

    private Segmenter() {}

    /**
     * One part as octets.
     *
     * @param header whether they start with a user data header
     */
    public record Piece(Part part, int dataCoding, byte[] octets, boolean header) {}

    /** Cuts a text for an SMSC whose data_coding 0 is the GSM alphabet. */
    public static List<Piece> cut(OutboxId id, String text, Joining joining) {
        return cut(id, text, joining, Set.of(Alphabet.GSM));
    }

    /**
     * Cuts a text. An unpaired surrogate is written as U+FFFD; a pair is never cut in two.
     *
     * @param byDefault what data_coding 0 means to those who may get it: it is used only for what they all read alike
     */
    public static List<Piece> cut(OutboxId id, String text, Joining joining, Set<Alphabet> byDefault) {
        var single = gsmOctets(text, byDefault);
        boolean gsm = single != null;
        int dataCoding = gsm ? 0 : DATA_CODING_UCS2;
        int reference = (int) (id.value() & 0xff);
        int units = gsm ? GsmAlphabet.length(text) : text.length();
        if (joining == Joining.PAYLOAD || units <= (gsm ? GSM_SINGLE : UCS2_SINGLE)) {
            return List.of(new Piece(
                    new Part(reference, 1, 1), dataCoding, single != null ? single : ucs2Octets(text), false));
        }
        var texts = split(text, gsm, gsm ? 153 : 67);
        var pieces = new ArrayList<Piece>();
        for (int i = 0; i < texts.size(); i++) {
            var part = new Part(reference, i + 1, texts.size());
            var octets = gsm ? Objects.requireNonNull(gsmOctets(texts.get(i), byDefault)) : ucs2Octets(texts.get(i));
            boolean header = joining == Joining.USER_DATA_HEADER;
            pieces.add(new Piece(part, dataCoding, header ? withHeader(part, octets) : octets, header));
        }
        return pieces;
    }

    /** How many messages a text takes. */
    public static int segments(String text) {
        return cut(new OutboxId(0), text, Joining.USER_DATA_HEADER).size();
    }

    /** The writing that a text takes: GSM-7 or UCS-2. */
    public static String encoding(String text) {
        return GsmAlphabet.length(text) >= 0 ? "GSM-7" : "UCS-2";
    }

    private static List<String> split(String text, boolean gsm, int most) {
        var texts = new ArrayList<String>();
        int from = 0;
        int units = 0;
        for (int at = 0; at < text.length(); ) {
            int width = Character.charCount(text.codePointAt(at));
            int next = gsm ? GsmAlphabet.length(text.substring(at, at + 1)) : width;
            if (units + next > most) {
                texts.add(text.substring(from, at));
                from = at;
                units = 0;
            }
            units += next;
            at += width;
        }
        texts.add(text.substring(from));
        return texts;
    }

    /**
     * The text for data_coding 0, or null if phones or one of the SMSCs could not read it so. Over the air it is GSM in any
     * case, so that only what GSM has can be written in another alphabet.
     */
    private static byte @Nullable [] gsmOctets(String text, Set<Alphabet> byDefault) {
        if (GsmAlphabet.length(text) < 0) {
            return null;
        }
        byte[] agreed = null;
        for (Alphabet alphabet : byDefault) {
            var octets = alphabet.encode(text);
            if (octets == null || (agreed != null && !Arrays.equals(agreed, octets))) {
                return null;
            }
            agreed = octets;
        }
        return agreed;
    }

    private static byte[] ucs2Octets(String text) {
        // The encoder writes '?' for an unpaired surrogate; U+FFFD says that something was there.
        var whole = new StringBuilder(text);
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < whole.length()
                    && Character.isLowSurrogate(whole.charAt(i + 1));
            if (pair) {
                i++;
            } else if (Character.isSurrogate(c)) {
                whole.setCharAt(i, '\ufffd');
            }
        }
        return whole.toString().getBytes(StandardCharsets.UTF_16BE);
    }

    private static byte[] withHeader(Part part, byte[] octets) {
        var whole = new byte[HEADER_OCTETS + octets.length];
        whole[0] = HEADER_OCTETS - 1;
        whole[1] = 0;
        whole[2] = 3;
        whole[3] = (byte) part.reference();
        whole[4] = (byte) part.total();
        whole[5] = (byte) part.number();
        System.arraycopy(octets, 0, whole, HEADER_OCTETS, octets.length);
        return whole;
    }
}

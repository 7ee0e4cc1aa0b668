package cn.smspay.base.text;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * How octets are to be read: the alphabet and, for the 7 bit one, the languages of its tables (3GPP TS 23.038 §6.2.1.2.1).
 *
 * @param locking national language identifier of the locking shift, 0 for none
 * @param single national language identifier of the single shift, 0 for none
 */
public record Writing(Alphabet alphabet, int locking, int single) {
    /** Without national tables. */
    public static Writing of(Alphabet alphabet) {
        return new Writing(alphabet, 0, 0);
    }

    /** Some octets in their writing. */
    public record Written(Writing writing, byte[] octets) {}

    /** Reads a whole message. Never fails: what means nothing becomes U+FFFD. */
    public String decode(byte[] octets) {
        boolean national = alphabet == Alphabet.GSM && (locking | single) != 0;
        byte[] text = alphabet.closed(octets);
        return national ? ShiftTables.decode(text, locking, single) : alphabet.decode(text);
    }

    /**
     * The text of a message in parts, each read in its own writing; parts in the same are read together, since a character may
     * have been cut in two.
     */
    public static String decode(List<Written> parts) {
        if (parts.size() == 1 && !endsInNul(parts.get(0).octets())) {
            return parts.get(0).writing().decode(parts.get(0).octets());
        }
        var text = new StringBuilder();
        int from = 0;
        while (from < parts.size()) {
            var writing = parts.get(from).writing();
            var alike = new ArrayList<byte[]>();
            while (from < parts.size() && parts.get(from).writing().equals(writing)) {
                alike.add(parts.get(from++).octets());
            }
            text.append(writing.decode(writing.joined(alike)));
        }
        return text.toString();
    }

    private static boolean endsInNul(byte[] octets) {
        return octets.length > 0 && octets[octets.length - 1] == 0;
    }

    /** Without the NULs that close each part, where they can be told from text. */
    private byte[] joined(List<byte[]> parts) {
        boolean strip = !alphabet.isWide() || parts.stream().allMatch(Writing::endsInAnOddNul);
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            int length = alphabet.isWide() ? part.length - 1 : alphabet.closed(part).length;
            all.write(part, 0, strip ? length : part.length);
        }
        return all.toByteArray();
    }

    private static boolean endsInAnOddNul(byte[] part) {
        return part.length % 2 == 1 && part[part.length - 1] == 0;
    }
}

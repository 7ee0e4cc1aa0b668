package cn.smspay.base.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Reads files that people save with whatever editor they have, and tells them where one is not UTF-8. */
public final class Utf8 {
    private static final Charset GBK = Charset.forName("GB18030");
    private static final char MARK = '\uFEFF';

    private Utf8() {}

    /** The octets are not UTF-8. */
    public static final class Unreadable extends Exception {
        private final int line;

        private Unreadable(int line, String message) {
            super(message);
            this.line = line;
        }

        /** The line of the first octet that does not fit, from 1. */
        public int line() {
            return line;
        }
    }

    /**
     * The text, without the mark that some editors put before it.
     *
     * @param name as the author knows the file, for the advice
     */
    public static String read(byte[] octets, String name) throws Unreadable {
        var text = ByteBuffer.wrap(octets);
        try {
            var read = StandardCharsets.UTF_8.newDecoder().decode(text).toString();
            return !read.isEmpty() && read.charAt(0) == MARK ? read.substring(1) : read;
        } catch (CharacterCodingException e) {
            throw new Unreadable(line(octets, text.position()), "is not UTF-8 text here; " + advice(octets, name));
        }
    }

    private static int line(byte[] octets, int position) {
        int line = 1;
        for (int i = 0; i < position && i < octets.length; i++) {
            line += octets[i] == '\n' ? 1 : 0;
        }
        return line;
    }

    private static String advice(byte[] octets, String name) {
        if (octets.length > 1 && ((octets[0] & 0xFF) == 0xFF || (octets[0] & 0xFF) == 0xFE)) {
            return "it looks like UTF-16: save it as UTF-8, or iconv -f utf-16 -t utf-8 " + name;
        }
        try {
            var read = GBK.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
            boolean chinese = read.codePoints().anyMatch(c -> c >= 0x4E00 && c < 0xA000);
            return chinese
                    ? "it looks like GBK: save it as UTF-8, or iconv -f gbk -t utf-8 " + name
                    : "save it as UTF-8";
        } catch (CharacterCodingException e) {
            return "save it as UTF-8";
        }
    }
}

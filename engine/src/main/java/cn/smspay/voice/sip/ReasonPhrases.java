package cn.smspay.voice.sip;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Our reason phrases: the library's are the texts of its exceptions, with line feeds and internals in them. */
final class ReasonPhrases {
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(416, "Unsupported URI Scheme"),
            Map.entry(420, "Bad Extension"),
            Map.entry(421, "Extension Required"),
            Map.entry(481, "Call/Transaction Does Not Exist"),
            Map.entry(482, "Loop Detected"),
            Map.entry(483, "Too Many Hops"),
            Map.entry(500, "Server Internal Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "Version Not Supported"),
            Map.entry(513, "Message Too Large"));
    private static final String STATUS_LINE = "SIP/2.0 ";
    private static final int STATUS_DIGITS = 3;

    private ReasonPhrases() {}

    static String of(int status) {
        return PHRASES.getOrDefault(status, "Refused");
    }

    /** The message with our phrase, if it is a response of at least 400 as the library writes it. */
    static byte[] ours(byte[] message, int length) {
        int begin = STATUS_LINE.length();
        if (length < begin + STATUS_DIGITS + 2
                || !new String(message, 0, begin, StandardCharsets.ISO_8859_1).equals(STATUS_LINE)
                || message[begin] < '4'
                || message[begin] > '6') {
            return java.util.Arrays.copyOf(message, length);
        }
        var text = new String(message, 0, length, StandardCharsets.ISO_8859_1);
        var status = text.substring(begin, begin + STATUS_DIGITS);
        int end = text.indexOf("\r\n");
        if (!status.matches("[0-9]{3}") || end < 0) {
            return java.util.Arrays.copyOf(message, length);
        }
        if (text.substring(begin + STATUS_DIGITS, end).matches("[A-Za-z/' -]*")) {
            return java.util.Arrays.copyOf(message, length);
        }
        return (STATUS_LINE + status + " " + of(Integer.parseInt(status)) + text.substring(end))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}

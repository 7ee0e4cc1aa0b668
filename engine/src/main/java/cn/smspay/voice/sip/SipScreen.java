package cn.smspay.voice.sip;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Looks at the bytes of a message before the SIP library does, and answers itself what the library would misread: other
 * versions of SIP, headers that may stand once and stand twice, a body whose length is not as told. Pure functions.
 */
final class SipScreen {
    /** No request of a call is longer; the library cuts off what is. */
    static final int LENGTH_MAX = 16 * 1024;

    private static final Set<String> ONCE = Set.of("from", "to", "call-id", "cseq", "content-length", "max-forwards");
    private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");
    /** What the library cannot read without printing it, and nobody here wants to know. */
    private static final Set<String> UNREAD = Set.of("p-asserted-service", "p-preferred-service");

    private static final Map<String, String> COMPACT =
            Map.of("v", "via", "f", "from", "t", "to", "i", "call-id", "l", "content-length", "c", "content-type");
    private static final Pattern REQUEST =
            Pattern.compile("([A-Za-z0-9.!%*_+`'~-]+) +(\\S+) +(?i:SIP)/([0-9]+\\.[0-9]+) *");
    private static final Pattern SEQUENCE = Pattern.compile("([0-9]{1,10})[ \\t]+(\\S+)");
    private static final long SEQUENCE_MAX = (1L << 31) - 1;

    /** What to do with a message. */
    sealed interface ScreenVerdict {
        /** The library may read this. */
        record Pass(byte[] message) implements ScreenVerdict {}

        /** It is answered with this. */
        record Respond(byte[] response) implements ScreenVerdict {}

        /** It is no request that could be answered, or asks for no answer. */
        record Drop() implements ScreenVerdict {}
    }

    /** One header, its continuation lines joined. */
    private record Header(String name, String value) {}

    private final String firstLine;
    private final List<Header> headers;
    private final byte[] message;
    private final int bodyAt;
    private final String transport;
    private final InetSocketAddress from;

    private SipScreen(byte[] message, int bodyAt, String transport, InetSocketAddress from) {
        this.message = message;
        this.bodyAt = bodyAt;
        this.transport = transport;
        this.from = from;
        var lines = new String(message, 0, bodyAt, StandardCharsets.UTF_8).split("\r\n|\n|\r");
        this.firstLine = lines.length == 0 ? "" : lines[0];
        this.headers = headers(lines);
    }

    /** @param transport {@code UDP}, {@code TCP} or {@code TLS} */
    static ScreenVerdict look(byte[] message, String transport, InetSocketAddress from) {
        int begin = 0;
        while (begin < message.length && (message[begin] == '\r' || message[begin] == '\n')) {
            begin++;
        }
        var stripped = java.util.Arrays.copyOfRange(message, begin, message.length);
        int bodyAt = bodyAt(stripped, stripped.length);
        return new SipScreen(stripped, bodyAt < 0 ? stripped.length : bodyAt, transport, from).verdict(bodyAt >= 0);
    }

    /** Where the empty line after the headers ends; below zero if there is none. */
    static int bodyAt(byte[] bytes, int length) {
        for (int i = 0; i + 1 < length; i++) {
            if (bytes[i] == '\n' && bytes[i + 1] == '\n') {
                return i + 2;
            }
            if (bytes[i] == '\n' && bytes[i + 1] == '\r' && i + 2 < length && bytes[i + 2] == '\n') {
                return i + 3;
            }
        }
        return -1;
    }

    /** The length of the body that the headers tell, 0 if they tell none; below zero if they cannot be understood. */
    static int told(byte[] head, int length) {
        var lines = new String(head, 0, length, StandardCharsets.ISO_8859_1).split("\r\n|\n|\r");
        var told = headers(lines).stream()
                .filter(header -> header.name.equals("content-length"))
                .map(Header::value)
                .toList();
        if (told.isEmpty()) {
            return 0;
        }
        return told.size() == 1 && told.get(0).matches("[0-9]{1,8}") ? Integer.parseInt(told.get(0)) : -1;
    }

    private static List<Header> headers(String[] lines) {
        var headers = new ArrayList<Header>();
        for (int i = 1; i < lines.length; i++) {
            var line = lines[i];
            if (!line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t') && !headers.isEmpty()) {
                var before = headers.remove(headers.size() - 1);
                headers.add(new Header(before.name, before.value + " " + line.strip()));
            } else if (line.indexOf(':') > 0) {
                var name = line.substring(0, line.indexOf(':')).strip().toLowerCase(Locale.ROOT);
                headers.add(new Header(
                        COMPACT.getOrDefault(name, name),
                        line.substring(line.indexOf(':') + 1).strip()));
            }
        }
        return headers;
    }

    private ScreenVerdict verdict(boolean whole) {
        if (firstLine.startsWith("SIP/")) {
            return message.length > LENGTH_MAX ? new ScreenVerdict.Drop() : new ScreenVerdict.Pass(message);
        }
        var request = REQUEST.matcher(firstLine);
        boolean readable = request.matches();
        if (readable && request.group(1).equals("ACK")) {
            return whole && fault(request.group(1)).isEmpty() ? pass() : new ScreenVerdict.Drop();
        }
        if (!NEEDED.stream().allMatch(name -> count(name) > 0)) {
            return new ScreenVerdict.Drop();
        }
        if (readable && !request.group(3).equals("2.0")) {
            return answer(505);
        }
        if (message.length > LENGTH_MAX) {
            return answer(513);
        }
        if (!readable || !whole) {
            return answer(400);
        }
        return fault(request.group(1)).map(this::answer).orElseGet(this::pass);
    }

    private long count(String name) {
        return headers.stream().filter(header -> header.name.equals(name)).count();
    }

    private String value(String name) {
        return headers.stream()
                .filter(header -> header.name.equals(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    /** The status that says what is wrong with a request. */
    private Optional<Integer> fault(String method) {
        boolean twice = ONCE.stream().anyMatch(name -> count(name) > 1);
        var sequence = SEQUENCE.matcher(value("cseq"));
        boolean counts = sequence.matches()
                && Long.parseLong(sequence.group(1)) <= SEQUENCE_MAX
                && sequence.group(2).equals(method);
        var told = value("content-length");
        boolean fits = told.isEmpty()
                ? count("content-length") == 0
                : told.matches("[0-9]{1,8}") && Integer.parseInt(told) <= message.length - bodyAt;
        boolean way = value("via").toUpperCase(Locale.ROOT).matches("SIP */ *2\\.0 */ *" + transport + "[ \\t].*");
        return twice || !counts || !fits || !way ? Optional.of(400) : Optional.empty();
    }

    /** As it came, with the length of its body where a datagram does not tell it (RFC 3261 18.3). */
    private ScreenVerdict pass() {
        boolean untold = count("content-length") == 0;
        // Callers from before RFC 3261 count no hops; the library insists.
        boolean uncounted = count("max-forwards") == 0;
        if (!untold && !uncounted && headers.stream().noneMatch(header -> UNREAD.contains(header.name))) {
            return new ScreenVerdict.Pass(message);
        }
        var text = new StringBuilder(firstLine).append("\r\n");
        for (var header : headers) {
            if (!UNREAD.contains(header.name)) {
                text.append(header.name).append(": ").append(header.value).append("\r\n");
            }
        }
        if (uncounted) {
            text.append("Max-Forwards: 70\r\n");
        }
        if (untold) {
            text.append("Content-Length: ").append(message.length - bodyAt).append("\r\n");
        }
        var head = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        var passed = java.util.Arrays.copyOf(head, head.length + message.length - bodyAt);
        System.arraycopy(message, bodyAt, passed, head.length, message.length - bodyAt);
        return new ScreenVerdict.Pass(passed);
    }

    private ScreenVerdict answer(int status) {
        var text = new StringBuilder("SIP/2.0 " + status + " " + ReasonPhrases.of(status) + "\r\n");
        boolean first = true;
        for (var header : headers) {
            if (header.name.equals("via")) {
                text.append("Via: ")
                        .append(first ? received(header.value) : header.value)
                        .append("\r\n");
                first = false;
            }
        }
        var to = value("to");
        text.append("From: ").append(value("from")).append("\r\n");
        text.append("To: ")
                .append(to.contains("tag=") ? to : to + ";tag=screened")
                .append("\r\n");
        text.append("Call-ID: ").append(value("call-id")).append("\r\n");
        text.append("CSeq: ").append(value("cseq")).append("\r\n");
        return new ScreenVerdict.Respond(
                text.append("Content-Length: 0\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Where the request came from, as the first Via is to tell (RFC 3581 4). */
    private String received(String via) {
        var rport = Pattern.compile("(?i);\\s*rport\\s*(?=;|,|$)").matcher(via);
        return rport.find()
                ? rport.replaceFirst(";rport=" + from.getPort()) + ";received="
                        + from.getAddress().getHostAddress()
                : via;
    }

    /** Where the answer to a datagram goes: back, or to the port of the first Via if the sender did not ask for that. */
    static int answerPort(byte[] message, InetSocketAddress from) {
        int end = bodyAt(message, message.length);
        var text = new String(message, 0, end < 0 ? message.length : end, StandardCharsets.ISO_8859_1);
        var via = Pattern.compile("(?im)^(?:via|v)[ \\t]*:[ \\t]*SIP[^\\r\\n]*?[ \\t]([^\\r\\n]*)$")
                .matcher(text);
        if (!via.find() || via.group(1).toLowerCase(Locale.ROOT).matches(".*;\\s*rport\\b.*")) {
            return from.getPort();
        }
        var port = Pattern.compile("^[^;,]*?(?:\\]|[^:\\[\\]]):\\s*([0-9]{1,5})\\s*(?:[;,].*)?$")
                .matcher(via.group(1));
        int told = port.matches() ? Integer.parseInt(port.group(1)) : 5060;
        return told > 0 && told < 65536 ? told : from.getPort();
    }
}

package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The kinds of messages that RFC 4475 torments parsers with, made here: what is odd and right is answered like anything
 * else, what is wrong is refused in its place or dropped by {@link GatedNetwork} and {@link JainStack}, and nothing of it reaches the log.
 */
final class TortureTest {
    /** Messages of the fuzz slice; {@code -Dsmspay.sip.messages} sets another number. */
    private static final int MESSAGES = Integer.getInteger("smspay.sip.messages", 1500);

    private static final String NOTHING = "";

    private final TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    private static String head(String line, String... headers) {
        var id = Wire.unique();
        var text = new StringBuilder(line + "\r\n");
        for (var header : headers) {
            text.append(header.replace("[id]", id)).append("\r\n");
        }
        return text + "Content-Length: 0\r\n\r\n";
    }

    private static String options(String via, String from, String to, String cseq, String... more) {
        var headers = new java.util.ArrayList<>(java.util.List.of(
                "Via: " + via, "From: " + from, "To: " + to, "Call-ID: [id]", "CSeq: " + cseq, "Max-Forwards: 70"));
        headers.addAll(java.util.List.of(more));
        return head("OPTIONS sip:12588@127.0.0.1 SIP/2.0", headers.toArray(new String[0]));
    }

    private static final String VIA = "SIP/2.0/UDP 127.0.0.1:[port];branch=z9hG4bK[id];rport";
    private static final String FROM = "<sip:a@b.example>;tag=[id]";
    private static final String TO = "<sip:12588@engine.example>";

    private static Arguments row(String name, String status, String message) {
        return Arguments.of(name, status, message);
    }

    static Stream<Arguments> messages() {
        var canary = LogOracle.CANARY;
        return Stream.of(
                // odd and right
                row(
                        "spaces and folds everywhere",
                        "200",
                        head(
                                "OPTIONS sip:12588@127.0.0.1;unknown=%3D SIP/2.0",
                                "TO :\r\n sip:12588@engine.example ;   tag-like    = 1",
                                "from   : \"A \\\\\\\"B\\\" \"       <sip:a@b.example>\r\n  ;\r\n  tag = [id]",
                                "MaX-fOrWaRdS: 0068",
                                "Call-ID: [id]",
                                "cseq: 0009\r\n  OPTIONS",
                                "Via  : SIP  /   2.0\r\n /UDP\r\n    127.0.0.1:[port] ; rport;branch = z9hG4bK[id]",
                                "NewFangledHeader:   x\r\n continued newfangled value")),
                row(
                        "a method of every character",
                        "405",
                        head(
                                "!interesting-Method0123456789_*+`.%indeed'~ sip:12588@127.0.0.1 SIP/2.0",
                                "Via: " + VIA,
                                "From: " + FROM,
                                "To: " + TO,
                                "Call-ID: [id]",
                                "CSeq: 1 !interesting-Method0123456789_*+`.%indeed'~",
                                "Max-Forwards: 70")),
                row(
                        "escapes in addresses",
                        "200",
                        options(VIA, "<sip:%E5%88%98@b.example>;tag=[id]", "\"%Z%45\" " + TO, "1 OPTIONS")),
                row(
                        "a null that is escaped",
                        "200",
                        options(VIA, "<sip:null-%00-null@b.example>;tag=[id]", TO, "1 OPTIONS")),
                row(
                        "a name with colons and semicolons",
                        "200",
                        options(VIA, "\"a;b:c,<sip:x@y>\" " + FROM, TO, "1 OPTIONS")),
                row("unknown parameters of a Via", "200", options(VIA + ";hidden;x=\"y;z\"", FROM, TO, "1 OPTIONS")),
                row(
                        "many Via in one line",
                        "200",
                        options(
                                VIA + ", SIP/2.0/TCP h.example;branch=z9hG4bKother, SIP/2.0/UDP g.example",
                                FROM,
                                TO,
                                "1 OPTIONS")),
                row(
                        "an unknown header with everything in it",
                        "200",
                        options(VIA, FROM, TO, "1 OPTIONS", "X-Odd: ;;,,;;\"\u00fc\u4e2d " + canary)),
                row(
                        "text of another language",
                        "200",
                        options(VIA, FROM, TO, "1 OPTIONS", "Subject: \u4e2d\u56fd\u79fb\u52a8")),
                row("a tel address", "200", options(VIA, "<tel:+8613800000001>;tag=[id]", TO, "1 OPTIONS")),
                row("the largest number", "200", options(VIA, FROM, TO, "2147483647 OPTIONS")),
                row(
                        "no Max-Forwards",
                        "200",
                        options(VIA, FROM, TO, "1 OPTIONS").replace("Max-Forwards: 70\r\n", "")),
                // wrong
                row("nothing after From", "400", options(VIA, "", TO, "1 OPTIONS")),
                row(
                        "quotes that do not end",
                        "400",
                        options(VIA, "\"" + canary + " <sip:a@b>;tag=[id]", TO, "1 OPTIONS")),
                row("brackets that do not end", "400", options(VIA, "<sip:a@b.example;tag=[id]", TO, "1 OPTIONS")),
                row("a negative number", "400", options(VIA, FROM, TO, "-1 OPTIONS")),
                row("a number too large", "400", options(VIA, FROM, TO, "36893488147419103232 OPTIONS")),
                row("no number", "400", options(VIA, FROM, TO, "OPTIONS")),
                row("another method in CSeq", "400", options(VIA, FROM, TO, "1 " + canary)),
                row("another transport in Via", "400", options(VIA.replace("UDP", "TCP"), FROM, TO, "1 OPTIONS")),
                row(
                        "two of what is single",
                        "400",
                        options(VIA, FROM, TO, "1 OPTIONS", "To: <sip:x@y>", "CSeq: 2 OPTIONS")),
                row(
                        "spaces within the address",
                        "400",
                        head(
                                "OPTIONS <sip:12588@127.0.0.1> " + canary + " SIP/2.0",
                                "Via: " + VIA,
                                "From: " + FROM,
                                "To: " + TO,
                                "Call-ID: [id]",
                                "CSeq: 1 OPTIONS")),
                row(
                        "no version",
                        "400",
                        head(
                                "OPTIONS sip:12588@127.0.0.1",
                                "Via: " + VIA,
                                "From: " + FROM,
                                "To: " + TO,
                                "Call-ID: [id]",
                                "CSeq: 1 OPTIONS")),
                row("version 7", "505", options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("SIP/2.0\r\n", "SIP/7.0\r\n")),
                row(
                        "another scheme",
                        "416",
                        options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("sip:12588", "soap.beep://12588")),
                row(
                        "an unknown scheme",
                        "416",
                        options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("sip:12588@127.0.0.1", "name:12588")),
                row(
                        "an extension that nobody knows",
                        "420",
                        options(VIA, FROM, TO, "1 OPTIONS", "Require: nothing, never")),
                // what nobody could answer, or must not
                row("no Via", NOTHING, options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("Via: .*\r\n", "")),
                row("no Call-ID", NOTHING, options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("Call-ID: .*\r\n", "")),
                row("no end", NOTHING, "OPTIONS sip:" + canary),
                row("zeros", NOTHING, "\u0000\u0000\u0000\u0000\u0000"),
                row("HTTP", NOTHING, "GET /" + canary + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                row(
                        "an ACK of nothing",
                        NOTHING,
                        options(VIA, FROM, TO, "1 ACK").replaceFirst("OPTIONS", "ACK")),
                row(
                        "a broken ACK",
                        NOTHING,
                        options(VIA, FROM, "<<" + canary, "x ACK").replaceFirst("OPTIONS", "ACK")),
                row(
                        "a response of nothing",
                        NOTHING,
                        options(VIA, FROM, TO, "1 INVITE")
                                .replaceFirst("OPTIONS .*\r\n", "SIP/2.0 200 " + canary + "\r\n")),
                row(
                        "a response with too large a status",
                        NOTHING,
                        options(VIA, FROM, TO, "1 OPTIONS").replaceFirst("OPTIONS .*\r\n", "SIP/2.0 4294967301 x\r\n")),
                row(
                        "a response of many digits",
                        NOTHING,
                        options(VIA, FROM, TO, "1 OPTIONS")
                                .replaceFirst("OPTIONS .*\r\n", "SIP/2.0 " + "9".repeat(4000) + "\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void answersOddMessagesAndRefusesWrongOnes(String name, String status, String message) throws Exception {
        try (var log = LogOracle.listen();
                var wire = Wire.udp(test.server.udpPort())) {
            wire.sendRaw(fill(message, wire).getBytes(StandardCharsets.UTF_8));
            wire.send(wire.request("OPTIONS", "", "X-Last: 1"));
            var answer = wire.receive();
            if (!status.isEmpty()) {
                assertTrue(answer.matches("(?s)SIP/2\\.0 " + status + " [A-Za-z/ -]+\r\n.*"), name + ": " + answer);
                answer = wire.receive();
            }
            assertTrue(answer.startsWith("SIP/2.0 200"), name + ": " + answer);
            assertTrue(wire.silent());
            assertEquals(0, test.server.figures().faults());
            assertFalse(
                    log.lines().stream().anyMatch(line -> line.contains("ERROR")),
                    log.lines().toString());
        }
    }

    private static String fill(String message, Wire wire) {
        return message.replace("[port]", Integer.toString(wire.port())).replace("[id]", Wire.unique());
    }

    /** Bytes changed, cut, doubled and moved in messages of all kinds; afterwards a call goes as before. */
    @Test
    void survivesMessagesThatChanceHasTouched() throws Exception {
        long seed = Long.getLong("smspay.sip.seed", new Random().nextLong());
        System.out.println("sip messages: " + MESSAGES + ", -Dsmspay.sip.seed=" + seed);
        var random = new Random(seed);
        try (var log = LogOracle.listen()) {
            try (var wire = Wire.udp(test.server.udpPort())) {
                for (int i = 0; i < MESSAGES; i++) {
                    wire.sendRaw(touched(any(wire, random), random));
                }
            }
            for (int i = 0; i < MESSAGES / 50; i++) {
                try (var wire = Wire.tcp(test.server.tcpPort())) {
                    wire.sendRaw(touched(any(wire, random), random));
                } catch (IOException e) {
                    // Hung up on in the middle, as it may be.
                    assertTrue(i >= 0);
                }
            }
            try (var wire = Wire.udp(test.server.udpPort())) {
                wire.patience(30_000);
                wire.send(wire.request("INVITE", wire.sdp()));
                var answer = wire.receive();
                assertTrue(answer.startsWith("SIP/2.0 200"), "seed " + seed + ": " + answer);
                wire.send(wire.within(answer, "ACK", 1, ""));
                wire.send(wire.within(answer, "BYE", 2, ""));
                assertTrue(wire.receive().startsWith("SIP/2.0 200"));
            }
            assertEquals(0, test.server.figures().faults(), "seed " + seed + " " + log.lines());
        }
    }

    private static byte[] any(Wire wire, Random random) {
        var methods = new String[] {"INVITE", "OPTIONS", "BYE", "INFO", "REGISTER", "CANCEL", "UPDATE", "ACK"};
        var method = methods[random.nextInt(methods.length)];
        var body = random.nextBoolean() ? wire.sdp() : "";
        var text = wire.request(
                        method, body, "Subject: " + LogOracle.CANARY, "P-Asserted-Identity: <tel:+8613800000002>")
                .replace("[len]", Integer.toString(body.length()));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] touched(byte[] message, Random random) {
        var bytes = message;
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes = java.util.Arrays.copyOf(bytes, Math.max(1, at));
                case 2 -> {
                    var longer = new byte[bytes.length + 20];
                    System.arraycopy(bytes, 0, longer, 0, at);
                    for (int j = 0; j < 20; j++) {
                        longer[at + j] = (byte) " \t\r\n:;,<>\"@%\u0000\u001b".charAt(random.nextInt(14));
                    }
                    System.arraycopy(bytes, at, longer, at + 20, bytes.length - at);
                    bytes = longer;
                }
                default -> {
                    int to = random.nextInt(bytes.length);
                    byte kept = bytes[at];
                    bytes[at] = bytes[to];
                    bytes[to] = kept;
                }
            }
        }
        return bytes;
    }
}

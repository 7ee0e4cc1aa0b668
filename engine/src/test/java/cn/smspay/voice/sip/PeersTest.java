package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.LogOracle;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.NumberRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What peers send in the field and what is right then, over real sockets. */
final class PeersTest {
    private TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    private Wire udp() throws IOException {
        return Wire.udp(test.server.udpPort());
    }

    private Wire tcp() throws IOException {
        return Wire.tcp(test.server.tcpPort());
    }

    private static String ok(String answer) {
        assertTrue(answer.startsWith("SIP/2.0 200"), answer);
        return answer;
    }

    /** Acknowledges the answer and presses 1, after which the service says goodbye; returns what comes then. */
    private static String bye(Wire wire, String answer) throws IOException {
        wire.send(wire.within(answer, "ACK", 1, ""));
        wire.send(wire.within(answer, "INFO", 2, "Signal=1", "Content-Type: application/dtmf-relay"));
        var next = wire.receive();
        while (next.startsWith("SIP/2.0 200")) {
            next = wire.receive();
        }
        return next;
    }

    private static Arguments row(String name, String status, BiFunction<Wire, String, String> message) {
        return Arguments.of(name, status, message);
    }

    private static String multipart(String sdp, String boundary, String quote) {
        return "--" + boundary + "\r\nContent-Type: application/sdp\r\n\r\n" + sdp + "\r\n--" + boundary
                + "\r\nContent-Type: application/isup;version=itu-t92+\r\n"
                + "Content-Disposition: signal;handling=optional\r\n\r\n\u0001\u0000`\u0000\r\n--" + boundary + "--\r\n"
                + quote;
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                row(
                        "feedback profile",
                        "200",
                        (w, x) ->
                                w.request("INVITE", w.sdp("RTP/AVPF 8 101", "a=rtpmap:101 telephone-event/8000\r\n"))),
                row(
                        "dynamic number of A-law",
                        "200",
                        (w, x) -> w.request(
                                "INVITE",
                                w.sdp(
                                        "RTP/AVP 97 101",
                                        "a=rtpmap:97 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"))),
                row(
                        "encrypted sound only",
                        "488",
                        (w, x) -> w.request(
                                "INVITE", w.sdp("RTP/SAVP 8", "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:x\r\n"))),
                row("other codecs only", "488", (w, x) -> w.request("INVITE", w.sdp("RTP/AVP 18 9", ""))),
                row(
                        "several parts",
                        "200",
                        (w, x) -> w.request(
                                "INVITE", multipart(w.sdp(), "b1", ""), "Content-Type: multipart/mixed;boundary=b1")),
                row(
                        "several parts, quoted boundary",
                        "200",
                        (w, x) -> w.request(
                                "INVITE",
                                multipart(w.sdp(), "b 1", ""),
                                "Content-Type: multipart/mixed; boundary=\"b 1\"")),
                row(
                        "no Content-Length",
                        "200",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("Content-Length: [len]\r\n", "")),
                row(
                        "short header names",
                        "200",
                        (w, x) -> w.request("INVITE", w.sdp())
                                .replace("Via:", "v:")
                                .replace("From:", "f:")
                                .replace("To:", "t:")
                                .replace("Call-ID:", "i:")
                                .replace("Content-Type:", "c:")
                                .replace("Content-Length: [len]\r\n", "")),
                row(
                        "folded headers",
                        "200",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("To: ", "To:\r\n  ")),
                row(
                        "empty lines before",
                        "200",
                        (w, x) -> "\r\n\r\n"
                                + w.request("INVITE", w.sdp())
                                        .replace("[len]", "" + w.sdp().length())),
                row("two lengths", "400", (w, x) -> w.request("INVITE", w.sdp(), "Content-Length: 5")),
                row("two short lengths", "400", (w, x) -> w.request("INVITE", w.sdp(), "l: 5")),
                row(
                        "a length beyond the datagram",
                        "400",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("[len]", "9999")),
                row(
                        "a negative length",
                        "400",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("[len]", "-1")),
                row("two From", "400", (w, x) -> w.request("OPTIONS", "", "From: <sip:b@c>;tag=2")),
                row("two Call-ID", "400", (w, x) -> w.request("OPTIONS", "", "i: 2")),
                row(
                        "a foreign method in CSeq",
                        "400",
                        (w, x) -> w.request("OPTIONS", "").replace("1 OPTIONS", "1 INVITE")),
                row(
                        "a number too large in CSeq",
                        "400",
                        (w, x) -> w.request("OPTIONS", "").replace("1 OPTIONS", "4294967296 OPTIONS")),
                row(
                        "a To that is none",
                        "400",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("engine.example>", "engine.example>;;;")),
                row(
                        "another version",
                        "505",
                        (w, x) -> w.request("OPTIONS", w.sdp()).replace(" SIP/2.0\r\nVia", " SIP/7.0\r\nVia")),
                row(
                        "another version of a call",
                        "505",
                        (w, x) -> w.request("INVITE", w.sdp()).replace(" SIP/2.0\r\nVia", " SIP/3.0\r\nVia")),
                row(
                        "too long",
                        "513",
                        (w, x) -> w.request(
                                "INVITE",
                                w.sdp(),
                                ("X-P: " + "x".repeat(1000) + "\r\n").repeat(16).strip())),
                row("unknown extension of a call", "420", (w, x) -> w.request("INVITE", w.sdp(), "Require: foo")),
                row("unknown extension of a question", "420", (w, x) -> w.request("OPTIONS", "", "Require: foo")),
                row("unknown method", "405", (w, x) -> w.request("PUBLISH", "")),
                row("a method of nobody", "405", (w, x) -> w.request("NEWMETHOD", "")),
                row(
                        "another scheme",
                        "416",
                        (w, x) -> w.request("OPTIONS", "").replaceFirst("sip:12588@127.0.0.1:[0-9]+", "nobody:12588")),
                row(
                        "unknown content",
                        "415",
                        (w, x) -> w.request("INVITE", "<audio/>", "Content-Type: application/unknownformat")),
                row(
                        "unknown content that need not be known",
                        "200",
                        (w, x) -> w.request(
                                "INVITE",
                                "<audio/>",
                                "Content-Type: application/x",
                                "Content-Disposition: render;handling=optional")),
                row("packed content", "415", (w, x) -> w.request("INVITE", w.sdp(), "Content-Encoding: gzip")),
                row(
                        "a call in a dead dialogue",
                        "481",
                        (w, x) -> w.request("INVITE", w.sdp()).replace("engine.example>", "engine.example>;tag=old")),
                row(
                        "BYE in a dead dialogue",
                        "481",
                        (w, x) -> w.request("BYE", "").replace("engine.example>", "engine.example>;tag=old")),
                row(
                        "INFO in a dead dialogue",
                        "481",
                        (w, x) -> w.request("INFO", "").replace("engine.example>", "engine.example>;tag=old")),
                row(
                        "UPDATE in a dead dialogue",
                        "481",
                        (w, x) -> w.request("UPDATE", "").replace("engine.example>", "engine.example>;tag=old")),
                row("CANCEL of nothing", "481", (w, x) -> w.request("CANCEL", "")),
                row(
                        "nobody's number",
                        "404",
                        (w, x) -> w.request("INVITE", w.sdp()).replaceFirst("sip:12588@", "sip:99999@")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void answersWhatIsRight(String name, String status, BiFunction<Wire, String, String> message) throws Exception {
        try (var log = LogOracle.listen();
                var wire = udp()) {
            wire.send(message.apply(wire, LogOracle.CANARY));
            var answer = wire.receive();

            var line = answer.lines().findFirst().orElse("");
            assertTrue(line.matches("SIP/2\\.0 " + status + " [A-Za-z/ -]+"), name + ": " + answer);
            assertFalse(
                    log.lines().stream().anyMatch(each -> each.contains(" ERROR ")),
                    log.lines().toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPTIONS", "INVITE", "REGISTER"})
    void namesWhatWouldBeRight(String method) throws Exception {
        try (var wire = udp()) {
            wire.send(wire.request(method, "", "Require: foo, bar"));
            var unsupported = TestPhone.header(wire.receive(), "Unsupported");

            assertTrue(unsupported.contains("foo") && unsupported.contains("bar"), unsupported);
        }
        try (var wire = udp()) {
            wire.send(wire.request("INVITE", "<audio/>", "Content-Type: application/unknownformat"));

            assertEquals("application/sdp", TestPhone.header(wire.receive(), "Accept"));
        }
        try (var wire = udp()) {
            wire.send(wire.request("SUBSCRIBE", ""));

            assertTrue(TestPhone.header(wire.receive(), "Allow").contains("INVITE"));
        }
    }

    @Test
    void answersWithTheNumberThatWasOffered() throws Exception {
        try (var wire = udp()) {
            wire.send(wire.request("INVITE", wire.sdp("RTP/AVP 97 101", "a=rtpmap:97 PCMA/8000\r\n")));

            assertTrue(ok(wire.receive()).contains("RTP/AVP 97"));
        }
    }

    @Test
    void refusesEncryptionPicturesAndOtherCodecsSoThatTheRestStands() throws Exception {
        try (var wire = udp()) {
            var streams = "m=audio 4000 RTP/SAVP 8\r\nm=video 4002 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n";
            wire.send(wire.request("INVITE", wire.sdp("RTP/AVP 111 18 8", "a=rtpmap:111 opus/48000/2\r\n" + streams)));
            var answer = ok(wire.receive());

            assertTrue(answer.contains("m=audio 0 RTP/SAVP 8"), answer);
            assertTrue(answer.contains("m=video 0 RTP/AVP 96"), answer);
            assertTrue(answer.matches("(?s).*m=audio [1-9][0-9]* RTP/AVP 8\r\n.*"), answer);
        }
    }

    @Test
    void answersARequestWithAnOldNumberInACall() throws Exception {
        try (var wire = udp()) {
            wire.send(wire.request("INVITE", wire.sdp()));
            var answer = ok(wire.receive());
            wire.send(wire.within(answer, "ACK", 1, ""));
            wire.send(wire.within(answer, "BYE", 0, ""));

            assertTrue(wire.receive().startsWith("SIP/2.0 500"));
        }
    }

    @Test
    void sendsNothingToWhereAStrangeResponseSays() throws Exception {
        try (var log = LogOracle.listen();
                var wire = udp();
                var elsewhere = udp()) {
            wire.send("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + test.server.udpPort()
                    + ";branch=z9hG4bK" + Wire.unique() + "\r\nFrom: <sip:a@b>;tag=1\r\nTo: <sip:c@d>;tag=2\r\n"
                    + "Call-ID: " + Wire.unique() + "\r\nCSeq: 1 INVITE\r\nContact: <sip:x@127.0.0.1:"
                    + elsewhere.port() + ">\r\nContent-Length: 0\r\n\r\n");
            wire.send(wire.request("OPTIONS", ""));

            ok(wire.receive());
            assertTrue(elsewhere.silent());
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void cancelsByBranchAndSender() throws Exception {
        test.desk.hold();
        try (var wire = udp();
                var other = udp()) {
            var invite = wire.request("INVITE", wire.sdp());
            wire.send(invite);
            test.desk.next();
            var cancel = invite.substring(0, invite.indexOf("Content-Type")).replace("INVITE", "CANCEL")
                    + "Content-Length: 0\r\n\r\n";
            other.send(cancel.replaceFirst("branch=z9hG4bK", "branch=z9hG4bKx")
                    .replace(":" + wire.port() + ";b", ":" + other.port() + ";b"));
            assertTrue(other.receive().startsWith("SIP/2.0 481"));
            other.send(cancel.replace(":" + wire.port() + ";b", ":" + other.port() + ";b"));
            assertTrue(other.receive().startsWith("SIP/2.0 481"));

            wire.send(cancel);
            var answers = List.of(wire.receive(), wire.receive());
            assertTrue(answers.stream().anyMatch(answer -> answer.startsWith("SIP/2.0 487")), answers.toString());
            assertEquals(CallResult.CANCELLED, test.record().result());
        }
    }

    @Test
    void twoPeersMayChooseOneBranch() throws Exception {
        try (var one = udp();
                var other = udp()) {
            var first = one.request("INVITE", one.sdp());
            var branch = first.replaceAll("(?s).*(branch=[^;\r]+).*", "$1");
            var second = other.request("INVITE", other.sdp()).replaceFirst("branch=[^;\r]+", branch);
            one.send(first);
            other.send(second);
            one.send(first);

            var answers = List.of(ok(one.receive()), ok(other.receive()));
            one.send(one.within(answers.get(0), "ACK", 1, ""));
            other.send(other.within(answers.get(1), "ACK", 1, ""));
            one.send(one.within(answers.get(0), "BYE", 2, ""));
            other.send(other.within(answers.get(1), "BYE", 2, ""));
            while (!one.receive().contains("BYE")) {
                // The answer again, to the INVITE that came twice.
            }
            ok(other.receive());
            var records = List.of(test.record().callId(), test.record().callId());
            assertEquals(2, Set.copyOf(records).size(), "two calls, and the repeated INVITE is none");
        }
    }

    @Test
    void aRefusalIsAcknowledgedByWhomItWasSentTo() throws Exception {
        try (var one = udp();
                var other = udp()) {
            var first = one.request("INVITE", one.sdp()).replaceFirst("sip:12588@", "sip:99999@");
            var branch = first.replaceAll("(?s).*(branch=[^;\r]+).*", "$1");
            var second = other.request("INVITE", other.sdp())
                    .replaceFirst("sip:12588@", "sip:99999@")
                    .replaceFirst("branch=[^;\r]+", branch);
            one.send(first);
            other.send(second);
            var refused = one.receive();
            assertTrue(refused.startsWith("SIP/2.0 404"), refused);
            assertTrue(other.receive().startsWith("SIP/2.0 404"));
            var to = refused.replaceAll("(?s).*(To: [^\r]+).*", "$1");
            one.send(first.substring(0, first.indexOf("Content-Type"))
                            .replace("INVITE", "ACK")
                            .replaceFirst("To: [^\r]+", to)
                    + "Content-Length: 0\r\n\r\n");

            assertTrue(other.receive().startsWith("SIP/2.0 404"), "nobody has acknowledged this one");
        }
    }

    @Test
    void insistsOnAnExtensionWhereTheSettingsOfTheTrunkDo() throws Exception {
        var trunk = new SipSettings.Trunk(
                "carrier",
                List.of("127.0.0.1"),
                true,
                10,
                Optional.empty(),
                Optional.empty(),
                NumberRules.NONE,
                List.of("timer"));
        test.close();
        test = new TestServer(TestServer.with(List.of(trunk), SipSettings.Phones.NONE));
        try (var wire = udp()) {
            wire.send(wire.request("INVITE", wire.sdp(), "Supported: replaces"));
            var refused = wire.receive();
            assertTrue(refused.startsWith("SIP/2.0 421 "), refused);
            assertTrue(refused.contains("\r\nRequire: timer\r\n"), refused);
            assertEquals(1, test.server.figures().refusals(CallRefusal.EXTENSION_NEEDED));

            wire.send(wire.request("INVITE", wire.sdp(), "Supported: replaces, Timer"));
            ok(wire.receive());
        }
    }

    // ---- connections

    @Test
    void answersAPingBeforeAnyMessage() throws Exception {
        try (var log = LogOracle.listen();
                var wire = tcp()) {
            wire.sendRaw("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('\r', wire.in().read());
            assertEquals('\n', wire.in().read());
            for (var part : List.of("\r", "\n\r", "\n")) {
                wire.sendRaw(part.getBytes(StandardCharsets.US_ASCII));
            }
            assertEquals('\r', wire.in().read());
            assertEquals('\n', wire.in().read());

            wire.send(wire.request("OPTIONS", ""));
            ok(wire.receive());
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void readsMessagesInPiecesAndSeveralAtOnce() throws Exception {
        try (var wire = tcp()) {
            var one = wire.request("OPTIONS", "").replace("[len]", "0");
            for (byte each : one.getBytes(StandardCharsets.US_ASCII)) {
                wire.sendRaw(new byte[] {each});
            }
            ok(wire.receive());
            var both = wire.request("OPTIONS", "").replace("[len]", "0")
                    + wire.request("OPTIONS", "").replace("[len]", "0");
            wire.sendRaw(both.getBytes(StandardCharsets.US_ASCII));
            ok(wire.receive());
            ok(wire.receive());
        }
    }

    @Test
    void saysNothingInTheLogOfWhatAPeerSendsByTcp() throws Exception {
        try (var log = LogOracle.listen();
                var wire = tcp()) {
            wire.send(wire.request(
                            "INFO", "Signal=" + LogOracle.CANARY + "\nforged", "Content-Type: application/dtmf-relay")
                    .replace("1 INFO", "1 " + LogOracle.CANARY));

            assertTrue(wire.receive().startsWith("SIP/2.0 400"));
            assertTrue(
                    log.lines().stream().noneMatch(line -> line.contains("forged")),
                    log.lines().toString());
        }
    }

    @Test
    void saysByeOnTheConnectionByWhichTheCallCame() throws Exception {
        try (var wire = tcp()) {
            wire.send(wire.request("INVITE", wire.sdp())
                    .replaceFirst("(?m)^Contact: .*$", "Contact: <sip:caller@127.0.0.77:5999;transport=tcp>"));
            var answer = ok(wire.receive());
            assertTrue(bye(wire, answer).startsWith("BYE"));
        }
    }

    @Test
    void saysByeToTheContactOnceTheConnectionIsGone() throws Exception {
        try (var listening = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            try (var wire = tcp()) {
                wire.send(wire.request("INVITE", wire.sdp())
                        .replaceFirst(
                                "(?m)^Contact: .*$",
                                "Contact: <sip:caller@127.0.0.1:" + listening.getLocalPort() + ";transport=tcp>"));
                var answer = ok(wire.receive());
                wire.send(wire.within(answer, "ACK", 1, ""));
                wire.send(wire.within(answer, "INFO", 2, "Signal=1", "Content-Type: application/dtmf-relay"));
                ok(wire.receive());
            }
            listening.setSoTimeout(8000);
            try (var wire = Wire.stream("TCP", listening.accept())) {
                assertTrue(wire.receive().startsWith("BYE"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void saysByeToWhereTheCallCameFromBehindATranslator(boolean configured) throws Exception {
        if (configured) {
            var s = TestServer.SETTINGS;
            test.close();
            test = new TestServer(new SipSettings(
                    s.host(),
                    s.advertised(),
                    0,
                    s.tcpPort(),
                    s.tls(),
                    s.numbers(),
                    s.trunks(),
                    s.phones(),
                    s.limits(),
                    s.sound(),
                    List.of("127.0.0.0/8"),
                    s.agents()));
        }
        try (var wire = udp()) {
            var invite = wire.request("INVITE", wire.sdp())
                    .replaceFirst("(?m)^Contact: .*$", "Contact: <sip:caller@192.168.77.7:5060>");
            // Whom we are not told of gives himself away by the address in his Via.
            wire.send(configured ? invite : invite.replaceFirst("UDP 127.0.0.1:[0-9]+", "UDP 192.168.77.7:5060"));
            var answer = ok(wire.receive());
            var bye = bye(wire, answer);
            assertTrue(bye.startsWith("BYE"), bye);
        }
    }

    /** A peer that accepts no connection: its queue is full, so what else comes is dropped without an answer. */
    @Test
    void servesOthersWhileDeadPeersAreWaitedFor() throws Exception {
        try (var dead = new ServerSocket()) {
            dead.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1);
            var fill = new ArrayList<Socket>();
            for (int i = 0; i < 6; i++) {
                var socket = new Socket();
                fill.add(socket);
                try {
                    socket.connect(dead.getLocalSocketAddress(), 20);
                } catch (IOException e) {
                    // Its queue is full, as it is to be.
                    socket.close();
                }
            }
            var wires = new ArrayList<Wire>();
            for (int i = 0; i < 12; i++) {
                var wire = udp();
                wires.add(wire);
                wire.send(wire.request("INVITE", wire.sdp())
                        .replaceFirst(
                                "(?m)^Contact: .*$",
                                "Contact: <sip:me@127.0.0.1:" + dead.getLocalPort() + ";transport=tcp>"));
                var answer = ok(wire.receive());
                wire.send(wire.within(answer, "ACK", 1, ""));
                wire.send(wire.within(answer, "INFO", 2, "Signal=1", "Content-Type: application/dtmf-relay"));
                ok(wire.receive());
            }
            for (var wire : wires) {
                assertEquals(CallResult.COMPLETED, test.record().result());
                assertTrue(wire.port() > 0);
            }
            // Now twelve BYEs wait for connections; nobody else does, within the patience of a wire.
            for (int i = 0; i < 20; i++) {
                try (var wire = udp()) {
                    wire.send(wire.request("OPTIONS", ""));
                    ok(wire.receive());
                    wire.send(wire.request("INVITE", wire.sdp()));
                    ok(wire.receive());
                }
            }
            for (var wire : wires) {
                wire.close();
            }
            for (var socket : fill) {
                socket.close();
            }
        }
    }
}

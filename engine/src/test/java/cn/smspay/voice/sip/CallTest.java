package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallRecord;
import cn.smspay.voice.call.CallRefusal;
import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.FakeVoiceDesk;
import cn.smspay.voice.rtp.G711;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.rtp.RtpPorts;
import cn.smspay.voice.rtp.Tones;
import java.io.ByteArrayOutputStream;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Calls over real sockets, from the INVITE to the record: {@link SipEdge} sorts what comes by method, {@link JainLeg} answers in each
 * state of a call.
 */
final class CallTest {
    @TempDir
    private Path folder;

    private TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    private void restart(SipSettings settings) {
        test.close();
        test = new TestServer(settings);
    }

    private TestPhone phone() throws Exception {
        return new TestPhone("127.0.0.1", test.server.udpPort());
    }

    private static CallSettings.Sound sound(Duration inactivity, Inband inband) {
        return new CallSettings.Sound(PortRange.SYSTEM, 2, inactivity, inband);
    }

    /** Where these bytes begin in those, or -1. */
    private static int find(byte[] all, byte[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static byte[] words(String text) {
        return new Tones().alaw(FakeVoiceDesk.words(text));
    }

    @Test
    void sendsItsWordsSampleBySampleAndNothingButSilenceBetween() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.press('7');
            var packets = phone.hearAll();

            // after one wrong key: twice silence, then goodbye
            var all = TestPhone.sound(packets);
            var expected = new ByteArrayOutputStream();
            int at = 0;
            for (var text : List.of("again", "again", "goodbye")) {
                int found = find(Arrays.copyOfRange(all, at, all.length), words(text));
                assertTrue(found >= 0, text + " is missing");
                at += found + words(text).length;
                expected.writeBytes(words(text));
            }
            for (int i = at; i < all.length; i++) {
                assertEquals(G711.ALAW_SILENCE, all[i]);
            }
            for (int i = 1; i < packets.size(); i++) {
                var before = packets.get(i - 1).header();
                assertEquals(
                        (before.sequence() + 1) & 0xFFFF,
                        packets.get(i).header().sequence());
                assertEquals(
                        (before.timestamp() + 160) & 0xFFFFFFFFL,
                        packets.get(i).header().timestamp());
                assertEquals(160, packets.get(i).payload().length);
            }
        }
    }

    @Test
    void hangsUpOnlyAfterTheLastSoundOfTheGoodbye() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.press('1');
            var bye = phone.expect("BYE");
            phone.reply(bye, "200 OK");

            var all = TestPhone.sound(phone.hearAll());
            assertTrue(find(all, words("balance")) >= 0);
            assertEquals(CallResult.COMPLETED, test.record().result());
        }
    }

    @Test
    void stopsSpeakingWithTheNextPacketWhenAKeyIsPressed() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.press('7');
            var all = TestPhone.sound(phone.hearAll());

            assertEquals(-1, find(all, Arrays.copyOfRange(words("menu"), 640, 825)));
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("keys 7", test.desk.next());
        }
    }

    @Test
    void speaksUlawToWhoKnowsNothingElse() throws Exception {
        try (var phone = phone()) {
            var answer = phone.call("0 101", TestPhone.events());
            phone.press('1');
            var all = TestPhone.sound(phone.hearAll());

            var expected = words("balance");
            for (int i = 0; i < expected.length; i++) {
                expected[i] = G711.ulawOfAlaw(expected[i]);
            }
            assertTrue(answer.contains("RTP/AVP 0 101"), answer);
            assertTrue(find(all, expected) >= 0);
            assertEquals("PCMU", test.record().codec());
        }
    }

    @Test
    void hearsKeysInTheSoundWhereNoEventsAreOffered() throws Exception {
        try (var phone = phone()) {
            phone.call("8", "");
            phone.sing(Tones.key('1', 100));

            phone.reply(phone.expect("BYE"), "200 OK");
            assertEquals("INBAND", test.record().keyKind());
        }
    }

    @Test
    void doesNotListenForKeysInTheSoundWhereItNeedNot() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.sing(Tones.key('1', 100));
            phone.press('7');

            test.desk.next();
            assertEquals("keys 7", test.desk.next());
        }
    }

    @Test
    void takesKeysFromTheCallerOnly() throws Exception {
        try (var phone = phone();
                var stranger = new DatagramSocket(0, java.net.InetAddress.getByName("127.0.0.5"))) {
            phone.call();
            phone.press('7');
            phone.hear(Arrays.copyOf(words("again"), 160));
            test.desk.next();
            test.desk.next();

            phone.pressFrom(stranger, '1');
            phone.press('8');

            assertEquals("keys 8", test.desk.next());
            assertEquals(6, test.server.figures().strangePackets());
        }
    }

    @Test
    void endsACallWhoseSoundStops() throws Exception {
        restart(TestServer.with(sound(Duration.ofMillis(300), Inband.NEVER)));
        try (var phone = phone()) {
            phone.call();
            phone.saySilence();

            phone.reply(phone.expect("BYE"), "200 OK");
            assertEquals(CallResult.MEDIA_LOST, test.record().result());
        }
    }

    @Test
    void endsACallThatIsTooLong() throws Exception {
        restart(TestServer.with(new CallSettings.CallCaps(
                10,
                10,
                10,
                Duration.ofMillis(400),
                Duration.ofSeconds(7),
                Duration.ofSeconds(32),
                Duration.ofSeconds(90))));
        try (var phone = phone()) {
            phone.call();

            phone.reply(phone.expect("BYE"), "200 OK");
            assertEquals(CallResult.TOO_LONG, test.record().result());
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("hung up", test.desk.next());
        }
    }

    @Test
    void makesAnOfferToACallerWhoMakesNone() throws Exception {
        try (var phone = phone()) {
            phone.send("INVITE", "");
            phone.answered(phone.expect("SIP/2.0 200"));
            phone.send("ACK", phone.sdp("8 101", TestPhone.events()));
            phone.press('1');

            assertTrue(find(TestPhone.sound(phone.hearAll()), words("balance")) >= 0);
        }
    }

    @Test
    void servesACallerWhoseAcknowledgementIsLostButWhoSpeaks() throws Exception {
        try (var phone = phone()) {
            phone.invite("8 101", TestPhone.events());
            phone.press('1');

            assertTrue(find(TestPhone.sound(phone.hearAll()), words("balance")) >= 0);
        }
    }

    @Test
    void answersACancelledCallWithItsTermination() throws Exception {
        test.desk.hold();
        try (var phone = phone()) {
            phone.send("INVITE", phone.sdp("8", ""));
            test.desk.next();
            phone.send("CANCEL", "");

            var both = List.of(phone.receive(), phone.receive()).toString();
            assertTrue(both.contains("SIP/2.0 487") && both.contains("CANCEL"), both);
            var record = test.record();
            assertEquals(CallResult.CANCELLED, record.result());
            assertEquals(487, record.sipStatus());
            assertEquals("hung up", test.desk.next());
            assertEquals(0, test.server.figures().callsNow());
        }
    }

    @Test
    void sendsACallerElsewhereBeforeAnsweringIfThereIsNothingToSay() throws Exception {
        test.desk.redirect();
        try (var phone = phone()) {
            phone.send("INVITE", phone.sdp("8", ""));

            var moved = phone.expect("SIP/2.0 302");
            assertEquals("<sip:10086@127.0.0.1:5999>", TestPhone.header(moved, "Contact"));
            assertEquals(CallResult.TRANSFERRED, test.record().result());
        }
    }

    @Test
    void namesEveryAgentToACallerWhoIsSentElsewhere() throws Exception {
        restart(TestServer.withAgents(List.of(), "sip:10086@127.0.0.1:5997", "sip:10086@127.0.0.1:5998", "tel:10086"));
        test.desk.redirect();
        try (var phone = phone()) {
            phone.send("INVITE", phone.sdp("8", ""));

            var moved = phone.expect("SIP/2.0 302");
            assertTrue(
                    moved.contains(
                                    "Contact: <sip:10086@127.0.0.1:5997>,<sip:10086@127.0.0.1:5998>;q=0.9,<tel:10086>;q=0.8\r\n")
                            || moved.contains("Contact: <sip:10086@127.0.0.1:5997>\r\nContact:"
                                    + " <sip:10086@127.0.0.1:5998>;q=0.9\r\nContact: <tel:10086>;q=0.8\r\n"),
                    moved);
        }
    }

    @Test
    void endsTheCallAndLogsWhenTheDeskFails() throws Exception {
        test.desk.fail();
        try (var phone = phone()) {
            phone.send("INVITE", phone.sdp("8", ""));

            phone.expect("SIP/2.0 500");
            var record = test.record();
            assertEquals(CallResult.FAULT, record.result());
            assertEquals(500, record.sipStatus());
            assertEquals(1, test.server.figures().faults());
            assertEquals(0, test.server.figures().callsNow());
        }
    }

    @Test
    void goesSilentWhileItIsHeldAndGoesOnAfterwards() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.send("INVITE", phone.sdp("8 101", TestPhone.events() + "a=sendonly\r\n"));
            assertTrue(phone.expect("SIP/2.0 200").contains("a=recvonly"));
            phone.send("ACK", "");
            phone.hearAll();

            phone.send("INVITE", phone.sdp("8 101", TestPhone.events() + "a=sendrecv\r\n"));
            phone.expect("SIP/2.0 200");
            phone.send("ACK", "");
            var all = TestPhone.sound(phone.hearAll());

            // What was left of the menu, after not a word in between.
            assertTrue(find(all, Arrays.copyOfRange(words("menu"), 660, 825)) >= 0);
        }
    }

    @Test
    void needsAPortForEveryCallAndTakesItBack() throws Exception {
        var free = new RtpPorts("127.0.0.1", PortRange.SYSTEM).open().orElseThrow();
        free.close();
        restart(TestServer.with(new CallSettings.Sound(
                new PortRange(free.port(), free.port()), 1, Duration.ofSeconds(30), Inband.NEVER)));
        try (var first = phone();
                var second = phone();
                var third = phone()) {
            first.call();
            second.send("INVITE", second.sdp("8", ""));
            second.expect("SIP/2.0 503");
            first.send("BYE", "");
            first.expect("SIP/2.0 200");
            test.record();

            assertTrue(third.call().contains("m=audio " + free.port()));
            assertEquals(1, test.server.figures().refusals(CallRefusal.NO_PORT));
        }
    }

    @Test
    void doesNotSayByeBeforeItsAnswerIsAcknowledged() throws Exception {
        try (var phone = phone()) {
            phone.invite("8 101", TestPhone.events());
            phone.press('1');
            test.record();
            assertTrue(phone.onlyRepeats("SIP/2.0 200"));

            phone.send("ACK", "");

            assertTrue(phone.after("SIP/2.0 200").startsWith("BYE"));
        }
    }

    @Test
    void answersOverTls() throws Exception {
        var file = folder.resolve("keys.p12");
        var keytool = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/keytool",
                        "-genkeypair",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        "secret",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=test",
                        "-alias",
                        "a")
                .start();
        assertEquals(0, keytool.waitFor());
        restart(TestServer.withTls(file, "secret"));
        var trust = java.security.KeyStore.getInstance(file.toFile(), "secret".toCharArray());
        var managers = javax.net.ssl.TrustManagerFactory.getInstance("PKIX");
        managers.init(trust);
        var context = javax.net.ssl.SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);

        try (var socket = context.getSocketFactory().createSocket("127.0.0.1", test.server.tlsPort())) {
            socket.setSoTimeout(5000);
            socket.getOutputStream()
                    .write(("OPTIONS sip:12588@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1:9;branch=z9hG4bKt\r\n"
                                    + "From: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:12588@127.0.0.1>\r\nCall-ID: t1\r\n"
                                    + "CSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n")
                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            var line = new java.io.BufferedReader(new java.io.InputStreamReader(socket.getInputStream())).readLine();

            assertEquals("SIP/2.0 200 OK", line);
        }
        try (var stranger = new java.net.Socket()) {
            stranger.setSoTimeout(5000);
            stranger.bind(new java.net.InetSocketAddress("127.0.0.9", 0));
            stranger.connect(new java.net.InetSocketAddress("127.0.0.1", test.server.tlsPort()));

            assertTrue(hungUpOn(stranger));
        }
    }

    /** Without a single byte. */
    private static boolean hungUpOn(java.net.Socket socket) throws java.io.IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Test
    void saysGoodbyeInReportsToo() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.send("BYE", "");
            phone.expect("SIP/2.0 200");

            var report = phone.report();

            assertEquals((byte) 200, report[1]);
            assertEquals((byte) 203, report[report.length - 7]);
        }
    }

    @Test
    void believesACallersNumberFromATrustedTrunk() throws Exception {
        try (var phone = phone()) {
            phone.invite("8", "", "P-Asserted-Identity: <tel:+8613800138000>");

            assertEquals("begin 13800138000 12588", test.desk.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Privacy: id", "P-Preferred-Identity: <tel:+8613800138001>"})
    void knowsNoNumberThatIsWithheldOrOnlyWished(String header) throws Exception {
        try (var phone = phone()) {
            var asserted = header.startsWith("Privacy") ? "P-Asserted-Identity: <tel:+8613800138000>" : "X-Nothing: 1";
            phone.invite("8", "", asserted, header);

            assertEquals("begin withheld 12588", test.desk.next());
        }
    }

    @Test
    void believesNoNumberFromATrunkThatMayNotAssertIt() throws Exception {
        var untrusted = new SipSettings.Trunk("x", List.of("127.0.0.1"), false, 10, java.util.Optional.empty());
        restart(TestServer.with(List.of(untrusted), SipSettings.Phones.NONE));
        try (var phone = phone()) {
            phone.invite("8", "", "P-Asserted-Identity: <tel:+8613800138000>");

            assertEquals("begin withheld 12588", test.desk.next());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"486 Busy Here", "480 Temporarily Unavailable", "603 Decline"})
    void goesOnWithACallerWhomNoAgentTook(String status) throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.press('0');
            var refer = phone.receive();
            assertTrue(refer.startsWith("REFER "), refer);
            phone.reply(refer, "202 Accepted");
            phone.sendNotify("SIP/2.0 " + status);
            phone.isAnswered("NOTIFY");
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("keys 0", test.desk.next());
            assertEquals("not handed over", test.desk.next());
            listenFor(phone, "busy");

            phone.press('1');

            assertEquals("keys 1", test.desk.next());
            assertTrue(phone.after("SIP/2.0 200").startsWith("BYE "));
        }
        assertEquals(
                CallResult.COMPLETED,
                java.util.Objects.requireNonNull(test.record()).result());
    }

    @ParameterizedTest
    @ValueSource(strings = {"486 Busy Here", "503 Service Unavailable", "408 Request Timeout"})
    void triesTheNextAgentWhenOneDoesNotTakeTheCaller(String status) throws Exception {
        restart(TestServer.withAgents(List.of(), "sip:a@127.0.0.1:5998", "sip:b@127.0.0.1:5999"));
        try (var phone = phone()) {
            phone.call();
            phone.press('0');
            var first = phone.receive();
            assertTrue(first.contains("Refer-To: <sip:a@127.0.0.1:5998>"), first);
            phone.reply(first, "202 Accepted");
            phone.sendNotify("SIP/2.0 " + status);
            phone.isAnswered("NOTIFY");
            var second = phone.receive();
            assertTrue(second.contains("Refer-To: <sip:b@127.0.0.1:5999>"), second);
            phone.reply(second, "202 Accepted");
            phone.sendNotify("SIP/2.0 200 OK");

            assertTrue(phone.after("SIP/2.0 200").startsWith("BYE "));
        }
        assertEquals(
                CallResult.TRANSFERRED,
                java.util.Objects.requireNonNull(test.record()).result());
    }

    @Test
    void saysThatNobodyTookTheCallerAfterTheLastAgentOnly() throws Exception {
        restart(TestServer.withAgents(List.of(), "sip:a@127.0.0.1:5998", "sip:b@127.0.0.1:5999"));
        try (var phone = phone()) {
            phone.call();
            phone.press('0');
            phone.reply(phone.receive(), "405 Method Not Allowed");
            phone.reply(phone.receive(), "405 Method Not Allowed");
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("keys 0", test.desk.next());
            assertEquals("not handed over", test.desk.next());
        }
    }

    @Test
    void goesOnWithACallerWhoCannotBeHandedOver() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.press('0');
            phone.reply(phone.receive(), "405 Method Not Allowed");
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("keys 0", test.desk.next());

            assertEquals("not handed over", test.desk.next());
        }
    }

    @Test
    void tellsTheDeskThatACallerWasHandedOver() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.press('0');
            phone.reply(phone.receive(), "202 Accepted");
            phone.sendNotify("SIP/2.0 200 OK");
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("keys 0", test.desk.next());

            assertEquals("hung up", test.desk.next());
        }
        assertEquals(
                CallResult.TRANSFERRED,
                java.util.Objects.requireNonNull(test.record()).result());
    }

    @Test
    void repeatsTheRouteOfTheCallInItsAnswer() throws Exception {
        try (var phone = phone()) {
            var answer = phone.invite("8", "", "Record-Route: <sip:127.0.0.1:5070;lr>");

            assertEquals("<sip:127.0.0.1:5070;lr>", TestPhone.header(answer, "Record-Route"));
            assertTrue(TestPhone.header(answer, "Via").contains("rport="), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void takesCallsOfPhonesThatProveThemselves(String algorithm) throws Exception {
        restart(TestServer.with(List.of(), TestServer.PHONES));
        try (var phone = new TestPhone("127.0.0.2", test.server.udpPort())) {
            phone.send("INVITE", phone.sdp("8", ""));
            var challenge = phone.expect("SIP/2.0 401");
            phone.send("ACK", "");

            phone.invite("8", "", phone.credentials(challenge, "INVITE", algorithm, "alice", "s3cret"));

            assertEquals("begin 13800138000 12588", test.desk.next());
        }
    }

    @Test
    void refusesPhonesThatDoNot() throws Exception {
        restart(TestServer.with(List.of(), TestServer.PHONES));
        try (var phone = new TestPhone("127.0.0.2", test.server.udpPort())) {
            phone.send("INVITE", phone.sdp("8", ""));
            var challenge = phone.expect("SIP/2.0 401");

            phone.send("INVITE", phone.sdp("8", ""), phone.credentials(challenge, "INVITE", "MD5", "alice", "guess"));

            phone.expect("SIP/2.0 403");
            assertEquals(1, test.server.figures().refusals(CallRefusal.FORBIDDEN));
        }
    }

    @Test
    void registersPhones() throws Exception {
        restart(TestServer.with(List.of(), TestServer.PHONES));
        try (var phone = new TestPhone("127.0.0.3", test.server.udpPort())) {
            phone.send("REGISTER", "");
            var challenge = phone.expect("SIP/2.0 401");
            phone.send("REGISTER", "", phone.credentials(challenge, "REGISTER", "SHA-256", "alice", "s3cret"));

            assertTrue(phone.expect("SIP/2.0 200").contains("expires=3600"));
        }
    }

    @Test
    void doesNotAnswerStrangersAtAll() throws Exception {
        try (var stranger = new TestPhone("127.0.0.9", test.server.udpPort());
                var phone = phone()) {
            stranger.send("OPTIONS", "");
            stranger.send("INVITE", stranger.sdp("8", ""));
            stranger.sendRaw("REGISTER nonsense");
            phone.send("OPTIONS", "");
            phone.expect("SIP/2.0 200");

            assertTrue(stranger.heardNothing());
            assertEquals(3, test.server.figures().strangers());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CSeq: one INVITE", "CSeq: 1 BYE", "From: <<<", "Call-ID:"})
    void answersMalformedRequestsAsSuch(String broken) throws Exception {
        try (var phone = phone()) {
            var name = broken.substring(0, broken.indexOf(':'));
            var text = "INVITE sip:12588@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKx\r\n"
                    + "From: <sip:a@127.0.0.1>;tag=1\r\nTo: <sip:12588@127.0.0.1>\r\nCall-ID: m1\r\n"
                    + "CSeq: 1 INVITE\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n";

            phone.sendRaw(text.replaceAll("(?m)^" + name + ":.*$", broken).replace("\n\r\n", "\r\n\r\n"));

            phone.expect("SIP/2.0 400");
            assertEquals(0, test.server.figures().callsNow());
        }
    }

    @Test
    void goesOnWithTheCallAfterADescriptionItCannotTake() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.send("INVITE", phone.sdp("18", ""));
            phone.expect("SIP/2.0 488");
            phone.send("ACK", "");

            phone.reply(pressUntil(phone, '1', "BYE"), "200 OK");
            assertEquals(CallResult.COMPLETED, test.record().result());
        }
    }

    @Test
    void letsCallsEndBeforeItStops() throws Exception {
        try (var phone = phone();
                var late = phone()) {
            phone.call();
            var stopping = new Thread(() -> test.server.stop(Duration.ofSeconds(10)));
            stopping.start();
            assertEquals("SIP/2.0 503", refused(late).substring(0, 11));
            phone.press('1');
            phone.reply(phone.expect("BYE"), "200 OK");
            stopping.join();

            assertEquals(CallResult.COMPLETED, test.record().result());
        }
    }

    @Test
    void saysGoodbyeToWhoIsStillThereWhenItStops() throws Exception {
        try (var phone = phone()) {
            phone.call();
            listenFor(phone, "menu");
            var stopping = new Thread(() -> test.server.stop(Duration.ofMillis(1)));
            stopping.start();

            listenFor(phone, "closing");
            phone.reply(phone.after("SIP/2.0 200"), "200 OK");
            assertEquals("begin withheld 12588", test.desk.next());
            assertEquals("hung up", test.desk.next());
            stopping.join();
        }
        assertEquals(
                CallResult.DRAINED,
                java.util.Objects.requireNonNull(test.record()).result());
    }

    private static void listenFor(TestPhone phone, String words) throws Exception {
        var heard = new byte[0];
        while (find(heard, Arrays.copyOf(words(words), 320)) < 0) {
            var more = phone.hear().payload();
            heard = Arrays.copyOf(heard, heard.length + more.length);
            System.arraycopy(more, 0, heard, heard.length - more.length, more.length);
        }
    }

    /** Presses as a person does, again when nothing happens: a key that comes while the service is thinking is dropped. */
    private static String pressUntil(TestPhone phone, char key, String answer) throws Exception {
        for (int tries = 1; tries < 3; tries++) {
            phone.press(key);
            try {
                return phone.expect(answer);
            } catch (SocketTimeoutException e) {
                // Pressed too early.
            }
        }
        phone.press(key);
        return phone.expect(answer);
    }

    /** Calls until the server, which is about to stop, takes no more. */
    private static String refused(TestPhone phone) throws Exception {
        while (true) {
            phone.send("INVITE", phone.sdp("8", ""));
            var answer = phone.receive();
            if (answer.startsWith("SIP/2.0 5")) {
                return answer;
            }
        }
    }

    @Test
    void keepsTheReportOfTheOtherSide() throws Exception {
        try (var phone = phone()) {
            phone.call();
            var first = phone.hear();
            phone.reportLoss(first.header().source(), 3);
            phone.press('7');
            test.desk.next();
            test.desk.next();
            phone.send("BYE", "");
            phone.expect("SIP/2.0 200");

            var record = test.record();
            assertEquals(3, record.packetsLost());
            assertEquals(10_000, record.jitterMicros());
            assertArrayEquals(
                    new Object[] {CallRecord.HungUpBy.CALLER, "menu", "EVENT"},
                    new Object[] {record.hungUpBy(), record.menuPath(), record.keyKind()});
        }
    }
}

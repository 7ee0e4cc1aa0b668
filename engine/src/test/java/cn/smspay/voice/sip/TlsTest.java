package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.base.Secret;
import cn.smspay.testing.LogOracle;
import cn.smspay.voice.call.CallFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIP over TLS: who is let in, how long that may take, and what {@link KeyByName} shows him. */
final class TlsTest {
    @TempDir
    private Path folder;

    private Path keystore = Path.of("");

    @BeforeEach
    void key() throws Exception {
        keystore = folder.resolve("sip.p12");
        key("first", "1");
    }

    /** One more key in the file. */
    private void key(String name, String days, String... more) throws Exception {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/keytool",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                keystore.toString(),
                "-storepass",
                "secret"));
        command.addAll(
                days.startsWith("-")
                        ? List.of("-startdate", days + "d", "-validity", "1")
                        : List.of("-validity", days));
        command.addAll(List.of(more));
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }

    private SipSettings.Tls settings(Optional<String> name) {
        return new SipSettings.Tls(0, keystore, new Secret("secret"), name);
    }

    private static TlsDoor door(SipCertificate certificates, Duration within) throws IOException {
        var gate = new Gate(TestServer.SETTINGS, new CallFigures(), Clock.systemUTC());
        var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
        return new TlsDoor(certificates.context(), gate, within, address, MonotonicClock.system());
    }

    private static SSLSocket client(int port) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new X509TrustManager[] {new Trusting()}, null);
        return (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static boolean isClosed(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whom the peer asks for decides; nobody, or nobody whom we know, gets the key of the settings. */
    @ParameterizedTest
    @CsvSource({
        "sip.example.com, 'CN=sip.example.com'",
        "SIP.Example.COM, 'CN=sip.example.com'",
        "a.pay.example.com, 'CN=*.pay.example.com'",
        "a.b.pay.example.com, CN=first",
        "pay.example.com, CN=first",
        "other.example.org, CN=first",
        "'', CN=first"
    })
    void showsTheCertificateThatBearsTheNameThatIsAskedFor(String asked, String subject) throws Exception {
        key("sip.example.com", "1");
        key("*.pay.example.com", "1");
        try (var door = door(SipCertificate.load(settings(Optional.of("first"))), Duration.ofMinutes(1));
                var client = client(door.port())) {
            var parameters = client.getSSLParameters();
            parameters.setServerNames(asked.isEmpty() ? List.of() : List.of(new SNIHostName(asked)));
            client.setSSLParameters(parameters);
            client.startHandshake();

            var shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            assertEquals(subject, shown.getSubjectX500Principal().getName());
        }
    }

    /** RFC 6125 6.4.4: a certificate with alternative names is for these, and not for its common name any more. */
    @ParameterizedTest
    @CsvSource({
        "a.example.com, CN=third.example.com",
        "b.wild.example.com, CN=third.example.com",
        "wild.example.com, CN=first",
        "third.example.com, CN=first"
    })
    void theAlternativeNamesOfACertificateCountBeforeItsCommonName(String asked, String subject) throws Exception {
        key("third.example.com", "1", "-ext", "san=dns:a.example.com,dns:*.wild.example.com");
        try (var door = door(SipCertificate.load(settings(Optional.of("first"))), Duration.ofMinutes(1));
                var client = client(door.port())) {
            var parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(asked)));
            client.setSSLParameters(parameters);
            client.startHandshake();

            var shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            assertEquals(subject, shown.getSubjectX500Principal().getName());
        }
    }

    @Test
    void closesHandshakesThatDoNotFinishAndTellsOfThemInOneLine() throws Exception {
        try (var log = LogOracle.listen();
                var door = door(SipCertificate.load(settings(Optional.empty())), Duration.ofMillis(300))) {
            var silent = new ArrayList<Socket>();
            for (int i = 0; i < 60; i++) {
                var socket = new Socket("127.0.0.1", door.port());
                if (i % 3 == 1) {
                    // half of a first flight
                    socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0});
                }
                silent.add(socket);
            }
            long threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("sip-tls"))
                    .count();
            assertTrue(threads <= 5, "no thread for each: " + threads);
            for (var socket : silent) {
                assertTrue(isClosed(socket));
                socket.close();
            }
            var lines = log.lines().stream()
                    .filter(line -> line.contains("SIP over TLS"))
                    .toList();
            assertEquals(1, lines.size(), lines.toString());
            assertTrue(lines.get(0).contains("127.0.0.1"), lines.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\n\r\n", "\r\n\r\n", "OPTIONS sip:a SIP/2.0\r\n\r\n"})
    void hangsUpOnWhoDoesNotSpeakTls(String text) throws Exception {
        try (var log = LogOracle.listen("HTTP", "OPTIONS");
                var door = door(SipCertificate.load(settings(Optional.empty())), Duration.ofSeconds(8));
                var socket = new Socket("127.0.0.1", door.port())) {
            socket.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));

            assertTrue(isClosed(socket));
            assertEquals(1, log.lines().size(), log.lines().toString());
        }
    }

    @Test
    void letsOthersInWhileSilentOnesWait() throws Exception {
        try (var door = door(SipCertificate.load(settings(Optional.empty())), Duration.ofMinutes(1))) {
            var silent = new ArrayList<Socket>();
            for (int i = 0; i < 40; i++) {
                silent.add(new Socket("127.0.0.1", door.port()));
            }
            try (var client = client(door.port())) {
                client.startHandshake();
                assertTrue(door.take().isConnected());
            }
            for (var socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void showsTheKeyThatIsNamed() throws Exception {
        key("second", "1");
        try (var door = door(SipCertificate.load(settings(Optional.of("second"))), Duration.ofSeconds(8));
                var client = client(door.port())) {
            client.startHandshake();

            var shown = (X509Certificate) client.getSession().getPeerCertificates()[0];
            assertEquals("CN=second", shown.getSubjectX500Principal().getName());
        }
    }

    @Test
    void saysWhatIsWrongWithItsKeyFile() throws Exception {
        key("second", "1");
        var several =
                assertThrows(IllegalArgumentException.class, () -> SipCertificate.load(settings(Optional.empty())));
        assertTrue(
                several.getMessage().contains("first") && several.getMessage().contains("second"));
        var unknown =
                assertThrows(IllegalArgumentException.class, () -> SipCertificate.load(settings(Optional.of("third"))));
        assertTrue(unknown.getMessage().contains("third"));
        var password = new SipSettings.Tls(0, keystore, new Secret("wrong"), Optional.of("first"));
        var wrong = assertThrows(IllegalArgumentException.class, () -> SipCertificate.load(password));
        assertTrue(wrong.getMessage().contains("password"), wrong.getMessage());
        var nothing = new SipSettings.Tls(0, folder.resolve("nope.p12"), new Secret("secret"), Optional.empty());
        var missing = assertThrows(IllegalArgumentException.class, () -> SipCertificate.load(nothing));
        assertTrue(missing.getMessage().contains("nope.p12"), missing.getMessage());
    }

    @Test
    void knowsWhenItsCertificateEnds() throws Exception {
        var soon = SipCertificate.load(settings(Optional.empty()));
        assertTrue(soon.endsSoon(Instant.now()));
        assertTrue(!soon.ended(Instant.now()));
        key("old", "-10");
        assertTrue(SipCertificate.load(settings(Optional.of("old"))).ended(Instant.now()));
        key("long", "400");
        assertTrue(!SipCertificate.load(settings(Optional.of("long"))).endsSoon(Instant.now()));
    }

    @Test
    void warnsOfACertificateThatHasEnded() throws Exception {
        key("old", "-10");
        try (var log = LogOracle.listen()) {
            var s = TestServer.SETTINGS;
            var tls = new SipSettings.Tls(freePort(), keystore, new Secret("secret"), Optional.of("old"));
            new TestServer(new SipSettings(
                            s.host(),
                            s.advertised(),
                            0,
                            s.tcpPort(),
                            Optional.of(tls),
                            s.numbers(),
                            s.trunks(),
                            s.phones(),
                            s.limits(),
                            s.sound(),
                            s.agents()))
                    .close();
            assertTrue(
                    log.lines().stream()
                            .anyMatch(line -> line.contains("WARN") && line.contains("old") && line.contains("ended")),
                    log.lines().toString());
        }
    }

    @Test
    void answersPingsAndMessagesOverTls() throws Exception {
        var settings = TestServer.withTls(keystore, "secret");
        var test = new TestServer(settings);
        try (var wire = Wire.stream("TLS", client(test.server.tlsPort()))) {
            wire.sendRaw(new byte[] {'\r', '\n', '\r', '\n'});
            assertEquals('\r', wire.in().read());
            assertEquals('\n', wire.in().read());
            wire.send(wire.request("INVITE", wire.sdp()));
            var answer = wire.receive();
            assertTrue(answer.startsWith("SIP/2.0 200"), answer);
            wire.send(wire.within(answer, "ACK", 1, ""));
            wire.send(wire.within(answer, "INFO", 2, "Signal=1", "Content-Type: application/dtmf-relay"));
            var next = wire.receive();
            while (next.startsWith("SIP/2.0 200")) {
                next = wire.receive();
            }
            assertTrue(next.startsWith("BYE"), next);
        } finally {
            test.close();
        }
    }

    /** One that was free a moment ago. */
    private static int freePort() throws java.io.IOException {
        try (var probe = new java.net.ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }
}

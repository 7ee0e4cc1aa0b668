package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.LinkFixture.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.outside.simulator.SmscSettings;
import cn.smspay.outside.simulator.SmscSimulator;
import cn.smspay.sms.SubmitOutcome;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.testing.Service;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@link ClientTls} to its rules. */
@Timeout(60)
final class TlsTest {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    private Path folder;

    @Test
    void bindsDeliversAndSubmitsOverTls() throws Exception {
        var store = keyStore("ip:127.0.0.1");
        try (var smsc = start(store);
                var here = new LinkFixture(trusting(store, smsc.port(), true)).bound()) {
            assertInstanceOf(
                    SubmitOutcome.Accepted.class, LinkFixture.outcome(here.link.submit(LinkFixture.segment(1, "a"))));
            assertEquals(
                    CommandStatus.OK,
                    smsc.deliver(LinkFixture.PHONE, LinkFixture.SERVICE, "CX").get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void refusesACertificateForAnotherHostUnlessToldNotToLook() throws Exception {
        var store = keyStore("dns:smsc.example");
        try (var smsc = start(store)) {
            try (var here = new LinkFixture(trusting(store, smsc.port(), true))) {
                awaitWhy(here, "TLS handshake failed");
                assertFalse(here.link.allBound().isDone());
                assertEquals(0, smsc.receivers());
            }
            try (var here = new LinkFixture(trusting(store, smsc.port(), false)).bound()) {
                assertFalse(here.link.room() == 0);
            }
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() throws Exception {
        var store = keyStore("ip:127.0.0.1");
        try (var smsc = start(store);
                var here = new LinkFixture(with(new SmppBindSettings.Tls(null, null, true), smsc.port()))) {
            awaitWhy(here, "TLS handshake failed");
            assertFalse(here.link.allBound().isDone());
        }
    }

    @Test
    void saysWhichTrustStoreCannotBeRead() {
        var missing = new SmppBindSettings.Tls(folder.resolve("none.p12"), new Secret("x"), true);

        var refused = assertThrows(IllegalArgumentException.class, () -> new LinkFixture(with(missing, 2775)));

        assertEquals("cannot read the trust store " + folder.resolve("none.p12"), refused.getMessage());
    }

    @Test
    void aHostReachedByAddressMayBeExpectedUnderItsName() throws Exception {
        var store = keyStore("dns:smsc.example");
        try (var smsc = start(store);
                var here = new LinkFixture(with(tls(store, null, List.of(), "smsc.example"), smsc.port())).bound()) {
            assertFalse(here.link.room() == 0);
        }
    }

    @Test
    void aNameThatTheJdkTakesForNoneIsComparedAllTheSame() throws Exception {
        var store = keyStore("dns:*.example.test");
        try (var smsc = start(store)) {
            try (var here =
                    new LinkFixture(with(tls(store, null, List.of(), "smsc_1.example.test"), smsc.port())).bound()) {
                assertFalse(here.link.room() == 0);
            }
            try (var here = new LinkFixture(with(tls(store, null, List.of(), "smsc_2.other.test"), smsc.port()))) {
                awaitWhy(here, "the certificate does not name smsc_2.other.test");
            }
        }
    }

    @Test
    void showsItsOwnCertificateToAnSmscThatAsksForOne() throws Exception {
        var store = keyStore("ip:127.0.0.1");
        var mine = keyStore("dns:engine.example");
        try (var smsc = SmscSimulator.start(
                SmscSettings.of("smspay", PASSWORD), Clock.systemUTC(), serverTls(store, mine, "TLSv1.2"))) {
            try (var here = new LinkFixture(with(tls(store, mine, List.of(), null), smsc.port())).bound()) {
                assertFalse(here.link.room() == 0);
            }
            try (var here = new LinkFixture(with(tls(store, null, List.of(), null), smsc.port()))) {
                awaitWhy(here, "TLS handshake failed");
                assertFalse(here.link.allBound().isDone());
                assertEquals(0, smsc.receivers());
            }
        }
    }

    @Test
    void usesNoOtherVersionsThanItMay() throws Exception {
        var store = keyStore("ip:127.0.0.1");
        try (var smsc = SmscSimulator.start(
                SmscSettings.of("smspay", PASSWORD), Clock.systemUTC(), serverTls(store, null, "TLSv1.2"))) {
            try (var here = new LinkFixture(with(tls(store, null, List.of("TLSv1.2"), null), smsc.port())).bound()) {
                assertFalse(here.link.room() == 0);
            }
            try (var here = new LinkFixture(with(tls(store, null, List.of("TLSv1.3"), null), smsc.port()))) {
                awaitWhy(here, "TLS handshake failed");
            }
        }
    }

    private static void awaitWhy(LinkFixture here, String why) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!here.link.status().get(0).why().contains(why)) {
            assertTrue(System.nanoTime() < end, here.link.status().toString());
            Service.moment();
        }
    }

    private static SmppBindSettings.Tls tls(
            Path trusted, @Nullable Path mine, List<String> versions, @Nullable String name) {
        var password = new Secret(STORE_PASSWORD);
        return new SmppBindSettings.Tls(trusted, password, mine, password, versions, name, true);
    }

    private static SslContext serverTls(Path file, @Nullable Path clients, String version) throws Exception {
        var builder = SslContextBuilder.forServer(keys(file)).protocols(version);
        if (clients != null) {
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(clients));
            builder.clientAuth(ClientAuth.REQUIRE).trustManager(trust);
        }
        return builder.build();
    }

    private static KeyStore load(Path file) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, STORE_PASSWORD.toCharArray());
        }
        return store;
    }

    private static SmppBindSettings trusting(Path store, int port, boolean checkHostName) {
        return with(new SmppBindSettings.Tls(store, new Secret(STORE_PASSWORD), checkHostName), port);
    }

    private static SmppBindSettings with(SmppBindSettings.Tls tls, int port) {
        return LinkFixture.settings(port).with(new SmppBindSettings.Peer("127.0.0.1", port, 1, tls, false));
    }

    private static SmscSimulator start(Path store) throws Exception {
        return SmscSimulator.start(SmscSettings.of("smspay", PASSWORD), Clock.systemUTC(), serverTls(store));
    }

    private static SslContext serverTls(Path file) throws Exception {
        return SslContextBuilder.forServer(keys(file)).build();
    }

    private static KeyManagerFactory keys(Path file) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(file), STORE_PASSWORD.toCharArray());
        return keys;
    }

    /** A self-signed certificate and its key; the same file serves as the client's trust store. */
    private Path keyStore(String name) throws Exception {
        var file = folder.resolve(name.replaceAll("[:*]", "-") + ".p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(
                keytool,
                "-genkeypair",
                "-alias",
                "smsc",
                "-keyalg",
                "EC",
                "-dname",
                "CN=smsc",
                "-ext",
                "san=" + name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                STORE_PASSWORD);
        var process = new ProcessBuilder(command).inheritIO().start();
        assertEquals(0, process.waitFor());
        return file;
    }
}

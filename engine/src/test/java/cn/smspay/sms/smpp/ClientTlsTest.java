package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.sms.peer.Host;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ClientTls} towards an SMSC in memory: which certificate it takes for whose. */
final class ClientTlsTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static final Map<String, SslContext> servers = new HashMap<>();

    /** Certificates that vouch for themselves; the same file serves as the client's trust store. */
    @BeforeAll
    static void keys() throws Exception {
        for (String name : List.of("dns:smsc.example.test", "ip:127.0.0.1", "dns:*.example.test")) {
            var command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
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
                    file(name).toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD);
            assertEquals(0, new ProcessBuilder(command).inheritIO().start().waitFor());
            var store = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(file(name))) {
                store.load(in, PASSWORD.toCharArray());
            }
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD.toCharArray());
            servers.put(name, SslContextBuilder.forServer(keys).build());
        }
    }

    private static Path file(String name) {
        return folder.resolve(name.replaceAll("[:*]", "-") + ".p12");
    }

    private static SmppBindSettings.Tls trusting(String certificate, @Nullable String expected, boolean check) {
        return new SmppBindSettings.Tls(
                file(certificate), new Secret(PASSWORD), null, null, List.of(), expected, check);
    }

    /** How the two sides get on: empty, or what is wrong. */
    private static String met(ClientTls tls, String certificate) {
        var client = new EmbeddedChannel();
        var handler = tls.handler(client);
        client.pipeline().addLast(handler);
        var server = new EmbeddedChannel(
                Objects.requireNonNull(servers.get(certificate)).newHandler(client.alloc()));
        try {
            for (int i = 0; i < 20 && !handler.handshakeFuture().isDone(); i++) {
                carry(client, server);
                carry(server, client);
            }
            assertTrue(handler.handshakeFuture().isDone());
            return handler.handshakeFuture().isSuccess() ? tls.refusal().orElse("") : "no handshake";
        } finally {
            release(client);
            release(server);
        }
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        Object octets;
        while ((octets = from.readOutbound()) != null) {
            to.pipeline().fireChannelRead(octets);
        }
        to.pipeline().fireChannelReadComplete();
        to.runPendingTasks();
    }

    /** What a failed handshake has left to say is said already. */
    private static void release(EmbeddedChannel channel) {
        if (channel.pipeline().get(SslHandler.class) != null) {
            channel.pipeline().remove(SslHandler.class);
        }
        channel.releaseInbound();
        channel.releaseOutbound();
        channel.close();
    }

    @ParameterizedTest
    @CsvSource({
        "dns:smsc.example.test, smsc.example.test,   ,                    true, ''",
        "dns:smsc.example.test, SMSC.example.test,   ,                    true, ''",
        "dns:smsc.example.test, other.example.test,  ,                    true, no handshake",
        "dns:smsc.example.test, 127.0.0.1,           ,                    true, no handshake",
        "dns:smsc.example.test, 127.0.0.1,           smsc.example.test,   true, ''",
        "ip:127.0.0.1,          127.0.0.1,           ,                    true, ''",
        "ip:127.0.0.1,          127.0.0.2,           ,                    true, no handshake",
        "ip:127.0.0.1,          127.0.0.1,           smsc.example.test,   true, no handshake",
        "ip:127.0.0.1,          ::1,                 ,                    true, no handshake",
        "dns:smsc.example.test, other.example.test,  ,                    false, ''",
        "dns:*.example.test,    smsc_1.example.test, ,                    true, ''",
        "dns:*.example.test,    127.0.0.1,           smsc_1.example.test, true, ''",
        "dns:*.example.test,    smsc_1.other.test,   ,                    true, the certificate does not name smsc_1.other.test",
        "dns:*.example.test,    smsc_1.other.test,   ,                    false, ''"
    })
    void aCertificateHasToNameTheHostOrWhomIsExpectedThere(
            String certificate, String host, @Nullable String expected, boolean check, String wrong) {
        assertEquals(
                wrong, met(ClientTls.of(new Host(host, 2775), trusting(certificate, expected, check)), certificate));
    }

    @Test
    void aCertificateOfSomebodyElseIsNotTaken() {
        var tls = ClientTls.of(new Host("127.0.0.1", 2775), trusting("dns:smsc.example.test", null, true));

        assertEquals("no handshake", met(tls, "ip:127.0.0.1"));
    }

    @Test
    void aNameOfOursToCompareIsRefusedWhereNoCertificateCame() {
        var tls = ClientTls.of(new Host("smsc_1.example.test", 2775), trusting("dns:*.example.test", null, true));
        assertEquals(Optional.empty(), tls.refusal(), "nobody was met");

        var channel = new EmbeddedChannel();
        tls.handler(channel);

        assertEquals(Optional.of("the peer has no certificate"), tls.refusal());
        channel.close();
    }

    @Test
    void theVersionsAreThoseThatAreNamed() {
        var channel = new EmbeddedChannel();
        var named = new SmppBindSettings.Tls(null, null, null, null, List.of("TLSv1.2"), null, true);
        var engine = ClientTls.of(new Host("smsc.example.test", 2776), named)
                .handler(channel)
                .engine();

        assertArrayEquals(new String[] {"TLSv1.2"}, engine.getEnabledProtocols());
        assertEquals("smsc.example.test:2776", engine.getPeerHost() + ':' + engine.getPeerPort());

        var usual = ClientTls.of(new Host("smsc.example.test", 2776), new SmppBindSettings.Tls(null, null, true));
        assertTrue(
                List.of(usual.handler(channel).engine().getEnabledProtocols()).contains("TLSv1.3"));
        channel.close();
    }

    /** The password of a store protects the keys in it. */
    @ParameterizedTest
    @ValueSource(strings = {"wrong", ""})
    void aStoreThatCannotBeReadIsNamed(String password) {
        var host = new Host("smsc.example.test", 2775);
        var secret = password.isEmpty() ? null : new Secret(password);
        var store = file("ip:127.0.0.1");
        var keys = new SmppBindSettings.Tls(null, null, store, secret, List.of(), null, true);
        var missing = new SmppBindSettings.Tls(folder.resolve("none.p12"), secret, true);

        assertEquals(
                "cannot read the key store " + store,
                assertThrows(IllegalArgumentException.class, () -> ClientTls.of(host, keys))
                        .getMessage());
        assertEquals(
                "cannot read the trust store " + folder.resolve("none.p12"),
                assertThrows(IllegalArgumentException.class, () -> ClientTls.of(host, missing))
                        .getMessage());
    }
}

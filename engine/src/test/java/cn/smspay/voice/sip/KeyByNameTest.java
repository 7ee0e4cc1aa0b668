package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key {@link KeyByName} shows to whom, in handshakes in memory. */
final class KeyByNameTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final List<String> ALIASES = List.of("usual", "ec", "rsa", "star", "alternatives");
    private static final String EC = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";
    private static final String RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    @TempDir
    private static Path folder;

    private static KeyStore store;

    private KeyByName keys;

    @BeforeAll
    static void make() throws Exception {
        var file = folder.resolve("keys.p12");
        key(file, "usual", "EC", "CN=usual.example.com");
        key(file, "ec", "EC", "O=Both, CN=both.example.com");
        key(file, "rsa", "RSA", "CN=Both.Example.com");
        key(file, "star", "EC", "CN=*.pay.example.com");
        key(
                file,
                "alternatives",
                "EC",
                "CN=common.example.com",
                "-ext",
                "san=dns:A.example.com,ip:10.0.0.1,dns:*.wild.example.com");
        store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
    }

    private static void key(Path file, String alias, String kind, String name, String... more) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                kind,
                "-dname",
                name,
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD)));
        command.addAll(List.of(more));
        assertEquals(0, new ProcessBuilder(command).start().waitFor());
    }

    @BeforeEach
    void open() throws Exception {
        keys = new KeyByName(store, PASSWORD, ALIASES, "usual");
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

    /** The alias of the certificate that a peer sees who asks for this name with keys of this kind; empty if none fits. */
    private String shown(String asked, String cipher) throws Exception {
        var ours = SSLContext.getInstance("TLS");
        ours.init(new KeyManager[] {keys}, null, null);
        var theirs = SSLContext.getInstance("TLS");
        theirs.init(null, new TrustManager[] {new Trusting()}, null);
        var server = ours.createSSLEngine();
        server.setUseClientMode(false);
        var client = theirs.createSSLEngine();
        client.setUseClientMode(true);
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.setEnabledCipherSuites(new String[] {cipher});
        var parameters = client.getSSLParameters();
        parameters.setServerNames(asked.isEmpty() ? List.of() : List.of(new SNIHostName(asked)));
        client.setSSLParameters(parameters);
        var handshake = new SslHandler(client);
        var there = new EmbeddedChannel(handshake);
        var here = new EmbeddedChannel(new SslHandler(server));
        for (int i = 0; i < 20 && !handshake.handshakeFuture().isDone(); i++) {
            carry(there, here);
            carry(here, there);
        }
        return handshake.handshakeFuture().isSuccess()
                ? store.getCertificateAlias(client.getSession().getPeerCertificates()[0])
                : "";
    }

    private static void carry(EmbeddedChannel from, EmbeddedChannel to) {
        from.runPendingTasks();
        Object octets;
        while ((octets = from.readOutbound()) != null) {
            if (to.isOpen()) {
                to.pipeline().fireChannelRead(octets);
            }
        }
        to.pipeline().fireChannelReadComplete();
        to.runPendingTasks();
    }

    @ParameterizedTest
    @CsvSource({
        "'', usual",
        "usual.example.com, usual",
        "both.example.com, ec",
        "BOTH.example.com, ec",
        "a.pay.example.com, star",
        "pay.example.com, usual",
        "a.b.pay.example.com, usual",
        "xpay.example.com, usual",
        "a.example.com, alternatives",
        "x.wild.example.com, alternatives",
        "wild.example.com, usual",
        "common.example.com, usual",
        "other.example.org, usual"
    })
    void whomThePeerAsksForIsWhoseKeyItSees(String asked, String alias) throws Exception {
        assertEquals(alias, shown(asked, EC));
    }

    /** Of two keys with one name the kind decides; the usual key is of one kind only. */
    @ParameterizedTest
    @CsvSource({"both.example.com, rsa", "a.pay.example.com, ''", "'', ''"})
    void theKindOfKeyThatThePeerCanReadDecidesToo(String asked, String alias) throws Exception {
        assertEquals(alias, shown(asked, RSA));
    }

    @Test
    void withoutAHandshakeItIsTheUsualKeyIfItsKindIsWanted() {
        assertEquals("usual", keys.chooseEngineServerAlias("EC", null, null));
        assertEquals("usual", keys.chooseEngineServerAlias("EC_EC", null, null));
        assertNull(keys.chooseEngineServerAlias("RSA", null, null));
        assertEquals("usual", keys.chooseServerAlias("EC_RSA", null, null));
        assertNull(keys.chooseServerAlias("RSA", null, null));
    }

    @Test
    void asAClientWeShowTheUsualKeyIfAnyOfTheKindsIsIts() {
        assertEquals("usual", keys.chooseClientAlias(new String[] {"RSA", "EC"}, null, null));
        assertNull(keys.chooseClientAlias(new String[] {"RSA"}, null, null));
        assertArrayEquals(new String[] {"usual"}, keys.getClientAliases("EC", null));
        assertEquals(ALIASES, List.of(keys.getServerAliases("EC", null)));
    }

    @Test
    void aKeyThatIsNotThereIsNone() throws Exception {
        assertNull(keys.getCertificateChain("nobody"));
        assertNull(keys.getPrivateKey("nobody"));

        assertEquals(store.getKey("rsa", PASSWORD), keys.getPrivateKey("rsa"));
        var chain = keys.getCertificateChain("rsa");
        assertNotNull(chain);
        assertEquals(store.getCertificate("rsa"), chain[0]);
    }
}

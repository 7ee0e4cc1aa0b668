package cn.smspay.sms.smpp;

import cn.smspay.base.Secret;
import cn.smspay.sms.peer.CertificateNames;
import cn.smspay.sms.peer.Host;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS towards an SMSC that proves who it is: by our trust store or the system's, and by its name. One for each connection.
 */
final class ClientTls {
    private final String expected;
    private final int port;
    /** The JDK compares names itself, but for those that it takes for no names at all, like {@code smsc_1.example.com}. */
    private final boolean checkOurselves;

    private final SslContext context;
    private @Nullable SSLEngine engine;

    private ClientTls(String expected, int port, boolean checkOurselves, SslContext context) {
        this.expected = expected;
        this.port = port;
        this.checkOurselves = checkOurselves;
        this.context = context;
    }

    /** @throws IllegalArgumentException if a store cannot be read */
    static ClientTls of(Host host, SmppBindSettings.Tls tls) {
        var expected = tls.expectedName() == null ? host.name() : tls.expectedName();
        boolean ourselves = tls.checkHostName() && !isNameForTheJdk(expected);
        var builder = SslContextBuilder.forClient()
                .endpointIdentificationAlgorithm(tls.checkHostName() && !ourselves ? "HTTPS" : "");
        if (!tls.versions().isEmpty()) {
            builder.protocols(tls.versions());
        }
        if (tls.trustStore() != null) {
            builder.trustManager(trust(tls.trustStore(), password(tls.trustStorePassword())));
        }
        if (tls.keyStore() != null) {
            builder.keyManager(keys(tls.keyStore(), password(tls.keyStorePassword())));
        }
        try {
            return new ClientTls(expected, host.port(), ourselves, builder.build());
        } catch (IOException e) {
            throw new IllegalArgumentException("TLS towards " + host + " cannot be prepared: " + e.getMessage(), e);
        }
    }

    private static boolean isNameForTheJdk(String name) {
        try {
            return CertificateNames.isAddress(name)
                    || !new SNIHostName(name).getAsciiName().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static char[] password(@Nullable Secret password) {
        return password == null ? new char[0] : password.reveal().toCharArray();
    }

    private static TrustManagerFactory trust(Path file, char[] password) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(file, password));
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the trust store " + file, e);
        }
    }

    private static KeyManagerFactory keys(Path file, char[] password) {
        try {
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store(file, password), password);
            return factory;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the key store " + file, e);
        }
    }

    private static KeyStore store(Path file, char[] password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (var in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    SslHandler handler(Channel channel) {
        var handler = context.newHandler(channel.alloc(), expected, port);
        engine = handler.engine();
        return handler;
    }

    /** What is wrong with the peer's name, once the handshake has succeeded. */
    Optional<String> refusal() {
        if (!checkOurselves || engine == null) {
            return Optional.empty();
        }
        try {
            var certificate = (X509Certificate) engine.getSession().getPeerCertificates()[0];
            return CertificateNames.of(certificate).contain(expected)
                    ? Optional.empty()
                    : Optional.of("the certificate does not name " + expected);
        } catch (SSLPeerUnverifiedException e) {
            return Optional.of("the peer has no certificate");
        }
    }
}

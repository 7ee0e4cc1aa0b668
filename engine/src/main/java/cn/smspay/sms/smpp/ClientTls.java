package cn.smspay.sms.smpp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManagerFactory;

/** TLS towards an SMSC that proves who it is: by our trust store or the system's, and by its host name. */
final class ClientTls {
    private final SmppBindSettings.Peer peer;
    private final SslContext context;

    private ClientTls(SmppBindSettings.Peer peer, SslContext context) {
        this.peer = peer;
        this.context = context;
    }

    /** @throws IllegalArgumentException if the trust store cannot be read */
    static ClientTls of(SmppBindSettings.Peer peer, SmppBindSettings.Tls tls) {
        try {
            var builder =
                    SslContextBuilder.forClient().endpointIdentificationAlgorithm(tls.checkHostName() ? "HTTPS" : "");
            if (tls.trustStore() != null) {
                var password = tls.trustStorePassword();
                builder.trustManager(trust(tls.trustStore(), password == null ? "" : password.reveal()));
            }
            return new ClientTls(peer, builder.build());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot read the trust store " + tls.trustStore(), e);
        }
    }

    private static TrustManagerFactory trust(Path file, String password) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (var in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        }
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    SslHandler handler(Channel channel) {
        return context.newHandler(channel.alloc(), peer.host(), peer.port());
    }
}

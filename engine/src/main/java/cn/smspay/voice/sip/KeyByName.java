package cn.smspay.voice.sip;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the certificate that names whom a peer asks for (RFC 6066 3), and the usual one to who asks for nobody or for somebody
 * that no certificate names. Thread-safe.
 */
final class KeyByName extends X509ExtendedKeyManager {
    private static final int DNS_NAME = 2;

    private final String usual;
    private final Map<String, Key> keys = new LinkedHashMap<>();

    private record Key(PrivateKey secret, X509Certificate[] chain, List<String> names) {}

    /** @param usual the name in the file of the key that is shown to who asks for nobody */
    KeyByName(KeyStore store, char[] password, List<String> aliases, String usual) throws GeneralSecurityException {
        this.usual = usual;
        for (String alias : aliases) {
            var chain = new ArrayList<X509Certificate>();
            for (var certificate : store.getCertificateChain(alias)) {
                chain.add((X509Certificate) certificate);
            }
            keys.put(
                    alias,
                    new Key(
                            (PrivateKey) store.getKey(alias, password),
                            chain.toArray(X509Certificate[]::new),
                            names(chain.get(0))));
        }
    }

    /** As RFC 6125 reads them: the alternative names, and the common name only where there are none. */
    private static List<String> names(X509Certificate certificate) throws CertificateParsingException {
        var names = new ArrayList<String>();
        var alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (var alternative : alternatives) {
                if (Integer.valueOf(DNS_NAME).equals(alternative.get(0))) {
                    names.add(String.valueOf(alternative.get(1)).toLowerCase(Locale.ROOT));
                }
            }
        }
        if (names.isEmpty()) {
            var subject = certificate.getSubjectX500Principal().getName();
            for (String part : subject.split("(?<!\\\\),")) {
                if (part.regionMatches(true, 0, "CN=", 0, "CN=".length())) {
                    names.add(part.substring("CN=".length()).toLowerCase(Locale.ROOT));
                }
            }
        }
        return names;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return choose(keyType, socket instanceof SSLSocket secure ? secure.getHandshakeSession() : null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return choose(keyType, engine == null ? null : engine.getHandshakeSession());
    }

    private @Nullable String choose(String keyType, @Nullable SSLSession session) {
        var named = session instanceof ExtendedSSLSession asked ? named(asked) : List.<String>of();
        // Where keys of several kinds bear one name, the peer's choice of kind decides; its choice of name goes first.
        var fit = (named.isEmpty() ? List.of(usual) : named)
                .stream().filter(alias -> is(alias, keyType)).findFirst();
        return fit.orElse(null);
    }

    private boolean is(String alias, String keyType) {
        var key = keys.get(alias);
        return key != null && key.secret().getAlgorithm().equals(keyType.replaceFirst("_.*", ""));
    }

    private List<String> named(ExtendedSSLSession session) {
        return session.getRequestedServerNames().stream()
                .filter(SNIHostName.class::isInstance)
                .map(name -> ((SNIHostName) name).getAsciiName().toLowerCase(Locale.ROOT))
                .flatMap(name -> keys.entrySet().stream()
                        .filter(key -> key.getValue().names().stream().anyMatch(known -> matches(known, name)))
                        .map(Map.Entry::getKey))
                .toList();
    }

    /** A star stands for one label, the first (RFC 6125 6.4.3). */
    private static boolean matches(String known, String asked) {
        int dot = asked.indexOf('.');
        return known.equals(asked)
                || (known.startsWith("*.") && dot > 0 && known.substring(1).equals(asked.substring(dot)));
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        var key = keys.get(alias);
        return key == null ? null : key.chain().clone();
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        var key = keys.get(alias);
        return key == null ? null : key.secret();
    }

    /** As a client we show the usual one. */
    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        for (String keyType : keyTypes) {
            if (is(usual, keyType)) {
                return usual;
            }
        }
        return null;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[] {usual};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return keys.keySet().toArray(String[]::new);
    }
}

package cn.smspay.voice.sip;

import java.io.FileInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/**
 * The key that SIP over TLS shows, out of its PKCS12 file. Immutable.
 *
 * @param name of the key in the file that is shown to who asks for no name that a certificate bears
 * @param until the first moment at which the certificate does not hold any more
 */
record SipCertificate(SSLContext context, String name, Instant until) {
    /** Time enough to get a new certificate. */
    private static final Duration WARN_BEFORE = Duration.ofDays(30);

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with a sentence for the operator, if it cannot be used
     */
    static SipCertificate load(SipSettings.Tls settings) {
        var file = settings.keystore();
        try (var stream = new FileInputStream(file.toFile())) {
            var password = settings.password().reveal().toCharArray();
            var store = KeyStore.getInstance("PKCS12");
            store.load(stream, password);
            var name = name(settings, keys(store));
            var context = SSLContext.getInstance("TLS");
            // Others are checked against the trust store of the Java runtime.
            context.init(new KeyManager[] {new KeyByName(store, password, keys(store), name)}, null, null);
            var until =
                    ((X509Certificate) store.getCertificate(name)).getNotAfter().toInstant();
            return new SipCertificate(context, name, until);
        } catch (IOException e) {
            boolean password = e.getCause() instanceof UnrecoverableKeyException;
            throw new IllegalArgumentException(
                    password
                            ? "the password does not open " + file
                            : "cannot read the certificate in " + file + ": it must be a PKCS12 file",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot use the key and certificate in " + file, e);
        }
    }

    private static List<String> keys(KeyStore store) throws GeneralSecurityException {
        var names = new ArrayList<String>();
        for (var name : Collections.list(store.aliases())) {
            if (store.isKeyEntry(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String name(SipSettings.Tls settings, List<String> names) {
        var wanted = settings.key();
        if (wanted.isPresent() && !names.contains(wanted.get())) {
            throw new IllegalArgumentException(
                    settings.keystore() + " holds no key named " + wanted.get() + ", only " + names);
        }
        if (wanted.isEmpty() && names.size() != 1) {
            throw new IllegalArgumentException(
                    settings.keystore() + " must hold one key, or tls.key must name one of " + names);
        }
        return wanted.orElseGet(() -> names.get(0));
    }

    /** Whether it is time to get a new one; and then there is still some. */
    boolean endsSoon(Instant now) {
        return !now.plus(WARN_BEFORE).isBefore(until);
    }

    boolean ended(Instant now) {
        return !now.isBefore(until);
    }
}

package cn.smspay.engine;

import cn.smspay.base.Secret;
import cn.smspay.sms.smpp.SmppBindSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificates that we show, and those by which we believe an SMSC: when the first of each file ends. A file is read when it
 * is taken up by who uses it, so that what is told is what is in use. Thread-safe.
 */
final class CertificateExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateExpiry.class);
    /** Enough to order a new certificate. */
    static final long DAYS = 21;

    private static final String OF_BIND = "smsc ";

    private final Watch watch;
    private final Clock clock;
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    CertificateExpiry(Watch watch, Clock clock) {
        this.watch = watch;
        this.clock = clock;
    }

    /** Reads those of these binds anew, and forgets those of binds that are no more. */
    synchronized void ofBinds(List<SmppBindSettings> binds) {
        List.copyOf(ends.keySet()).stream()
                .filter(name -> name.startsWith(OF_BIND))
                .forEach(this::forget);
        for (var bind : binds) {
            var tls = bind.peer().tls();
            if (tls != null && tls.trustStore() != null) {
                read(OF_BIND + bind.name(), tls.trustStore(), tls.trustStorePassword());
            }
            if (tls != null && tls.keyStore() != null) {
                read(OF_BIND + bind.name() + ", ours", tls.keyStore(), tls.keyStorePassword());
            }
        }
    }

    private void forget(String name) {
        ends.remove(name);
        watch.remove(alarm(name));
    }

    synchronized void read(String name, Path file, @Nullable Secret password) {
        try {
            var keys = KeyStore.getInstance(
                    file.toFile(),
                    password == null ? new char[0] : password.reveal().toCharArray());
            Instant end = null;
            for (var alias : Collections.list(keys.aliases())) {
                if (keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    var ending = certificate.getNotAfter().toInstant();
                    end = end == null || ending.isBefore(end) ? ending : end;
                }
            }
            if (end != null) {
                ends.put(name, end);
                watch.add(alarm(name), () -> trouble(name));
            }
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            // The last of them is how the JDK says that there is no such file.
            LOG.warn("the end of the certificates in {} cannot be read: {}", file, e.getMessage());
        }
    }

    private static String alarm(String name) {
        return "certificate " + name;
    }

    private synchronized Optional<String> trouble(String name) {
        var end = ends.get(name);
        if (end == null) {
            return Optional.empty();
        }
        long days = days(end);
        return days >= DAYS ? Optional.empty() : Optional.of("ends at " + end + ", in " + days + " days");
    }

    private long days(Instant end) {
        return Duration.between(clock.instant(), end).toDays();
    }

    /** By their labels, as monitoring sees them. */
    synchronized Map<Map<String, String>, Double> daysLeft() {
        var left = new LinkedHashMap<Map<String, String>, Double>();
        ends.forEach((name, end) -> left.put(Map.of("certificate", name), (double) days(end)));
        return left;
    }
}

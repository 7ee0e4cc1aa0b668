package cn.smspay.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.cli.Home;
import cn.smspay.engine.Watch.Alarm;
import cn.smspay.sms.smpp.SmppBindSettings;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When somebody is told that a certificate ends. The certificates are some of those that every JDK carries. */
final class CertificateExpiryTest {
    private static final Secret PASSWORD = new Secret("secret");

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Watch watch = new Watch(clock);
    private final CertificateExpiry expiry = new CertificateExpiry(watch, clock);
    private X509Certificate early;
    private X509Certificate late;

    @BeforeEach
    void find() throws Exception {
        var all = KeyStore.getInstance(
                Path.of(System.getProperty("java.home"), "lib/security/cacerts").toFile(), "changeit".toCharArray());
        var certificates = Collections.list(all.aliases()).stream()
                .map(alias -> certificate(all, alias))
                .sorted(Comparator.comparing(X509Certificate::getNotAfter))
                .toList();
        early = certificates.get(0);
        late = certificates.get(certificates.size() - 1);
        assertTrue(end(early).isBefore(end(late)));
    }

    private static X509Certificate certificate(KeyStore all, String alias) {
        try {
            return (X509Certificate) all.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    private Path store(String name, X509Certificate... certificates) throws GeneralSecurityException, IOException {
        var keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        for (int i = 0; i < certificates.length; i++) {
            keys.setCertificateEntry("c" + i, certificates[i]);
        }
        var file = folder.resolve(name);
        try (var out = Files.newOutputStream(file)) {
            keys.store(out, PASSWORD.reveal().toCharArray());
        }
        return file;
    }

    private void turnTo(Instant at) {
        clock.set(LocalDateTime.ofInstant(at, TestClock.SHANGHAI).toString());
    }

    private List<String> alarms() {
        watch.look();
        return watch.alarms().stream().map(Alarm::name).toList();
    }

    @ParameterizedTest
    @CsvSource({"22, 0, false", "21, 0, false", "21, -1, true", "1, 0, true", "0, 0, true", "-3, 0, true"})
    void threeWeeksBeforeTheFirstOfAFileEndsSomebodyIsTold(long days, long millis, boolean told) throws Exception {
        expiry.read("site", store("a.p12", late, early, late), PASSWORD);
        turnTo(end(early).minus(Duration.ofDays(days)).plusMillis(-millis));

        assertEquals(told ? List.of("certificate site") : List.of(), alarms());
    }

    @Test
    void howManyDaysAreLeftIsToldOfEachFile() throws Exception {
        turnTo(end(early).minus(Duration.ofDays(30)));
        expiry.read("site", store("a.p12", early), PASSWORD);
        expiry.read("desk", store("b.p12", late), PASSWORD);

        var left = expiry.daysLeft();

        assertEquals(30.0, left.get(Map.of("certificate", "site")));
        assertTrue(left.get(Map.of("certificate", "desk")) > 30.0);
        assertEquals(2, left.size());
    }

    @Test
    void aFileWithoutCertificatesOrThatCannotBeReadTellsNothing() throws Exception {
        expiry.read("empty", store("a.p12"), PASSWORD);
        expiry.read("missing", folder.resolve("none.p12"), PASSWORD);
        expiry.read("nonsense", Files.writeString(folder.resolve("b.p12"), "nonsense"), PASSWORD);
        expiry.read("locked", store("c.p12", early), new Secret("wrong"));

        assertEquals(Map.of(), expiry.daysLeft());
        assertEquals(List.of(), alarms());
    }

    private SmppBindSettings bind(String name, SmppBindSettings.@Nullable Tls tls) {
        return LocalConfig.of(Home.find(), folder, new Secret(World.KEY), 1)
                .binds()
                .get(0)
                .named(name)
                .with(new SmppBindSettings.Peer("127.0.0.1", 1, 1, tls, false));
    }

    @Test
    void ofABindBothSidesAreReadAndThoseOfOneThatIsNoMoreAreForgotten() throws Exception {
        var trusted = store("trusted.p12", early);
        var ours = store("ours.p12", late);
        turnTo(end(early).minus(Duration.ofDays(1)));
        expiry.read("site", ours, PASSWORD);
        var tls = new SmppBindSettings.Tls(trusted, PASSWORD, ours, PASSWORD, List.of(), null, true);

        expiry.ofBinds(List.of(bind("north", tls), bind("plain", null)));

        assertEquals(3, expiry.daysLeft().size());
        assertEquals(1.0, expiry.daysLeft().get(Map.of("certificate", "smsc north")));
        assertTrue(expiry.daysLeft().containsKey(Map.of("certificate", "smsc north, ours")));
        assertEquals(List.of("certificate smsc north"), alarms());

        expiry.ofBinds(List.of(bind("north", new SmppBindSettings.Tls(null, null, true))));

        assertEquals(1, expiry.daysLeft().size(), "the site's stays");
        assertEquals(List.of(), alarms());
    }
}

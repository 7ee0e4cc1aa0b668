package cn.smspay.sms.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of certificates, turns of hosts, pauses after refused logins. */
final class PeerTest {
    private static final long MINUTE = 60_000;

    @ParameterizedTest
    @CsvSource({
        "smsc_1.example, smsc_1.example, true",
        "SMSC_1.Example, smsc_1.example, true",
        "*.example, smsc_1.example, true",
        "*.example, a.smsc_1.example, false",
        "*.smsc_1.example, smsc_1.example, false",
        "smsc_2.example, smsc_1.example, false",
        "*, smsc_1.example, false",
        "*.example, .example, false",
    })
    void aStarStandsForOneWholeLabel(String named, String host, boolean same) {
        assertEquals(same, new CertificateNames(List.of(named)).contain(host));
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.5, true", "fd00::1, true", "smsc_1.example, false", "a1.2.3.4, false"})
    void tellsAddressesFromNames(String name, boolean address) {
        assertEquals(address, CertificateNames.isAddress(name));
    }

    @Test
    void everyHostHasItsTurnAndThenComesAPause() {
        var choice = new HostChoice(List.of(new Host("a", 1), new Host("b", 1), new Host("c", 1)));

        assertEquals("a", choice.current().name());
        assertTrue(choice.failed());
        assertEquals("b", choice.current().name());
        assertTrue(choice.failed());
        assertEquals(2, choice.better().size());
        assertFalse(choice.failed());
        assertEquals("a", choice.current().name());
        assertTrue(choice.better().isEmpty());
    }

    @Test
    void pausesGrowWithEachRefusedLoginUpToAnHourAndEndWithAGoodOne() {
        var guard = new LoginGuard(5 * MINUTE);
        long now = 0;
        for (long minutes : new long[] {5, 10, 20, 40, 60, 60}) {
            guard.refused(now);
            guard.refused(now + 1);
            assertEquals(minutes * MINUTE, guard.left(now));
            now += minutes * MINUTE;
            assertEquals(0, guard.left(now));
        }

        guard.accepted();
        guard.refused(now);

        assertEquals(5 * MINUTE, guard.left(now));
    }

    @Test
    void oneConnectionTriesALoginThatIsNotKnownToBeGood() {
        var guard = new LoginGuard(MINUTE);

        assertTrue(guard.mayTry());
        assertFalse(guard.mayTry());
        guard.notTried();
        assertTrue(guard.mayTry());
        guard.accepted();
        assertTrue(guard.mayTry());
        assertTrue(guard.mayTry());
        guard.refused(0);
        assertTrue(guard.mayTry());
        assertFalse(guard.mayTry());
    }
}

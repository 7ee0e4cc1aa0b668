package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import cn.smspay.testing.TestClock;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What makes two deliveries the same physical message (R 3.0.5), each part of it alone. */
final class FingerprintTest {
    private static final ServiceNumber SERVICE = new ServiceNumber("10658888");
    private static final Msisdn LI = new Msisdn("13907310001");
    private static final Vault VAULT = Vault.of(World.KEY);

    private static DeliveredPdu pdu(int coding, byte[] octets, @Nullable Part sar, String connection, int sequence) {
        return new DeliveredPdu(
                "main",
                connection,
                sequence,
                LI.digits(),
                SERVICE.digits(),
                coding,
                octets,
                false,
                sar,
                "main",
                null,
                new TestClock().instant());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String of(int coding, String text, @Nullable Part sar) {
        return Fingerprint.of(LI.digits(), SERVICE, pdu(coding, octets(text), sar, "c1", 1), VAULT);
    }

    @Test
    void eachPartOfAMessageAloneMakesItAnother() {
        var part = new Part(7, 1, 2);
        var prints = List.of(
                of(0, "CX", null),
                of(8, "CX", null),
                of(0, "CX ", null),
                of(0, "cx", null),
                of(0, "", null),
                of(0, "CX", part),
                of(0, "CX", new Part(8, 1, 2)),
                of(0, "CX", new Part(7, 2, 2)),
                of(0, "CX", new Part(7, 1, 3)),
                Fingerprint.of("13907310002", SERVICE, pdu(0, octets("CX"), null, "c1", 1), VAULT),
                Fingerprint.of(LI.digits(), new ServiceNumber("1065888"), pdu(0, octets("CX"), null, "c1", 1), VAULT),
                // What ends one field does not begin the next.
                Fingerprint.of(
                        LI.digits() + "1", new ServiceNumber("0658888"), pdu(0, octets("CX"), null, "c1", 1), VAULT));

        assertEquals(prints.size(), new HashSet<>(prints).size(), prints.toString());
    }

    @Test
    void byWhichConnectionItComesAndAsWhichPduIsNoPartOfIt() {
        assertEquals(
                of(8, "CX", null), Fingerprint.of(LI.digits(), SERVICE, pdu(8, octets("CX"), null, "c2", 99), VAULT));
    }

    @Test
    void withoutTheKeyItTellsNothing() {
        var other = Vault.of(World.KEY.replace('0', '1'));

        assertNotEquals(
                of(0, "CX", null), Fingerprint.of(LI.digits(), SERVICE, pdu(0, octets("CX"), null, "c1", 1), other));
        assertFalse(of(0, "123456", null).contains("123456"));
    }

    @Test
    void theSpellingsOfBeforeAreThoseOfSmscs() {
        var pdu = pdu(0, octets("CX"), null, "c1", 1);
        var spelt = Fingerprint.spelt(LI, SERVICE, pdu, VAULT);

        for (var country : List.of("86", "+86", "0086")) {
            assertTrue(spelt.contains(Fingerprint.of(country + LI.digits(), SERVICE, pdu, VAULT)), country);
        }
        assertEquals(3, spelt.size());
    }
}

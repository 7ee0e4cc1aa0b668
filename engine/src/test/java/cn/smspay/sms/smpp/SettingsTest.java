package cn.smspay.sms.smpp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.pdu.StatusTable;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "2001:db8::1", "0.0.0.1"})
    void refusesPlainTextToPublicAddresses(String host) {
        var refused = assertThrows(IllegalArgumentException.class, () -> bind(host));

        assertTrue(refused.getMessage().contains(host + " is a public address"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "::1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "fd00::1", "fe80::1"})
    void allowsPlainTextOnPrivateNetworks(String host) {
        assertDoesNotThrow(() -> bind(host));
    }

    @Test
    void allowsPublicAddressesWithTlsOrWhenToldAloud() {
        var bind = bind("127.0.0.1");

        assertDoesNotThrow(() -> bind.with(new SmppBindSettings.Peer("8.8.8.8", 2775, 1, null, true)));
        assertDoesNotThrow(() -> bind.with(
                new SmppBindSettings.Peer("8.8.8.8", 2775, 1, new SmppBindSettings.Tls(null, null, true), false)));
    }

    @Test
    void refusesWhatABindCannotCarry() {
        assertThrows(IllegalArgumentException.class, () -> login("a".repeat(16), "b"));
        assertThrows(IllegalArgumentException.class, () -> login("a", "b".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> new SmppBindSettings.Pace(0, 0, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new SmppBindSettings.Dialect(0x0B, null, MessageIdFormat.AS_IS));
        assertThrows(
                IllegalArgumentException.class,
                () -> SmppBindSettings.transceiver("a b", "127.0.0.1", 2775, "a", new Secret("b")));
    }

    @Test
    void doesNotPrintThePassword() {
        assertFalse(bind("127.0.0.1").toString().contains("hidden"));
    }

    private static SmppBindSettings bind(String host) {
        return SmppBindSettings.transceiver("x", host, 2775, "a", new Secret("hidden"));
    }

    private static SmppBindSettings.Login login(String systemId, String password) {
        return new SmppBindSettings.Login(
                systemId, new Secret(password), "", 0x34, SmppBindSettings.Mode.TRANSCEIVER, "");
    }

    @ParameterizedTest
    @CsvSource({
        "AS_IS, 00aF, 00aF",
        "DEC_TO_HEX_LOWER, 0255, ff",
        "DEC_TO_HEX_UPPER, 255, FF",
        "DEC_TO_HEX_LOWER, ab-c, ab-c",
        "HEX_TO_DEC, 00FF, 255",
        "LOWER, aB1, ab1",
        "UPPER, aB1, AB1",
    })
    void spellsMessageIdsAsConfigured(MessageIdFormat format, String received, String matched) {
        assertEquals(matched, format.apply(received));
    }

    @ParameterizedTest
    @CsvSource({
        "0x58, SLOW_DOWN",
        "0x04, BIND_ANEW",
        "0x14, LATER",
        "0x08, LATER",
        "0x45, LATER",
        "0x64, LATER",
        "0x0A, REFUSED",
        "0x0B, REFUSED",
        "0x65, LATER",
        "0x400, LATER",
        "0x01, REFUSED",
        "0x34, REFUSED",
        "0x55, REFUSED",
        "0x61, REFUSED",
        "0xC4, REFUSED",
        "0xFF, LATER",
    })
    void tellsWhatARefusalMeansForSendingItAgain(String status, StatusTable.Meaning meaning) {
        assertEquals(meaning, StatusTable.USUAL.meaning(Integer.decode(status)));
    }

    @ParameterizedTest
    @CsvSource({
        "0x45, REFUSED",
        "0x400, SLOW_DOWN",
        "0x4FF, SLOW_DOWN",
        "0x500, LATER",
        "0x0B, LATER",
        "0x58, LATER",
        "0x14, BIND_ANEW",
        "0xFFFFFFFF, REFUSED",
    })
    void whatTheOperatorSaysOfAStatusCountsFirst(String status, StatusTable.Meaning meaning) {
        var table = new StatusTable(List.of(
                StatusTable.read("45", StatusTable.Meaning.REFUSED).orElseThrow(),
                StatusTable.read("0x400-0x4FF", StatusTable.Meaning.SLOW_DOWN).orElseThrow(),
                StatusTable.read("0x0a - 0x0b", StatusTable.Meaning.LATER).orElseThrow(),
                StatusTable.read("0x58", StatusTable.Meaning.LATER).orElseThrow(),
                StatusTable.read("0x14", StatusTable.Meaning.BIND_ANEW).orElseThrow(),
                StatusTable.read("80000000-FFFFFFFF", StatusTable.Meaning.REFUSED)
                        .orElseThrow()));

        assertEquals(meaning, table.meaning(Integer.parseUnsignedInt(status.substring(2), 16)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0x00-0x10", "0x10-0x05", "0x123456789", "later", "0x45,0x46"})
    void whatIsNoStatusIsNotTaken(String codes) {
        assertTrue(StatusTable.read(codes, StatusTable.Meaning.LATER).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "0x0E, invalid password (0x0E)",
        "0x58, throttled (0x58)",
        "0x400, status 0x400",
        "0x06, invalid priority (0x06)"
    })
    void saysAStatusInWords(String status, String words) {
        assertEquals(words, CommandStatus.words(Integer.decode(status)));
    }

    @ParameterizedTest
    @CsvSource({"1, 86", "0, ''", "2, ''"})
    void thePrefixAgreesWithTheTypeOfNumber(int ton, String prefix) {
        assertEquals(prefix, SmppBindSettings.Addressing.prefix(ton));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 000000000001000R",
        "90061, 000001010101000R",
        "2592000, 000100000000000R",
        "31104000, 010000000000000R",
    })
    void writesValidityRelativeToTheSmscsNow(int seconds, String period) {
        assertEquals(period, SubmitWriter.relative(seconds));
    }

    @Test
    void waitsLongerAfterEachFailureWithJitterAndStartsAgainAfterSuccess() {
        var backoff = new Backoff(new SmppBindSettings.Timing(30, 10, 100, 1_000), new Random(3));

        for (int longest : new int[] {100, 200, 400, 800, 1_000, 1_000}) {
            long pause = backoff.nextMillis();
            assertTrue(pause >= longest / 2 && pause <= longest, "paused " + pause + " of " + longest);
        }
        backoff.succeeded();
        assertTrue(backoff.nextMillis() <= 100);
    }

    @Test
    void letsThroughNoMoreThanTheRateOverTime() {
        var bucket = new TokenBucket(50);
        int taken = 0;

        for (long now = 0; now < 10_000; now += 7) {
            while (bucket.take(now)) {
                taken++;
            }
            assertEquals(0, bucket.available(now));
        }

        assertTrue(taken >= 495 && taken <= 505, "took " + taken);
    }
}

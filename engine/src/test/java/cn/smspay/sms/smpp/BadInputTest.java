package cn.smspay.sms.smpp;

import static cn.smspay.sms.smpp.RecordingIntake.next;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.sms.pdu.CommandStatus;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.Tag;
import cn.smspay.testing.LogOracle;
import io.netty.buffer.ByteBufUtil;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class BadInputTest {
    private static final int MARKER = 0x7ABCDEF0;

    private final RawSmsc smsc = new RawSmsc();
    private final LinkFixture here = new LinkFixture(LinkFixture.settings(smsc.port()));

    BadInputTest() throws IOException {}

    @BeforeEach
    void bind() throws IOException {
        smsc.acceptBind();
    }

    @AfterEach
    void close() throws IOException {
        smsc.close();
        here.close();
    }

    @Test
    void answersAMessageLongerThanItsPduKeepsItAndReadsTheGoodOneBehindIt() throws Exception {
        var bad = RawSmsc.deliverSm(5, 200, new byte[] {1, 2, 3});
        var both = new ByteArrayOutputStream();
        both.writeBytes(bad);
        both.writeBytes(RawSmsc.deliverSm(6, "CX"));

        smsc.write(both.toByteArray());

        var refused = smsc.read();
        assertEquals(RawSmsc.DELIVER_SM_RESP, refused.commandId());
        assertEquals(5, refused.sequence());
        assertEquals(CommandStatus.INVALID_COMMAND_LENGTH, refused.status());
        var quarantined = next(here.intake.quarantined);
        assertArrayEquals(bad, quarantined.pdu());
        assertEquals(CommandStatus.OK, smsc.readAnswer(6).status());
        assertEquals(1, here.intake.uplinks.size());
    }

    @Test
    void nacksAnUnknownCommandAndIgnoresAnUnknownResponse() throws Exception {
        smsc.write(RawSmsc.pdu(0x00000777, 0, 9));
        smsc.write(RawSmsc.pdu(0x80000777, 0, 10));
        smsc.write(RawSmsc.pdu(RawSmsc.ENQUIRE_LINK, 0, 11));

        var nack = smsc.read();
        assertEquals(RawSmsc.GENERIC_NACK, nack.commandId());
        assertEquals(9, nack.sequence());
        assertEquals(CommandStatus.INVALID_COMMAND_ID, nack.status());
        assertEquals(RawSmsc.ENQUIRE_LINK_RESP, smsc.read().commandId());
    }

    @Test
    void nacksAndClosesOnACommandLengthBelowSixteenOrAboveTheCap() throws Exception {
        for (int length : new int[] {0, 15, 65_537, Integer.MAX_VALUE, -1}) {
            smsc.write(ByteBuffer.allocate(16).putInt(length).array());

            var nack = smsc.read();
            assertEquals(RawSmsc.GENERIC_NACK, nack.commandId());
            assertEquals(CommandStatus.INVALID_COMMAND_LENGTH, nack.status());
            assertTrue(smsc.isClosedByPeer());
            smsc.acceptBind();
        }
    }

    @Test
    void readsAPduThatComesOctetByOctet() throws Exception {
        for (byte octet : RawSmsc.deliverSm(3, "CX")) {
            smsc.write(new byte[] {octet});
        }

        assertEquals(CommandStatus.OK, smsc.readAnswer(3).status());
    }

    @Test
    void takesAMessageGluedToTheBindResponse() throws Exception {
        smsc.hangUp();

        smsc.acceptBind(RawSmsc.deliverSm(3, "KT"));

        assertEquals(CommandStatus.OK, smsc.readAnswer(3).status());
    }

    @Test
    void takesADataSmIgnoresAnAlertAndAnswersWhatItDoesNotOffer() throws Exception {
        var dataSm = "\0\1\00113800138000\0\0\00110658888\0\0\0\0".getBytes(StandardCharsets.US_ASCII);
        smsc.write(RawSmsc.pdu(0x102, 0, 20, "\0\0001\0\0\0002\0".getBytes(StandardCharsets.US_ASCII)));
        smsc.write(RawSmsc.pdu(0x103, 0, 21, dataSm));
        smsc.write(RawSmsc.pdu(0x03, 0, 22, "1\0\0\0\0".getBytes(StandardCharsets.US_ASCII)));

        var data = smsc.read();
        var query = smsc.read();

        assertEquals(0x80000103, data.commandId());
        assertEquals(CommandStatus.OK, data.status());
        assertEquals(0x80000003, query.commandId());
        assertEquals(CommandStatus.INCORRECT_BIND_STATE, query.status());
        assertEquals("10658888", next(here.intake.uplinks).destination());
    }

    @Test
    void keepsSequenceNumbersOfAnySize() throws Exception {
        smsc.write(RawSmsc.deliverSm(0xFFFFFFFE, "CX"));

        assertEquals(0xFFFFFFFE, smsc.read().sequence());
    }

    @Test
    void acceptsAndQuarantinesAReceiptItCannotRead() throws Exception {
        var receipt = RawSmsc.deliverSm(4, "no such thing");
        receipt[16 + 1 + 14 + 11] = EsmClass.RECEIPT;

        smsc.write(receipt);

        assertEquals(CommandStatus.OK, smsc.readAnswer(4).status());
        assertEquals(
                "receipt without id or state", next(here.intake.quarantined).reason());
        assertEquals(0, here.intake.uplinks.size());
    }

    /** Every octet but command_length is fair game; what is well-formed around it is answered, or the connection is closed. */
    @Test
    void survivesMutatedPdusAndAnswersTheGoodOnesBetweenThem() throws Exception {
        try (var log = LogOracle.listen()) {
            exchangeMutatedPdus();
            assertTrue(log.lines().size() < 2_000, "a line a PDU");
        }
    }

    private void exchangeMutatedPdus() throws Exception {
        var leaks = new AtomicInteger();
        ByteBufUtil.setLeakListener((type, records) -> leaks.incrementAndGet());
        long seed = 20091102L;
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            var pdu = mutated(random);
            var out = new ByteArrayOutputStream();
            out.writeBytes(pdu);
            out.writeBytes(RawSmsc.pdu(RawSmsc.ENQUIRE_LINK, 0, MARKER));
            out.writeBytes(RawSmsc.deliverSm(MARKER + 1, "CX"));
            try {
                smsc.write(out.toByteArray());
                smsc.readAnswer(MARKER);
                assertEquals(
                        CommandStatus.OK, smsc.readAnswer(MARKER + 1).status(), "seed " + seed + " round " + round);
            } catch (EOFException | SocketException e) {
                int command = ByteBuffer.wrap(pdu).getInt(4);
                assertEquals(RawSmsc.UNBIND, command, "closed though not asked to; seed " + seed + " round " + round);
                smsc.acceptBind();
            }
        }
        assertEquals(0, leaks.get());
    }

    private static byte[] mutated(Random random) {
        byte[] pdu = switch (random.nextInt(4)) {
            case 0 -> RawSmsc.deliverSm(1 + random.nextInt(1000), "HF 50 " + LogOracle.CANARY);
            case 1 -> RawSmsc.pdu(random.nextInt(0x10), 0, random.nextInt(), new byte[random.nextInt(40)]);
            case 2 -> randomOctets(random);
            default -> withTlv(random);
        };
        int flips = 1 + random.nextInt(6);
        for (int i = 0; i < flips; i++) {
            pdu[4 + random.nextInt(pdu.length - 4)] = (byte) random.nextInt();
        }
        int command = ByteBuffer.wrap(pdu).getInt(4);
        if (command == RawSmsc.BIND_TRANSCEIVER_RESP) {
            pdu[4] = 0;
        }
        return pdu;
    }

    private static byte[] randomOctets(Random random) {
        var body = new byte[random.nextInt(300)];
        random.nextBytes(body);
        int[] commands = {4, 5, 0x103, 0x102, 0x15, 0x80000004, 0x80000015, 0x80000005, 0x80000000};
        return RawSmsc.pdu(commands[random.nextInt(commands.length)], 0, random.nextInt(), body);
    }

    private static byte[] withTlv(Random random) {
        var pdu = RawSmsc.deliverSm(1 + random.nextInt(1000), LogOracle.CANARY);
        var out = ByteBuffer.allocate(pdu.length + 8);
        out.put(pdu)
                .putShort(Tag.MESSAGE_PAYLOAD)
                .putShort((short) random.nextInt())
                .putInt(random.nextInt());
        out.putInt(0, pdu.length + 8);
        return out.array();
    }

    /** With broken lengths nobody can find the next PDU: the link may close or wait, but it must come back. */
    @Test
    void comesBackAfterGarbage() throws Exception {
        try (var log = LogOracle.listen()) {
            exchangeGarbage();
            assertTrue(log.lines().size() < 200, "a few lines a loss");
        }
    }

    private void exchangeGarbage() throws Exception {
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            var garbage = new byte[1 + random.nextInt(5_000)];
            random.nextBytes(garbage);
            var canary = LogOracle.CANARY.getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(canary, 0, garbage, 0, Math.min(canary.length, garbage.length));
            try {
                smsc.write(garbage);
            } catch (IOException e) {
                assertTrue(e instanceof SocketException);
            }
            smsc.hangUp();

            smsc.acceptBind();
        }
        smsc.write(RawSmsc.deliverSm(3, "CX"));
        assertEquals(CommandStatus.OK, smsc.readAnswer(3).status());
    }
}

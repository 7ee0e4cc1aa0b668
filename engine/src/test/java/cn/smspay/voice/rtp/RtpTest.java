package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RtpTest {
    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(java.util.HexFormat.ofDelimiter(" ").parseHex(hex));
    }

    private static RtpHeader packet(int sequence, long timestamp) {
        return new RtpHeader(8, false, sequence, timestamp, 99);
    }

    @Test
    void readsBackAHeaderItWrites() {
        var header = new RtpHeader(8, true, 65535, 0xFFFFFFFFL, 0x89ABCDEFL);
        var packet = Unpooled.buffer();
        header.write(packet);
        packet.writeByte(0x42);

        assertEquals(Optional.of(header), RtpHeader.read(packet));
        assertEquals(0x42, packet.readByte());
    }

    @Test
    void skipsContributorsExtensionAndPadding() {
        // version 2, padding, extension, one contributor
        var packet = bytes("b1 08 00 01 00 00 00 02 00 00 00 03 0a 0b 0c 0d be de 00 01 11 22 33 44 d5 d5 00 02");

        assertTrue(RtpHeader.read(packet).isPresent());
        assertEquals(2, packet.readableBytes());
        assertEquals((byte) 0xd5, packet.readByte());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "40 08 00 01 00 00 00 02 00 00 00 03",
                "8f 08 00 01 00 00 00 02 00 00 00 03",
                "90 08 00 01 00 00 00 02 00 00 00 03",
                "90 08 00 01 00 00 00 02 00 00 00 03 be de ff ff",
                "a0 08 00 01 00 00 00 02 00 00 00 03",
                "a0 08 00 01 00 00 00 02 00 00 00 03 00",
                "a0 08 00 01 00 00 00 02 00 00 00 03 09"
            })
    void takesNothingElseForAnRtpPacket(String hex) {
        assertTrue(RtpHeader.read(bytes(hex)).isEmpty());
    }

    @Test
    void countsLossAcrossTheWrapOfTheSequence() {
        var reception = new RtpReception();
        int[] came = {65533, 65534, 1, 0, 2, 5};
        for (int i = 0; i < came.length; i++) {
            reception.packet(packet(came[i], 160L * i), 20L * i);
        }

        var report = reception.report();

        // 65535, 3 and 4 are missing.
        assertEquals(3, report.lost());
        assertEquals(3 * 256 / 9, report.fractionLost());
        assertEquals(0x10005, report.highestSequence());
        assertEquals(6, reception.received());
    }

    @Test
    void reportsTheFractionSinceTheLastReport() {
        var reception = new RtpReception();
        reception.packet(packet(1, 0), 0);
        reception.packet(packet(4, 480), 60);
        reception.report();
        reception.packet(packet(5, 640), 80);

        var report = reception.report();

        assertEquals(0, report.fractionLost());
        assertEquals(2, report.lost());
    }

    @Test
    void measuresJitterInSamples() {
        var even = new RtpReception();
        var uneven = new RtpReception();
        for (int i = 0; i < 200; i++) {
            even.packet(packet(i, 160L * i), 20L * i);
            uneven.packet(packet(i, 160L * i), 20L * i + (i % 2) * 10);
        }

        assertEquals(0, even.report().jitter());
        assertEquals(80, uneven.report().jitter(), 1);
    }

    @Test
    void findsItsOwnStreamInAReport() {
        var packet = Unpooled.buffer();
        var about = new RtcpReport(77, 12, 34, 56, 78);
        Rtcp.write(packet, new Rtcp.SenderTotals(99, 1, 2, 3), Optional.of(about), 1_234_567_890_123L, true);

        assertEquals(0, packet.readableBytes() % 4);
        assertEquals(Optional.of(about), RtcpReport.about(77, packet.duplicate()));
        assertTrue(RtcpReport.about(78, packet.duplicate()).isEmpty());
        // The last packet is the goodbye.
        assertEquals(203, packet.getUnsignedByte(packet.writerIndex() - 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 c9 ff ff 00 00 00 01", "9f c9 00 01 00 00 00 4d", "00 00 00 00 00 00 00 00 00", "80"})
    void findsNothingInBrokenReports(String hex) {
        assertTrue(RtcpReport.about(77, bytes(hex)).isEmpty());
    }

    @Test
    void hearsOnlyTheSenderWhoCameFirstFromTheRightHost() throws Exception {
        var signalling = InetAddress.getByName("10.0.0.1");
        var peer = new RtpPeer(signalling, new InetSocketAddress("10.0.0.2", 4000));

        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.3", 4000), 0));
        assertTrue(peer.accepts(new InetSocketAddress("10.0.0.1", 7777), 0));
        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.1", 7778), 0));
        assertEquals(new InetSocketAddress("10.0.0.1", 7777), peer.target());
        // Whom the description names is heard in any case.
        assertTrue(peer.accepts(new InetSocketAddress("10.0.0.2", 4000), 0));
        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.1", 7777), 0));
    }

    @Test
    void hearsAnotherPortOfTheSameHostWhenTheOldOneHasBeenSilent() throws Exception {
        var peer = new RtpPeer(InetAddress.getByName("10.0.0.1"), new InetSocketAddress("10.0.0.2", 4000));
        peer.accepts(new InetSocketAddress("10.0.0.2", 4000), 15);

        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.2", 5000), 16));
        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.3", 5000), 15 + RtpPeer.REBOUND_TICKS));
        assertTrue(peer.accepts(new InetSocketAddress("10.0.0.2", 5000), 15 + RtpPeer.REBOUND_TICKS));
        assertEquals(new InetSocketAddress("10.0.0.2", 5000), peer.target());
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "81 c9 00 01 00 00 00 4d, true",
        "80 c8 00 06 00 00 00 4d, true",
        "80 c9 00 01, false",
        "40 c9 00 01 00 00 00 4d, false",
        "80 08 00 01 00 00 00 4d, false"
    })
    void knowsReportsFromOtherBytes(String hex, boolean report) {
        assertEquals(report, RtcpReport.isRtcp(bytes(hex)));
    }

    @Test
    void hearsANewAddressAfterANewDescription() throws Exception {
        var peer = new RtpPeer(InetAddress.getByName("10.0.0.1"), new InetSocketAddress("10.0.0.2", 4000));
        peer.accepts(new InetSocketAddress("10.0.0.2", 4000), 0);

        peer.moved(new InetSocketAddress("10.0.0.4", 4400));

        assertEquals(new InetSocketAddress("10.0.0.4", 4400), peer.target());
        assertFalse(peer.accepts(new InetSocketAddress("10.0.0.2", 4000), 0));
        assertTrue(peer.accepts(new InetSocketAddress("10.0.0.4", 4402), 0));
    }

    @Test
    void opensPairsWithinTheRangeAndTakesThemBack() {
        var system = new RtpPorts("127.0.0.1", PortRange.SYSTEM).open().orElseThrow();
        system.close();
        var ports = new RtpPorts("127.0.0.1", new PortRange(system.port(), system.port()));

        var pair = ports.open().orElseThrow();
        assertEquals(system.port(), pair.port());
        assertTrue(ports.open().isEmpty());
        pair.close();

        var again = ports.open();
        assertTrue(again.isPresent());
        again.get().close();
    }

    @Test
    void measuresHowFarGapsAreFromTwentyMilliseconds() {
        var pacing = new Pacing();
        for (int i = 0; i < 99; i++) {
            pacing.gap(20_000_000 + i * 1000);
        }
        pacing.gap(12_000_000);

        assertEquals(0.049, pacing.deviations().millis(0.5), 0.001);
        assertEquals(0.098, pacing.deviations().millis(0.99), 0.001);
        assertEquals(8, pacing.deviations().millis(1), 0.01);
        assertEquals(100, pacing.deviations().count());
    }
}

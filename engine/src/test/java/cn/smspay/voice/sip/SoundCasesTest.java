package cn.smspay.voice.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.call.CallResult;
import cn.smspay.voice.call.CallSettings;
import cn.smspay.voice.call.FakeVoiceDesk;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.rtp.Tones;
import io.netty.buffer.Unpooled;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What phones do with sound and keys in the field, over real sockets. */
final class SoundCasesTest {
    private TestServer test = TestServer.usual();

    @AfterEach
    void stop() {
        test.close();
    }

    private TestPhone phone() throws Exception {
        return new TestPhone("127.0.0.1", test.server.udpPort());
    }

    private void inactivity(Duration inactivity) {
        test.close();
        test = new TestServer(
                TestServer.with(new CallSettings.Sound(PortRange.SYSTEM, 2, inactivity, Inband.FALLBACK)));
    }

    /** The desk hears what is pressed; after the menu, so that each key is a wrong one of three. */
    private String keys(int count) throws InterruptedException {
        test.desk.next();
        var keys = new StringBuilder();
        for (int i = 0; i < count; i++) {
            keys.append(test.desk.next().replace("keys ", ""));
        }
        return keys.toString();
    }

    /** The desk asks again: from now on keys are taken. */
    private static void again(TestPhone phone) throws Exception {
        phone.hear(Arrays.copyOf(new Tones().alaw(FakeVoiceDesk.words("again")), 160));
    }

    @Test
    void goesOnSpeakingAfterAResumeWhoseDescriptionComesInTheAck() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.invite("8 101", TestPhone.events() + "a=sendonly\r\n");
            phone.send("ACK", "");
            phone.send("INVITE", "");
            phone.answered(phone.after("SIP/2.0 100"));
            phone.send("ACK", phone.sdp("8 101", TestPhone.events() + "a=sendrecv\r\n"));

            for (int i = 0; i < 25; i++) {
                assertEquals(8, phone.hear().header().payloadType());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"96", "101"})
    void hearsKeysByItsOwnNumberAndByTheOtherSidesAfterItsOffer(int type) throws Exception {
        try (var phone = phone()) {
            phone.send("INVITE", "");
            phone.answered(phone.expect("SIP/2.0 200"));
            phone.send("ACK", phone.sdp("8 96", "a=rtpmap:96 telephone-event/8000\r\n"));
            phone.hear();
            for (int i = 1; i <= 5; i++) {
                phone.say(
                        type,
                        i == 1,
                        9000,
                        Unpooled.buffer()
                                .writeByte(7)
                                .writeByte(i > 2 ? 0x8A : 10)
                                .writeShort(160 * Math.min(i, 3)));
            }
            assertEquals("7", keys(1));
        }
    }

    @Test
    void takesAKeyThatOvertakesTheAck() throws Exception {
        try (var phone = phone()) {
            phone.invite("8 101", TestPhone.events());

            phone.send("INFO", "Signal=7\r\n");

            assertEquals("7", keys(1));
            phone.isAnswered("INFO");
            phone.send("ACK", "");
            phone.hear();
        }
    }

    @Test
    void hearsAnotherWayOfKeysInMidCall() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.send("INFO", "Signal=7\r\n");
            phone.isAnswered("INFO");
            assertEquals("7", keys(1));
            again(phone);
            phone.press('8');
            assertEquals("keys 8", test.desk.next());
        }
    }

    @Test
    void countsAKeyOnceThatComesInTwoWays() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.press('7');
            phone.send("INFO", "Signal=7\r\n");
            phone.isAnswered("INFO");
            again(phone);
            phone.press('1');
            test.desk.next();
            assertEquals("keys 7", test.desk.next());
            assertEquals("keys 1", test.desk.next());
        }
    }

    @Test
    void followsACallerWhosePortChanges() throws Exception {
        inactivity(Duration.ofSeconds(20));
        try (var phone = phone();
                var other = new DatagramSocket(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0))) {
            phone.call();
            phone.saySilence();
            phone.hear();
            other.setSoTimeout(20);
            boolean followed = false;
            for (int i = 0; i < 500 && !followed; i++) {
                phone.sayFrom(other, 8, false, 160L * i, Unpooled.buffer().writeZero(160));
                try {
                    other.receive(new java.net.DatagramPacket(new byte[500], 500));
                    followed = true;
                } catch (java.net.SocketTimeoutException e) {
                    followed = false;
                }
            }
            assertTrue(followed);
        }
    }

    @Test
    void takesReportsForASignOfLife() throws Exception {
        inactivity(Duration.ofMillis(600));
        try (var phone = phone()) {
            phone.call();
            phone.saySilence();
            long source = phone.hear().header().source();
            int heard = 0;
            // About four seconds: longer than the menu of the test and its patience, seven times the limit.
            while (heard++ < 200 && test.records.isEmpty()) {
                phone.hear();
                if (heard % 10 == 0) {
                    phone.reportLoss(source, 0);
                }
            }
            assertTrue(test.records.isEmpty(), test.records.toString());
        }
    }

    @Test
    void endsACallWithoutSoundAndReports() throws Exception {
        inactivity(Duration.ofMillis(600));
        try (var phone = phone()) {
            phone.call();
            phone.saySilence();

            assertEquals(CallResult.MEDIA_LOST, test.record().result());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a=ptime:10, 80",
        "'a=ptime:10\r\na=maxptime:10', 80",
        "a=maxptime:10, 80",
        "a=ptime:40, 320",
        "a=ptime:60, 480",
        "'a=ptime:60\r\na=maxptime:40', 320",
        "a=ptime:30, 160",
        "a=ptime:20, 160",
        "a=ptime:999, 480"
    })
    void sendsPacketsOfTheLengthThatIsWished(String attribute, int samples) throws Exception {
        try (var phone = phone()) {
            var answer = phone.call("8 101", TestPhone.events() + attribute + "\r\n");

            assertTrue(answer.contains("a=ptime:" + samples / 8 + "\r\n"), answer);
            var before = phone.hear();
            for (int i = 0; i < 5; i++) {
                var next = phone.hear();
                assertEquals(samples, next.payload().length);
                assertEquals(
                        (before.header().timestamp() + samples) & 0xFFFFFFFFL,
                        next.header().timestamp());
                before = next;
            }
        }
    }

    @Test
    void describesItsSilenceInsteadOfSendingItWhereThatIsOffered() throws Exception {
        try (var phone = phone()) {
            var answer = phone.call("8 101 13", TestPhone.events());
            assertTrue(answer.matches("(?s).*m=audio [0-9]+ RTP/AVP 8 101 13\r\n.*"), answer);
            var sound = phone.hear();
            var noise = phone.hear();
            while (noise.header().payloadType() == 8) {
                sound = noise;
                noise = phone.hear();
            }
            assertEquals(13, noise.header().payloadType());

            assertEquals(1, noise.payload().length);
            assertTrue(noise.payload()[0] > 40 && noise.payload()[0] < 90, "decibels " + noise.payload()[0]);
            assertEquals(
                    (sound.header().timestamp() + 160) & 0xFFFFFFFFL,
                    noise.header().timestamp());
            var second = phone.hear();
            assertEquals(13, second.header().payloadType());
            assertEquals(
                    (noise.header().sequence() + 1) & 0xFFFF, second.header().sequence());
            assertEquals(
                    (noise.header().timestamp() + 400 * 8) & 0xFFFFFFFFL,
                    second.header().timestamp());

            phone.press('7');
            TestPhone.Heard words;
            do {
                words = phone.hear();
            } while (words.header().payloadType() == 13);
            assertTrue(words.header().marker(), "the first packet after silence is marked");
            assertEquals(0, (words.header().timestamp() - noise.header().timestamp()) % 160);
        }
    }

    @Test
    void beginsWithALittleSilence() throws Exception {
        try (var phone = phone()) {
            phone.call();
            for (int i = 0; i < 5; i++) {
                for (byte sample : phone.hear().payload()) {
                    assertEquals(cn.smspay.voice.rtp.G711.ALAW_SILENCE, sample);
                }
            }
        }
    }

    private void events(TestPhone phone, int[][] packets) throws Exception {
        for (var packet : packets) {
            var payload = Unpooled.buffer()
                    .writeByte(packet[2])
                    .writeByte(packet[3] == 0 ? 10 : 0x8A)
                    .writeShort(packet[4]);
            phone.sayAt(packet[0], 101, packet[0] == 1, 50_000 + packet[1], payload);
        }
        phone.sayAt(100, 8, false, 60_000, Unpooled.buffer().writeZero(160));
    }

    @Test
    void hearsAPressOnceWhosePacketsOvertakeEachOther() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            events(phone, new int[][] {
                {1, 0, 7, 0, 160},
                {3, 0, 7, 0, 480},
                {2, 0, 7, 0, 320},
                {4, 0, 7, 0, 640},
                {5, 0, 7, 1, 800},
                {6, 0, 7, 1, 800},
                {7, 0, 7, 1, 800}
            });
            again(phone);
            phone.press('1');
            assertEquals("71", keys(2));
        }
    }

    @Test
    void hearsAPressOnceWhoseEndsHaveNewTimestamps() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            events(phone, new int[][] {
                {1, 0, 7, 0, 160},
                {2, 0, 7, 0, 320},
                {3, 0, 7, 0, 480},
                {4, 160, 7, 1, 640},
                {5, 320, 7, 1, 640},
                {6, 480, 7, 1, 640}
            });
            again(phone);
            phone.press('1');
            assertEquals("71", keys(2));
        }
    }

    private static void password(TestPhone phone) throws Exception {
        phone.hear(Arrays.copyOf(new Tones().alaw(FakeVoiceDesk.words("password")), 160));
    }

    /** RFC 4733 2.5.1.5: the second begins where the first ends. */
    @Test
    void hearsEveryEventOfAPacketThatHoldsTwo() throws Exception {
        try (var phone = phone()) {
            phone.call();
            phone.hear();
            phone.press('2');
            password(phone);
            for (int pair = 0; pair < 3; pair++) {
                for (int repeat = 0; repeat < 3; repeat++) {
                    var both = Unpooled.buffer();
                    for (int event : new int[] {2 * pair + 1, 2 * pair + 2}) {
                        both.writeByte(event).writeByte(0x8A).writeShort(800);
                    }
                    phone.say(101, repeat == 0, 100_000 + 4_000L * pair, both);
                }
            }

            assertEquals("2123456", keys(2));
        }
    }

    /** ITU-T Q.24: the high tone up to 4 dB above the low one, or 8 dB below it. */
    @ParameterizedTest
    @CsvSource({"-10, -6", "-8, -16", "-8, -8"})
    void hearsTonesAtTheEdgeOfTheStandard(double row, double column) throws Exception {
        try (var phone = phone()) {
            phone.call("8", "");
            phone.hear();
            phone.sing(tones("2", row, column));
            password(phone);
            phone.sing(tones("123456", row, column));

            assertEquals("2123456", keys(2));
        }
    }

    /** 60 ms each, with pauses as long; levels in dBm0. */
    private static short[] tones(String keys, double row, double column) {
        var all = new short[keys.length() * 2 * 480];
        for (int i = 0; i < keys.length(); i++) {
            var key = Tones.key(keys.charAt(i), 60, amplitude(row), amplitude(column));
            System.arraycopy(key, 0, all, i * 2 * 480, key.length);
        }
        return all;
    }

    /** A sine of full scale has 3.14 dBm0 (G.711). */
    private static double amplitude(double level) {
        return 32_124 * Math.pow(10, (level - 3.14) / 20);
    }
}

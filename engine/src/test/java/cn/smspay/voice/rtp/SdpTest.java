package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SdpTest {
    private static final String HEAD = "v=0\r\no=- 7 7 IN IP4 10.0.0.1\r\ns=-\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n";

    private static Sdp read(String text) {
        return Sdp.read(text).orElseThrow();
    }

    @Test
    void readsAnOffer() {
        var sdp = read(HEAD + "m=audio 4000 RTP/AVP 0 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=ptime:20\r\n");

        assertEquals(Codec.PCMA, sdp.codec());
        assertEquals(OptionalInt.of(101), sdp.events());
        assertEquals(new InetSocketAddress("10.0.0.1", 4000), sdp.rtp());
        assertEquals(new InetSocketAddress("10.0.0.1", 4001), sdp.rtcp());
        assertEquals(Sdp.Direction.SENDRECV, sdp.direction());
    }

    @Test
    void takesUlawWhereThereIsNoAlaw() {
        assertEquals(Codec.PCMU, read(HEAD + "m=audio 4000 RTP/AVP 18 0\r\n").codec());
    }

    @Test
    void prefersWhatTheStreamSaysToWhatTheSessionSays() {
        var sdp = read(
                HEAD + "a=sendonly\r\nm=audio 4000 RTP/AVP 8\r\nc=IN IP4 10.0.0.2\r\na=sendrecv\r\na=rtcp:5001\r\n");

        assertEquals(new InetSocketAddress("10.0.0.2", 4000), sdp.rtp());
        assertEquals(new InetSocketAddress("10.0.0.2", 5001), sdp.rtcp());
        assertEquals(Sdp.Direction.SENDRECV, sdp.direction());
    }

    @ParameterizedTest
    @CsvSource({
        "sendonly, true, recvonly",
        "inactive, true, inactive",
        "recvonly, false, sendonly",
        "sendrecv, false, sendrecv"
    })
    void knowsWhenItIsHeld(String theirs, boolean held, String ours) {
        var offer = read(HEAD + "m=audio 4000 RTP/AVP 8\r\na=" + theirs + "\r\n");

        var answer = new OurSdp("10.9.9.9", 20000, 1, 1).answer(offer);

        assertEquals(held, offer.holds());
        assertTrue(answer.contains("a=" + ours + "\r\n"), answer);
    }

    @Test
    void takesTheAddressZeroForHold() {
        assertTrue(read(HEAD.replace("c=IN IP4 10.0.0.1", "c=IN IP4 0.0.0.0") + "m=audio 4000 RTP/AVP 8\r\n")
                .holds());
    }

    @Test
    void refusesEveryOtherStreamInItsAnswer() {
        var offer = read(HEAD + "m=video 6000 RTP/AVP 99\r\nm=audio 4000 RTP/AVP 8 96\r\n"
                + "a=rtpmap:96 telephone-event/8000\r\nm=audio 4100 RTP/SAVP 8\r\n");

        var answer = new OurSdp("10.9.9.9", 20000, 1, 1).answer(offer);

        assertEquals(1, offer.chosen());
        assertEquals(
                "v=0\r\no=- 1 1 IN IP4 10.9.9.9\r\ns=-\r\nc=IN IP4 10.9.9.9\r\nt=0 0\r\n"
                        + "m=video 0 RTP/AVP 99\r\n"
                        + "m=audio 20000 RTP/AVP 8 96\r\na=rtpmap:8 PCMA/8000\r\n"
                        + "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\na=ptime:20\r\na=sendrecv\r\n"
                        + "m=audio 0 RTP/SAVP 8\r\n",
                answer);
    }

    @Test
    void readsItsOwnOffer() {
        var ours = read(new OurSdp("2001:db8::1", 20000, 1, 1).offer());

        assertEquals(20000, ours.rtp().getPort());
        assertEquals(Codec.PCMA, ours.codec());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "v=0\r\n",
                "v=0\r\nm=audio\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio none RTP/AVP 8\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 99999999999 RTP/AVP 8\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 70000 RTP/AVP 8\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 0 RTP/AVP 8\r\n",
                "v=0\r\nc=IN IP4 evil.example\r\nm=audio 4000 RTP/AVP 8\r\n",
                "v=0\r\nm=audio 4000 RTP/AVP 8\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/SAVP 8\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=audio 4000 RTP/AVP 18 101\r\n",
                "v=0\r\nc=IN IP4 10.0.0.1\r\nm=image 4000 udptl t38\r\n"
            })
    void readsNothingFromWhatItCannotTake(String text) {
        assertTrue(Sdp.read(text).isEmpty());
    }

    @Test
    void answersACodecOfOursUnderItsOtherNumberAndProfile() {
        var offer = read(HEAD + "m=audio 4000 RTP/AVPF 97 101\r\na=rtpmap:97 pcma/8000\r\n"
                + "a=rtpmap:101 telephone-event/8000\r\n");

        var answer = new OurSdp("10.9.9.9", 20000, 1, 1).answer(offer);

        assertEquals(97, offer.payloadType());
        assertTrue(answer.contains("m=audio 20000 RTP/AVPF 97 101\r\na=rtpmap:97 PCMA/8000\r\n"), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 20",
        "a=ptime:10, 10",
        "a=ptime:20, 20",
        "a=ptime:30, 20",
        "a=ptime:40, 40",
        "a=ptime:60, 60",
        "a=ptime:240, 60",
        "a=maxptime:10, 10",
        "a=maxptime:240, 20",
        "'a=ptime:40\na=maxptime:20', 20"
    })
    void sendsPacketsOfTheLengthThatTheOtherSideTakes(String attributes, int millis) {
        var offer = read(HEAD + "m=audio 4000 RTP/AVP 8\r\n" + attributes + "\r\n");

        assertEquals(millis, offer.packetMillis());
        assertTrue(new OurSdp("10.9.9.9", 20000, 1, 1).answer(offer).contains("a=ptime:" + millis + "\r\n"));
    }

    @Test
    void readsNothingThatTakesNoPacketOfOurs() {
        assertTrue(Sdp.read(HEAD + "m=audio 4000 RTP/AVP 8\r\na=maxptime:5\r\n").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b1\r\n", "preamble\r\n--b1\r\nContent-Type: application/isup\r\n\r\n\u0001\r\n--b1\r\n"})
    void readsTheDescriptionAmongOtherParts(String before) {
        var body = before + "Content-Type: application/sdp\r\nContent-Disposition: session\r\n\r\n" + HEAD
                + "m=audio 4000 RTP/AVP 8\r\n\r\n--b1\r\nContent-Type: application/isup;version=itu-t92+\r\n\r\n"
                + "\u0001\u0000\u0060\u0000\r\n--b1--\r\n";

        assertEquals(4000, read(body).rtp().getPort());
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 4000 RTP/AVP 8 101, '', false",
        "m=audio 4000 RTP/AVP 8 13, '', true",
        "m=audio 4000 RTP/AVP 8 98, a=rtpmap:98 CN/8000, true",
        "m=audio 4000 RTP/AVP 8, a=silenceSupp:on - - - -, true",
        "m=audio 4000 RTP/AVP 8, a=silenceSupp:off - - - -, false"
    })
    void knowsWhoSendsNothingInSilence(String line, String attribute, boolean pauses) {
        assertEquals(pauses, read(HEAD + line + "\r\n" + attribute + "\r\n").pauses());
    }

    @ParameterizedTest
    @CsvSource({
        "m=audio 4000 RTP/AVP 8 101 13, '', true",
        "m=audio 4000 RTP/AVP 8 13, a=rtpmap:13 CN/8000, true",
        "m=audio 4000 RTP/AVP 8 13, a=rtpmap:13 cn/8000/1, true",
        "m=audio 4000 RTP/AVP 8 13, a=rtpmap:13 CN/16000, false",
        "m=audio 4000 RTP/AVP 8 13, a=rtpmap:13 telephone-event/8000, false",
        "m=audio 4000 RTP/AVP 8 98, a=rtpmap:98 CN/8000, false",
        "m=audio 4000 RTP/AVP 8, '', false",
        "m=audio 4000 RTP/AVP 8, a=silenceSupp:on - - - -, false"
    })
    void sendsNoiseOnlyToWhoOffersItsFixedType(String line, String attribute, boolean noise) {
        var offer = read(HEAD + line + "\r\n" + attribute + "\r\n");

        assertEquals(noise, offer.comfortNoise());
        assertEquals(
                noise,
                new OurSdp("127.0.0.1", 4002, 1, 1)
                        .answer(offer)
                        .matches("(?s).*m=audio 4002 RTP/AVP 8( 101)? 13\r\n.*a=rtpmap:13 CN/8000\r\n.*"));
    }

    @Test
    void hearsEventsByTheirNumberAndByOurs() {
        var answer = read(HEAD + "m=audio 4000 RTP/AVP 8 96\r\na=rtpmap:96 telephone-event/8000\r\n");

        assertTrue(answer.areEvents(96));
        assertTrue(answer.areEvents(101));
        org.junit.jupiter.api.Assertions.assertFalse(answer.areEvents(8));
    }

    @ParameterizedTest
    @CsvSource({
        "audio 4000 RTP/AVP 8 101, 2",
        "audio 4000 RTP/AVPF 8, 1",
        "audio 0 RTP/AVP 8, 0",
        "audio 4000 RTP/SAVP 8, 0",
        "video 4000 RTP/AVP 96, 0",
        "image 4000 udptl t38, 0"
    })
    void ofALineItTakesSoundThatIsNotEncrypted(String line, int types) {
        assertEquals(types, new SdpStream(line).types().size());
    }

    @Test
    void ofABodyWithSeveralPartsItReadsTheDescription() {
        var body = "--b\r\nContent-Type: application/ISUP\r\n\r\nv=0\r\n--b\r\nContent-Type: application/sdp\r\n\r\n"
                + HEAD + "m=audio 4000 RTP/AVP 8\r\n--b--\r\n";

        assertEquals(4000, SdpReader.read(body).orElseThrow().rtp().getPort());
    }
}

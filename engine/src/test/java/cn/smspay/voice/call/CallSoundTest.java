package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.MonotonicClock;
import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.Inband;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.PortRange;
import cn.smspay.voice.rtp.RtpPorts;
import cn.smspay.voice.rtp.Sdp;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CallSoundTest {
    private static final Sdp THEIRS = Sdp.read(
                    "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                            + "m=audio 4000 RTP/AVP 8\r\n")
            .orElseThrow();

    private final List<Character> keys = new ArrayList<>();
    private final RtpPorts.Pair ports =
            new RtpPorts("127.0.0.1", PortRange.SYSTEM).open().orElseThrow();

    private final class Keys implements MediaSession.Listener {
        @Override
        public void key(char key, DtmfKind kind) {
            keys.add(key);
        }

        @Override
        public void spoken() {
            throw new AssertionError();
        }

        @Override
        public void mediaLost() {
            throw new AssertionError();
        }

        @Override
        public void broken(RuntimeException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public void heard() {
            throw new AssertionError();
        }
    }

    @Test
    void holdsItsPortsFromTheFirstMomentAndSoundsOnceItIsDescribed() throws Exception {
        var loops = new MediaLoops(1);
        try {
            var around = new MediaSession.MediaSurroundings(
                    new CallFigures(),
                    Clock.systemUTC(),
                    MonotonicClock.system(),
                    new Random(1),
                    Duration.ofMinutes(1),
                    Inband.FALLBACK);
            var local = InetAddress.getByName("127.0.0.1");
            var sound = new CallSound(
                    new CallSound.SoundPlace(ports, loops.place(), around), "127.0.0.1", local, new Keys());
            var first = sound.ours().offer();
            assertTrue(first.contains("m=audio " + ports.port() + " "), first);
            assertFalse(first.equals(sound.ours().offer()), "each description is a new version");

            sound.speak(List.of(new byte[160]));
            sound.deliver(OptionalInt.of('1'), DtmfKind.INFO);
            assertFalse(sound.isDescribed());
            assertEquals(Optional.empty(), sound.summary());
            assertEquals(List.of(), keys);

            sound.described(THEIRS);
            sound.deliver(OptionalInt.of('2'), DtmfKind.INFO);
            sound.described(THEIRS);
            assertTrue(sound.isDescribed());
            assertEquals(List.of('2'), keys);
            assertEquals(DtmfKind.INFO, sound.summary().orElseThrow().keys());

            sound.close();
            assertFalse(ports.rtp().isOpen());
        } finally {
            loops.close();
        }
    }
}

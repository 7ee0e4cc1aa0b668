package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class G711AlawTest {
    @ParameterizedTest
    @CsvSource({"0, D5", "-1, 55", "8, D5", "16, D4", "32767, AA", "-32768, 2A", "1024, E5", "-1025, 65", "512, F5"})
    void codesSamplesAsG711Does(short sample, String hex) {
        assertEquals(hex, String.format("%02X", G711.alaw(sample)));
    }

    @Test
    void decodesAsTheJavaPlatformDoes() throws Exception {
        var bytes = new byte[256];
        for (int code = 0; code < 256; code++) {
            bytes[code] = (byte) code;
        }
        var coded = new AudioFormat(AudioFormat.Encoding.ALAW, 8000, 8, 1, 1, 8000, false);
        var pcm = new AudioFormat(8000, 16, 1, true, true);

        var in = new AudioInputStream(new ByteArrayInputStream(bytes), coded, 256);
        var samples = ByteBuffer.wrap(AudioSystem.getAudioInputStream(pcm, in).readAllBytes());

        for (int code = 0; code < 256; code++) {
            assertEquals(samples.getShort(), G711.linearOfAlaw((byte) code), "byte " + code);
        }
    }

    @Test
    void givesEveryByteBackAfterDecoding() {
        for (int code = 0; code < 256; code++) {
            assertEquals((byte) code, G711.alaw(G711.linearOfAlaw((byte) code)), "byte " + code);
        }
    }

    @Test
    void staysWithinHalfAStepOfEverySample() {
        for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
            int error = Math.abs(sample - G711.linearOfAlaw(G711.alaw((short) sample)));

            assertTrue(error <= Math.max(9, Math.abs(sample) / 31), sample + " is off by " + error);
        }
    }
}

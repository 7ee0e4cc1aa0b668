package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WavTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 801})
    void readsWhatItWrites(int length) throws Exception {
        var data = new byte[length];
        new Random(length).nextBytes(data);

        var wav = Wav.parse(Wav.alaw(data, "made from 你好").bytes());

        assertArrayEquals(data, wav.telephone());
        assertEquals("made from 你好", wav.comment());
    }

    @Test
    void writesFilesThatOthersRead() throws Exception {
        var file = Wav.alaw(new byte[801], "x").bytes();

        try (var audio = AudioSystem.getAudioInputStream(new ByteArrayInputStream(file))) {
            assertEquals(AudioFormat.Encoding.ALAW, audio.getFormat().getEncoding());
            assertEquals(8000, audio.getFormat().getSampleRate());
            assertEquals(801, audio.readAllBytes().length);
        }
    }

    @Test
    void refusesEveryFileCutShortButForItsComment() {
        var file = Wav.alaw(new byte[100], "").bytes();

        for (int length = 0; length < file.length; length++) {
            var cut = Arrays.copyOf(file, length);

            assertThrows(Wav.Unusable.class, () -> Wav.parse(cut).telephone(), "cut at " + length);
        }
    }

    @Test
    void survivesAnyBytes() {
        var random = new Random(12588);
        var file = Wav.alaw(new byte[40], "comment").bytes();

        for (int i = 0; i < 20_000; i++) {
            var broken = file.clone();
            broken[random.nextInt(broken.length)] = (byte) random.nextInt();
            broken[random.nextInt(60)] = (byte) random.nextInt();

            try {
                Wav.parse(broken).telephone();
            } catch (Wav.Unusable expected) {
                assertEquals(false, expected.getMessage().isBlank());
            }
        }
    }

    @Test
    void saysWhatIsWrongWithARecording() {
        assertEquals(
                "is format 1, 44100 Hz, 2 channel(s), 16 bit; A-law (format 6), 8000 Hz, mono, 8 bit is wanted",
                assertThrows(Wav.Unusable.class, () -> new Wav(1, 2, 44100, 16, new byte[8], "").telephone())
                        .getMessage());
        assertEquals(
                "has no sound",
                assertThrows(Wav.Unusable.class, () -> Wav.alaw(new byte[0], "").telephone())
                        .getMessage());
        assertEquals(
                "is no WAV file (it does not begin with RIFF)",
                assertThrows(Wav.Unusable.class, () -> Wav.parse("ID3 mp3 bytes".getBytes("US-ASCII")))
                        .getMessage());
    }
}

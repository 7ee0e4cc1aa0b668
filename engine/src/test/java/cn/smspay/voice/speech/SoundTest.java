package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.voice.rtp.G711;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SoundTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 440, 1000, 2500, 3000})
    void keepsTonesThatTheTelephoneCarries(int hertz) {
        var out = Sound.resample(tone(hertz, 22050, 22050), 22050);

        assertEquals(8000, out.length);
        assertEquals(0.35, rms(out, 400, 7600), 0.01);
    }

    @ParameterizedTest
    @ValueSource(ints = {4200, 5000, 7000, 10000})
    void removesTonesThatWouldFoldBack(int hertz) {
        var out = Sound.resample(tone(hertz, 22050, 22050), 22050);

        assertTrue(rms(out, 400, 7600) < 0.35 / 100, "left over: " + rms(out, 400, 7600));
    }

    @Test
    void leavesTonesWhereTheyAre() {
        var out = Sound.resample(tone(1000, 44100, 44100), 44100);

        for (int i = 400; i < 7600; i++) {
            assertEquals(0.5 * Math.sin(2 * Math.PI * 1000 * i / 8000), out[i], 0.01);
        }
    }

    @Test
    void cutsOffTheSilenceAround() {
        var samples = new short[8000 * 3];
        var tone = pcm(tone(1000, 8000, 8000), 0.1);
        System.arraycopy(tone, 0, samples, 8000, 8000);

        var coded = Sound.telephone(samples, 8000);

        assertTrue(Math.abs(coded.length - 8320) < 80, "length " + coded.length);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 1})
    void givesEveryRecordingTheSameLoudness(double loudness) {
        var coded = Sound.telephone(pcm(tone(1000, 22050, 22050), loudness), 22050);

        double power = 0;
        for (byte sample : coded) {
            power += Math.pow(G711.linearOfAlaw(sample) / 32768.0, 2);
        }
        assertEquals(0.112, Math.sqrt(power / coded.length), 0.006);
    }

    @Test
    void bearsSilenceAndNothing() {
        assertTrue(Sound.telephone(new short[22050], 22050).length < 500);
        assertEquals(0, Sound.telephone(new short[0], 22050).length);
    }

    private static double[] tone(int hertz, int rate, int length) {
        var tone = new double[length];
        for (int i = 0; i < length; i++) {
            tone[i] = 0.5 * Math.sin(2 * Math.PI * hertz * i / rate);
        }
        return tone;
    }

    private static short[] pcm(double[] sound, double gain) {
        var samples = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            samples[i] = (short) (sound[i] * gain * 32767);
        }
        return samples;
    }

    private static double rms(double[] sound, int from, int to) {
        double power = 0;
        for (int i = from; i < to; i++) {
            power += sound[i] * sound[i];
        }
        return Math.sqrt(power / (to - from));
    }
}

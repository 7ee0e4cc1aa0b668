package cn.smspay.voice.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InbandKeysTest {
    private final InbandKeys ear = new InbandKeys();
    private final StringBuilder heard = new StringBuilder();
    private final Random random = new Random(7);

    private void play(short[] sound) {
        for (short sample : sound) {
            // Over the line, as A-law.
            short coded = G711.linearOfAlaw(G711.alaw(sample));
            ear.hear(coded).ifPresent(key -> heard.append((char) key));
        }
    }

    private void quiet(int millis) {
        play(new short[millis * 8]);
    }

    private short[] noisy(short[] sound, double amplitude) {
        var noisy = new short[sound.length];
        for (int i = 0; i < sound.length; i++) {
            noisy[i] = (short) (sound[i] + random.nextGaussian() * amplitude);
        }
        return noisy;
    }

    @Test
    void hearsAllTwelveKeys() {
        for (char key : "1234567890*#".toCharArray()) {
            play(Tones.key(key, 80));
            quiet(60);
        }

        assertEquals("1234567890*#", heard.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 17, 41, 66, 93})
    void hearsShortKeysWhereverTheyBegin(int offset) {
        play(new short[offset]);
        for (char key : "7788".toCharArray()) {
            play(Tones.key(key, 45));
            quiet(45);
        }

        assertEquals("7788", heard.toString());
    }

    @Test
    void hearsALongKeyOnce() {
        play(Tones.key('5', 3000));
        quiet(50);

        assertEquals("5", heard.toString());
    }

    @Test
    void hearsKeysThroughNoise() {
        for (char key : "1590".toCharArray()) {
            // 18 dB below the tones.
            play(noisy(Tones.key(key, 90), 750));
            play(noisy(new short[480], 750));
        }

        assertEquals("1590", heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"6000, 8500, 1", "8500, 4000, 1", "1500, 9000, ''", "12000, 1500, ''"})
    void allowsOnlyAsMuchTwistAsTheStandard(double low, double high, String expected) {
        play(Tones.pair(697, 1209, low, high, 90));
        quiet(50);

        assertEquals(expected, heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"706, 1225, 1", "687, 1193, 1", "730, 1209, ''", "697, 1270, ''"})
    void allowsOnlyTonesThatAreNearTheirFrequency(double low, double high, String expected) {
        play(Tones.pair(low, high, 6000, 6000, 90));
        quiet(50);

        assertEquals(expected, heard.toString());
    }

    @Test
    void hearsNoKeysInVoices() {
        for (int second = 0; second < 60; second++) {
            play(vowel(90 + random.nextInt(200), 400 + random.nextInt(500), 900 + random.nextInt(900)));
        }

        assertEquals("", heard.toString());
    }

    /** A second of a gliding voice: the harmonics of its pitch, louder near two formants. */
    private short[] vowel(double pitch, double first, double second) {
        var sound = new short[8000];
        double phase = 0;
        for (int i = 0; i < sound.length; i++) {
            double now = pitch * (1 + 0.1 * Math.sin(i / 1300.0));
            phase += 2 * Math.PI * now / 8000;
            double sum = 0;
            for (int harmonic = 1; harmonic * now < 3400; harmonic++) {
                double at = harmonic * now;
                double loud = 1 / (1 + Math.pow((at - first) / 120, 2)) + 0.7 / (1 + Math.pow((at - second) / 150, 2));
                sum += loud * Math.sin(harmonic * phase);
            }
            sound[i] = (short) Math.max(-32000, Math.min(32000, 7000 * sum));
        }
        return sound;
    }

    @Test
    void hearsNoKeysInNoise() {
        for (int second = 0; second < 30; second++) {
            play(noisy(new short[8000], 5000));
        }

        assertEquals("", heard.toString());
    }

    @ParameterizedTest
    @CsvSource({"-10, -6", "-8, -16", "-6, -6", "-20, -20"})
    void hearsAllKeysAtTheEdgeOfTheStandard(double row, double column) {
        for (char key : "1234567890*#".toCharArray()) {
            play(Tones.key(key, 60, amplitude(row), amplitude(column)));
            quiet(60);
        }

        assertEquals("1234567890*#", heard.toString());
    }

    /** 0 dBm0 is a sine 3.14 dB below full scale (G.711). */
    private static double amplitude(double dbm0) {
        return 32124 * Math.pow(10, (dbm0 - 3.14) / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 13, 29, 47, 61, 88})
    void hearsOneKeyInAToneWithAGapOfTenMilliseconds(int offset) {
        play(new short[offset]);
        play(Tones.key('5', 60));
        quiet(10);
        play(Tones.key('5', 60));
        quiet(40);
        play(Tones.key('5', 60));
        quiet(40);

        assertEquals("55", heard.toString());
    }
}

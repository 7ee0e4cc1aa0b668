package cn.smspay.voice.rtp;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.voice.call.Voice;

/** Sounds for tests: every sentence is its own little melody, and keys sound as they do on a phone. */
public final class Tones implements Voice {
    public static final int RATE = 8000;

    /** 100 ms, different for every text. */
    @Override
    public byte[] alaw(Spoken utterance) {
        var sound = new byte[825];
        double pitch = 300 + Math.floorMod(utterance.template().hashCode(), 1000);
        for (int i = 0; i < sound.length; i++) {
            sound[i] = G711.alaw((int) (8000 * Math.sin(2 * Math.PI * pitch * i / RATE)));
        }
        return sound;
    }

    /** Two tones at once. */
    static short[] pair(double low, double high, double lowAmplitude, double highAmplitude, int millis) {
        var sound = new short[millis * RATE / 1000];
        for (int i = 0; i < sound.length; i++) {
            sound[i] = (short) Math.round(lowAmplitude * Math.sin(2 * Math.PI * low * i / RATE)
                    + highAmplitude * Math.sin(2 * Math.PI * high * i / RATE + 1));
        }
        return sound;
    }

    /** A key as a phone sounds it. */
    public static short[] key(char key, int millis) {
        return key(key, millis, 6000, 6000);
    }

    /** With these amplitudes of its two tones. */
    public static short[] key(char key, int millis, double row, double column) {
        int at = "123A456B789C*0#D".indexOf(key);
        return pair(
                new double[] {697, 770, 852, 941}[at / 4],
                new double[] {1209, 1336, 1477, 1633}[at % 4],
                row,
                column,
                millis);
    }
}

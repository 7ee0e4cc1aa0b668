package cn.smspay.voice.speech;

import cn.smspay.voice.rtp.G711;
import java.util.Arrays;

/** Makes a studio or synthesiser's sound fit for the telephone: 8000 Hz, no silence around it, one loudness. Pure. */
final class Sound {
    private static final int RATE = Wav.TELEPHONE_RATE;
    /** The telephone's band ends here; what lies above half of 8000 Hz would fold back as noise. */
    private static final double PASS_HZ = 3500;
    /** Zero crossings of the filter on each side: steep enough to be down 50 dB at 4000 Hz. */
    private static final int LOBES = 24;
    /** Speech level on a trunk, relative to full scale. */
    private static final double LEVEL = Math.pow(10, -19.0 / 20);
    /** Peaks may go so far; A-law clips at one. */
    private static final double PEAK = 0.9;
    /** Quieter than this part of the peak is silence: -42 dB. */
    private static final double QUIET = 0.008;

    private static final int LEAD = RATE / 100;
    private static final int TAIL = RATE * 3 / 100;
    private static final int FADE = RATE / 200;

    private Sound() {}

    /** @param rate of the samples in hertz, at least 8000 */
    static byte[] telephone(short[] samples, int rate) {
        var sound = new double[samples.length];
        for (int i = 0; i < samples.length; i++) {
            sound[i] = samples[i] / 32768.0;
        }
        sound = trim(resample(sound, rate));
        level(sound);
        fade(sound);
        var coded = new byte[sound.length];
        for (int i = 0; i < sound.length; i++) {
            coded[i] = G711.alaw((short) Math.round(Math.max(-1, Math.min(1, sound[i])) * 32767));
        }
        return coded;
    }

    /** Windowed-sinc interpolation: each new sample is the weighted sum of the old ones around its time. */
    static double[] resample(double[] in, int rate) {
        double cutoff = PASS_HZ * 2 / rate;
        double reach = LOBES / cutoff;
        var out = new double[(int) ((long) in.length * RATE / rate)];
        for (int n = 0; n < out.length; n++) {
            double at = (double) n * rate / RATE;
            int from = Math.max(0, (int) Math.ceil(at - reach));
            int to = Math.min(in.length - 1, (int) Math.floor(at + reach));
            double sum = 0;
            for (int i = from; i <= to; i++) {
                sum += in[i] * cutoff * sinc((i - at) * cutoff) * window((i - at) / reach);
            }
            out[n] = sum;
        }
        return out;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    /** Blackman's, over -1 to 1. */
    private static double window(double x) {
        return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
    }

    static double[] trim(double[] sound) {
        double quiet = peak(sound) * QUIET;
        int from = 0;
        while (from < sound.length && Math.abs(sound[from]) <= quiet) {
            from++;
        }
        int to = sound.length;
        while (to > from && Math.abs(sound[to - 1]) <= quiet) {
            to--;
        }
        return Arrays.copyOfRange(sound, Math.max(0, from - LEAD), Math.min(sound.length, to + TAIL));
    }

    private static void level(double[] sound) {
        double power = 0;
        for (double sample : sound) {
            power += sample * sample;
        }
        double peak = peak(sound);
        if (peak == 0) {
            return;
        }
        double gain = Math.min(LEVEL / Math.sqrt(power / sound.length), PEAK / peak);
        for (int i = 0; i < sound.length; i++) {
            sound[i] *= gain;
        }
    }

    private static void fade(double[] sound) {
        int length = Math.min(FADE, sound.length / 2);
        for (int i = 0; i < length; i++) {
            sound[i] *= (double) i / length;
            sound[sound.length - 1 - i] *= (double) i / length;
        }
    }

    private static double peak(double[] sound) {
        double peak = 0;
        for (double sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}

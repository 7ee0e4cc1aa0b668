package cn.smspay.voice.rtp;

import java.util.OptionalInt;

/**
 * Hears DTMF tones in sound (ITU-T Q.23, Q.24) with Goertzel filters on blocks of 102 samples. A key counts when two
 * blocks in a row hold it, so a tone of 40 ms is enough, and counts again only after three blocks without it: a gap of 10
 * ms in a tone touches two at most, a pause of 40 ms three at least. Used by one thread.
 */
final class InbandKeys {
    private static final int RATE = 8000;
    private static final int BLOCK = 102;
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};
    private static final String[] KEYS = {"123A", "456B", "789C", "*0#D"};
    /** Mean square below which a block is silence: about -40 dBm0 of 16-bit samples. */
    private static final double QUIET = 40_000;
    /**
     * The column may be 4 dB stronger than the row, the row 8 dB stronger than the column (Q.24, worst network); what
     * one tone leaks into the filter of the other may look like 1.5 dB more.
     */
    private static final double COLUMN_OVER_ROW = 3.5;

    private static final double ROW_OVER_COLUMN = 8.9;
    /** Blocks without the key that end a press. */
    private static final int RELEASE = 3;
    /** How much the best tone must exceed each other one of its group: 8 dB. */
    private static final double BEST_OVER_OTHERS = 6.3;
    /** The part of all energy that must lie in the two tones; speech has more beside them. */
    private static final double PURITY = 0.8;

    private final double[] rowFilters = coefficients(ROWS);
    private final double[] columnFilters = coefficients(COLUMNS);
    private final short[] block = new short[BLOCK];
    private int filled;
    private int lastBlock = -1;
    private int pressed = -1;
    private int without;

    private static double[] coefficients(double[] tones) {
        var coefficients = new double[tones.length];
        for (int i = 0; i < tones.length; i++) {
            coefficients[i] = 2 * Math.cos(2 * Math.PI * tones[i] / RATE);
        }
        return coefficients;
    }

    /** Takes one sample; the key, if a press begins with it. A to D are heard and not told. */
    OptionalInt hear(short sample) {
        block[filled++] = sample;
        if (filled < BLOCK) {
            return OptionalInt.empty();
        }
        filled = 0;
        int key = keyOfBlock();
        boolean steady = key == lastBlock;
        lastBlock = key;
        without = key == pressed ? 0 : without + 1;
        if (without >= RELEASE) {
            pressed = -1;
        }
        if (!steady || key < 0 || key == pressed) {
            return OptionalInt.empty();
        }
        pressed = key;
        without = 0;
        return key >= 'A' && key <= 'D' ? OptionalInt.empty() : OptionalInt.of(key);
    }

    private int keyOfBlock() {
        double energy = 0;
        for (short sample : block) {
            energy += (double) sample * sample;
        }
        if (energy < QUIET * BLOCK) {
            return -1;
        }
        var rows = powers(rowFilters);
        var columns = powers(columnFilters);
        int row = best(rows);
        int column = best(columns);
        boolean twisted =
                columns[column] > rows[row] * COLUMN_OVER_ROW || rows[row] > columns[column] * ROW_OVER_COLUMN;
        // A pure tone of N samples has a Goertzel power of energy * N / 2.
        boolean pure = rows[row] + columns[column] > PURITY * energy * BLOCK / 2;
        if (twisted || !pure || !clear(rows, row) || !clear(columns, column)) {
            return -1;
        }
        return KEYS[row].charAt(column);
    }

    private double[] powers(double[] filters) {
        var powers = new double[filters.length];
        for (int i = 0; i < filters.length; i++) {
            double one = 0;
            double two = 0;
            for (short sample : block) {
                double zero = sample + filters[i] * one - two;
                two = one;
                one = zero;
            }
            powers[i] = one * one + two * two - filters[i] * one * two;
        }
        return powers;
    }

    private static int best(double[] powers) {
        int best = 0;
        for (int i = 1; i < powers.length; i++) {
            best = powers[i] > powers[best] ? i : best;
        }
        return best;
    }

    private static boolean clear(double[] powers, int best) {
        for (int i = 0; i < powers.length; i++) {
            if (i != best && powers[i] * BEST_OVER_OTHERS > powers[best]) {
                return false;
            }
        }
        return true;
    }
}

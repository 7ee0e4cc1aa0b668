package cn.smspay.voice.rtp;

/** The two companding laws of ITU-T G.711: samples of 16 bits to bytes and back, and one law to the other. */
public final class G711 {
    /** What silence is in A-law. */
    public static final byte ALAW_SILENCE = (byte) 0xD5;

    private static final int ULAW_BIAS = 33;
    private static final short[] ALAW_TO_LINEAR = new short[256];
    private static final short[] ULAW_TO_LINEAR = new short[256];
    private static final byte[] ALAW_TO_ULAW = new byte[256];

    static {
        for (int code = 0; code < 256; code++) {
            ALAW_TO_LINEAR[code] = expandAlaw(code);
            ULAW_TO_LINEAR[code] = expandUlaw(code);
        }
        for (int code = 0; code < 256; code++) {
            ALAW_TO_ULAW[code] = ulaw(ALAW_TO_LINEAR[code]);
        }
    }

    private G711() {}

    /** A sample as A-law: the sign, three bits for the segment, four bits within it, every other bit inverted. */
    public static byte alaw(int sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32767) >> 4;
        // The two lowest segments are one straight line.
        if (magnitude >= 32) {
            int segment = 28 - Integer.numberOfLeadingZeros(magnitude);
            return (byte) ((sign | (segment << 4) | ((magnitude >> (segment - 1)) & 0x0F)) ^ 0x55);
        }
        return (byte) ((sign | magnitude) ^ 0x55);
    }

    /** A sample as µ-law: biased, then like A-law with eight segments, all bits inverted. */
    static byte ulaw(int sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min((Math.min(Math.abs(sample), 32767) >> 2) + ULAW_BIAS, 0x1FFF);
        int segment = 26 - Integer.numberOfLeadingZeros(magnitude);
        return (byte) ~(sign | (segment << 4) | ((magnitude >> (segment + 1)) & 0x0F));
    }

    public static short linearOfAlaw(byte code) {
        return ALAW_TO_LINEAR[code & 0xFF];
    }

    static short linearOfUlaw(byte code) {
        return ULAW_TO_LINEAR[code & 0xFF];
    }

    public static byte ulawOfAlaw(byte code) {
        return ALAW_TO_ULAW[code & 0xFF];
    }

    private static short expandAlaw(int code) {
        int bits = code ^ 0x55;
        int segment = (bits >> 4) & 7;
        int step = ((bits & 0x0F) << 1) + 1;
        int magnitude = segment == 0 ? step : (step + 32) << (segment - 1);
        return (short) ((bits & 0x80) != 0 ? magnitude << 3 : -(magnitude << 3));
    }

    private static short expandUlaw(int code) {
        int bits = ~code;
        int magnitude = ((((bits & 0x0F) << 1) + ULAW_BIAS) << ((bits >> 4) & 7)) - ULAW_BIAS;
        return (short) ((bits & 0x80) != 0 ? -(magnitude << 2) : magnitude << 2);
    }
}

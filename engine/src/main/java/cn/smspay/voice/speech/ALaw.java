package cn.smspay.voice.speech;

/** A-law, ITU-T G.711: one byte for a 16-bit sample. */
final class ALaw {
    /** The byte of a sample of zero. */
    static final byte SILENCE = (byte) 0xD5;

    private static final int EVEN_BITS = 0x55;
    private static final int POSITIVE = 0x80;

    private ALaw() {}

    static byte encode(short sample) {
        int sign = sample >= 0 ? POSITIVE : 0;
        // 12 bits of magnitude; the negative half is one step longer, so it is mirrored by its complement.
        int magnitude = (sample >= 0 ? sample : ~sample) >> 3;
        int code;
        if (magnitude < 64) {
            code = magnitude >> 1;
        } else {
            int segment = 27 - Integer.numberOfLeadingZeros(magnitude);
            code = segment << 4 | (magnitude >> segment & 0x0F);
        }
        return (byte) ((sign | code) ^ EVEN_BITS);
    }

    static short decode(byte coded) {
        int code = (coded & 0xFF) ^ EVEN_BITS;
        int segment = (code >> 4) & 7;
        int step = code & 0x0F;
        int magnitude = segment == 0 ? (step << 1) + 1 : ((step << 1) + 33) << (segment - 1);
        return (short) ((code & POSITIVE) != 0 ? magnitude << 3 : -(magnitude << 3));
    }
}

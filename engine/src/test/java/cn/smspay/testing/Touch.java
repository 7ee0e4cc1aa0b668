package cn.smspay.testing;

import java.util.Arrays;
import java.util.Random;

/** What chance does to octets on their way, for fuzz slices. */
public final class Touch {
    private static final int TOUCHES_MOST = 4;

    private static final byte[] CONTROLS = {0, '\r', '\n', '\t', 0x1B, 0x7F};

    private Touch() {}

    /** Some octets changed, cut off, doubled or filled with control characters. */
    public static byte[] of(byte[] octets, Random random) {
        var touched = octets.clone();
        for (int i = random.nextInt(TOUCHES_MOST + 1); i > 0 && touched.length > 0; i--) {
            int at = random.nextInt(touched.length);
            touched = switch (random.nextInt(5)) {
                case 0 -> with(touched, at, (byte) random.nextInt(256));
                case 1 -> with(touched, at, CONTROLS[random.nextInt(CONTROLS.length)]);
                case 2 -> Arrays.copyOf(touched, at);
                case 3 -> doubled(touched, at, random.nextInt(touched.length - at + 1));
                default -> without(touched, at, random.nextInt(touched.length - at + 1));
            };
        }
        return touched;
    }

    private static byte[] with(byte[] octets, int at, byte value) {
        octets[at] = value;
        return octets;
    }

    private static byte[] doubled(byte[] octets, int at, int length) {
        var longer = Arrays.copyOf(octets, octets.length + length);
        System.arraycopy(octets, at, longer, at + length, octets.length - at);
        return longer;
    }

    private static byte[] without(byte[] octets, int at, int length) {
        var shorter = Arrays.copyOf(octets, octets.length - length);
        System.arraycopy(octets, at + length, shorter, at, octets.length - at - length);
        return shorter;
    }
}

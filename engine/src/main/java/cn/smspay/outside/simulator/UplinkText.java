package cn.smspay.outside.simulator;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a text as a handset would: ASCII with data_coding 0, anything else as UCS-2 with 8. */
final class UplinkText {
    private static final int UCS2 = 8;
    private static final int OCTETS_MAX = 140;
    private static final int ASCII_MAX = 160;
    /** What is left of 140 octets after the longest header, and even, so that no character is cut. */
    private static final int PART_OCTETS = 132;

    private UplinkText() {}

    static List<Uplink> write(String from, String to, String text, Splitting splitting, int reference) {
        boolean ascii = text.chars().allMatch(c -> c < 0x80);
        int coding = ascii ? 0 : UCS2;
        byte[] octets = text.getBytes(ascii ? StandardCharsets.US_ASCII : StandardCharsets.UTF_16BE);
        if (splitting == Splitting.PAYLOAD) {
            return List.of(new Uplink(from, to, coding, octets, false, null, true, null));
        }
        if (octets.length <= (ascii ? ASCII_MAX : OCTETS_MAX)) {
            return List.of(Uplink.of(from, to, coding, octets));
        }
        int total = (octets.length + PART_OCTETS - 1) / PART_OCTETS;
        var parts = new ArrayList<Uplink>();
        for (int number = 1; number <= total; number++) {
            int start = (number - 1) * PART_OCTETS;
            byte[] part = java.util.Arrays.copyOfRange(octets, start, Math.min(octets.length, start + PART_OCTETS));
            parts.add(part(from, to, coding, part, splitting, new Uplink.Sar(reference, number, total)));
        }
        return parts;
    }

    private static Uplink part(String from, String to, int coding, byte[] octets, Splitting splitting, Uplink.Sar sar) {
        return switch (splitting) {
            case HEADER_8_BIT, HEADER_16_BIT ->
                new Uplink(from, to, coding, headed(octets, splitting, sar), true, null, false, null);
            case SAR, PAYLOAD -> new Uplink(from, to, coding, octets, false, sar, false, null);
        };
    }

    /** 3GPP TS 23.040 §9.2.3.24.1 and §9.2.3.24.8. */
    private static byte[] headed(byte[] octets, Splitting splitting, Uplink.Sar sar) {
        var out = new ByteArrayOutputStream();
        boolean wide = splitting == Splitting.HEADER_16_BIT;
        out.write(wide ? 6 : 5);
        out.write(wide ? 8 : 0);
        out.write(wide ? 4 : 3);
        if (wide) {
            out.write(sar.reference() >> 8);
        }
        out.write(sar.reference());
        out.write(sar.total());
        out.write(sar.number());
        out.writeBytes(octets);
        return out.toByteArray();
    }
}

package cn.smspay.outside.simulator;

import com.cloudhopper.commons.charset.CharsetUtil;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Puts the segments of texts together, as a handset does. Not thread-safe. */
final class Assembly {
    private record Key(String from, int reference, int total) {}

    private static final int UCS2 = 8;
    private static final int LATIN_1 = 3;
    private static final int GBK = 15;

    private final Map<Key, Map<Integer, byte[]>> unfinished = new HashMap<>();

    Optional<ReceivedText> add(ReceivedSubmit downlink) {
        var octets = downlink.octets();
        var sar = downlink.sar();
        if (downlink.userDataHeader()) {
            sar = concatenation(octets);
            octets = Arrays.copyOfRange(octets, (octets[0] & 0xFF) + 1, octets.length);
        }
        if (sar == null || sar.total() < 2) {
            return Optional.of(read(downlink, octets, 1));
        }
        var key = new Key(downlink.from(), sar.reference(), sar.total());
        var parts = unfinished.computeIfAbsent(key, unused -> new TreeMap<>());
        parts.put(sar.number(), octets);
        if (parts.size() < sar.total()) {
            return Optional.empty();
        }
        unfinished.remove(key);
        var whole = new ByteArrayOutputStream();
        parts.values().forEach(whole::writeBytes);
        return Optional.of(read(downlink, whole.toByteArray(), sar.total()));
    }

    private static Uplink.Sar concatenation(byte[] octets) {
        int end = (octets[0] & 0xFF) + 1;
        int at = 1;
        while (at + 1 < end) {
            int length = octets[at + 1] & 0xFF;
            if (octets[at] == 0 && length == 3) {
                return new Uplink.Sar(octets[at + 2] & 0xFF, octets[at + 4] & 0xFF, octets[at + 3] & 0xFF);
            }
            if (octets[at] == 8 && length == 4) {
                int reference = ((octets[at + 2] & 0xFF) << 8) | (octets[at + 3] & 0xFF);
                return new Uplink.Sar(reference, octets[at + 5] & 0xFF, octets[at + 4] & 0xFF);
            }
            at += 2 + length;
        }
        return new Uplink.Sar(0, 1, 1);
    }

    private static ReceivedText read(ReceivedSubmit downlink, byte[] octets, int segments) {
        int coding = downlink.dataCoding();
        String text = switch (coding) {
            case 0 -> CharsetUtil.decode(octets, CharsetUtil.CHARSET_GSM);
            case LATIN_1 -> new String(octets, StandardCharsets.ISO_8859_1);
            case UCS2 -> new String(octets, StandardCharsets.UTF_16BE);
            case GBK -> new String(octets, Charset.forName("GBK"));
            default -> new String(octets, StandardCharsets.US_ASCII);
        };
        return new ReceivedText(downlink.from(), text, segments, coding);
    }
}

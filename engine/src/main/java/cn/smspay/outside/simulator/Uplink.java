package cn.smspay.outside.simulator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One short message on its way from a handset to the engine: one {@code deliver_sm}.
 *
 * @param octets user data header included
 * @param payload whether the octets go into message_payload
 * @param smscMessageId sent in the vendor's optional parameter 0x1500, if given
 */
public record Uplink(
        String from,
        String to,
        int dataCoding,
        byte[] octets,
        boolean userDataHeader,
        @Nullable Sar sar,
        boolean payload,
        @Nullable String smscMessageId) {
    /** Segmentation by optional parameters; number counts from 1. */
    public record Sar(int reference, int number, int total) {}

    /** The tag for {@link #smscMessageId}, from the range for vendors (SMPP 3.4 §5.3). */
    public static final int SMSC_MESSAGE_ID_TAG = 0x1500;

    public static Uplink of(String from, String to, int dataCoding, byte[] octets) {
        return new Uplink(from, to, dataCoding, octets, false, null, false, null);
    }

    /** A text as a handset sends it, in parts with a user data header if it is long. */
    public static List<Uplink> texts(String from, String to, String text, int reference) {
        return UplinkText.write(from, to, text, Splitting.HEADER_8_BIT, reference);
    }

    public Uplink withSmscMessageId(String id) {
        return new Uplink(from, to, dataCoding, octets, userDataHeader, sar, payload, id);
    }
}

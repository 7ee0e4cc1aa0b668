package cn.smspay.sms;

import cn.smspay.base.text.Part;
import cn.smspay.base.text.Writing;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user data of a short message: its header read, its text not yet (3GPP TS 23.040 §9.2.3.24).
 *
 * @param textFrom where the text starts in the octets
 * @param part which part of a long message it is, if it says so
 * @param width bits of the reference of that part; 0 if it came in SAR parameters
 * @param forMachines whether the header addresses a port, as WAP push and MMS notices do
 * @param locking language of the locking shift table, 0 for none
 * @param single language of the single shift table, 0 for none
 */
record UserData(
        byte[] octets, int textFrom, @Nullable Part part, int width, boolean forMachines, int locking, int single) {
    private static final int CONCATENATED_8_BIT = 0x00;
    private static final int CONCATENATED_16_BIT = 0x08;
    private static final int PORT_8_BIT = 0x04;
    private static final int PORT_16_BIT = 0x05;
    private static final int SINGLE_SHIFT = 0x24;
    private static final int LOCKING_SHIFT = 0x25;
    private static final int OCTET = 8;
    private static final int OCTET_MAX = 0xff;

    static UserData of(DeliveredPdu pdu) {
        byte[] octets = pdu.octets();
        boolean headed = pdu.userDataHeader() && octets.length > 0 && (octets[0] & 0xff) < octets.length;
        // A header that is longer than the message is none.
        return headed
                ? new HeaderReader(octets, pdu.sar()).read()
                : new UserData(octets, 0, sane(pdu.sar()), 0, false, 0, 0);
    }

    /** Reads the elements one after the other; what is cut short ends it. */
    private static final class HeaderReader {
        private final byte[] octets;
        private final int end;
        private @Nullable Part part;
        private int width;
        private boolean ports;
        private int locking;
        private int single;

        HeaderReader(byte[] octets, @Nullable Part sar) {
            this.octets = octets;
            this.end = 1 + octet(0);
            this.part = sane(sar);
        }

        private int octet(int at) {
            return octets[at] & 0xff;
        }

        UserData read() {
            int at = 1;
            while (at + 1 < end && at + 2 + octet(at + 1) <= end) {
                element(octet(at), at + 2, octet(at + 1));
                at += 2 + octet(at + 1);
            }
            return new UserData(octets, end, part, width, ports, locking, single);
        }

        private void element(int kind, int at, int length) {
            if (kind == CONCATENATED_8_BIT && length == 3) {
                part = sane(new Part(octet(at), octet(at + 2), octet(at + 1)));
                width = OCTET;
            } else if (kind == CONCATENATED_16_BIT && length == 4) {
                part = sane(new Part((octet(at) << OCTET) | octet(at + 1), octet(at + 3), octet(at + 2)));
                width = 2 * OCTET;
            } else if (kind == PORT_8_BIT || kind == PORT_16_BIT) {
                ports = true;
            } else if (kind == SINGLE_SHIFT && length == 1) {
                single = octet(at);
            } else if (kind == LOCKING_SHIFT && length == 1) {
                locking = octet(at);
            }
        }
    }

    /** A part number of 0, or above the total, is to be ignored (TS 23.040 §9.2.3.24.1). */
    private static @Nullable Part sane(@Nullable Part part) {
        return part == null || part.number() < 1 || part.number() > part.total() || part.total() < 2 ? null : part;
    }

    /** The octets after the header. */
    byte[] content() {
        return Arrays.copyOfRange(octets, textFrom, octets.length);
    }

    /** The writing of the text, or empty if it is not text: 8-bit data, or addressed to a port. */
    Optional<Writing> writing(int dataCoding, DataCodings codings) {
        return forMachines ? Optional.empty() : written(coding(dataCoding), codings);
    }

    /** All that the writing follows from, in one number. */
    int coding(int dataCoding) {
        return dataCoding | (locking << OCTET) | (single << (2 * OCTET));
    }

    /** The writing that {@link #coding} stands for. */
    static Optional<Writing> written(int coding, DataCodings codings) {
        return codings.alphabet(coding & OCTET_MAX)
                .map(alphabet ->
                        new Writing(alphabet, (coding >> OCTET) & OCTET_MAX, (coding >> (2 * OCTET)) & OCTET_MAX));
    }
}

package cn.smspay.sms;

import cn.smspay.base.text.Alphabet;
import cn.smspay.base.text.Part;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user data of a short message: its header read, its text not yet (3GPP TS 23.040 §9.2.3.24).
 *
 * @param textFrom where the text starts in the octets
 * @param part which part of a long message it is, if it says so
 * @param forMachines whether the header addresses a port, as WAP push and MMS notices do
 */
record UserData(byte[] octets, int textFrom, @Nullable Part part, boolean forMachines) {
    private static final int CONCATENATED_8_BIT = 0x00;
    private static final int CONCATENATED_16_BIT = 0x08;
    private static final int PORT_8_BIT = 0x04;
    private static final int PORT_16_BIT = 0x05;

    static UserData of(DeliveredPdu pdu) {
        if (!pdu.userDataHeader() || pdu.octets().length == 0) {
            return new UserData(pdu.octets(), 0, sane(pdu.sar()), false);
        }
        byte[] octets = pdu.octets();
        int end = Math.min(octets.length, 1 + (octets[0] & 0xff));
        Part part = sane(pdu.sar());
        boolean ports = false;
        int at = 1;
        while (at + 1 < end) {
            int element = octets[at] & 0xff;
            int length = octets[at + 1] & 0xff;
            int value = at + 2;
            if (value + length > end) {
                break;
            }
            if (element == CONCATENATED_8_BIT && length == 3) {
                part = sane(new Part(octets[value] & 0xff, octets[value + 2] & 0xff, octets[value + 1] & 0xff));
            } else if (element == CONCATENATED_16_BIT && length == 4) {
                int reference = ((octets[value] & 0xff) << 8) | (octets[value + 1] & 0xff);
                part = sane(new Part(reference, octets[value + 3] & 0xff, octets[value + 2] & 0xff));
            } else if (element == PORT_8_BIT || element == PORT_16_BIT) {
                ports = true;
            }
            at = value + length;
        }
        return new UserData(octets, end, part, ports);
    }

    /** A part number of 0, or above the total, is to be ignored (TS 23.040 §9.2.3.24.1). */
    private static @Nullable Part sane(@Nullable Part part) {
        return part == null || part.number() < 1 || part.number() > part.total() || part.total() < 2 ? null : part;
    }

    /** The octets after the header. */
    byte[] content() {
        return Arrays.copyOfRange(octets, textFrom, octets.length);
    }

    /**
     * The writing of the text, or empty if it is not text: 8-bit data, or addressed to a port.
     *
     * @param byDefault what data_coding 0 means on this bind
     */
    Optional<Alphabet> writing(int dataCoding, Alphabet byDefault) {
        return forMachines ? Optional.empty() : alphabet(dataCoding, byDefault);
    }

    /** SMPP 3.4 §5.2.19 and, for the groups above 0x0F, TS 23.038 §4. */
    private static Optional<Alphabet> alphabet(int dataCoding, Alphabet byDefault) {
        return switch (dataCoding) {
            case 0x00 -> Optional.of(byDefault);
            case 0x01 -> Optional.of(Alphabet.ASCII);
            case 0x03 -> Optional.of(Alphabet.LATIN1);
            case 0x08 -> Optional.of(Alphabet.UCS2);
            case 0x0f -> Optional.of(Alphabet.GBK);
            default -> byGroup(dataCoding, byDefault);
        };
    }

    private static Optional<Alphabet> byGroup(int dataCoding, Alphabet byDefault) {
        int group = dataCoding >> 4;
        int alphabet = (dataCoding >> 2) & 3;
        if (group == 0xf) {
            return (dataCoding & 4) == 0 ? Optional.of(byDefault) : Optional.empty();
        } else if (group == 0xe) {
            return Optional.of(Alphabet.UCS2);
        } else if (group == 0xc || group == 0xd) {
            return Optional.of(byDefault);
        } else if (group == 1) {
            // General data coding with a message class: flash messages.
            return alphabet == 0
                    ? Optional.of(byDefault)
                    : alphabet == 2 ? Optional.of(Alphabet.UCS2) : Optional.empty();
        }
        return Optional.empty();
    }
}

package cn.smspay.outside.simulator;

import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.SubmitSm;
import java.util.Optional;

/** Reads a submit_sm. */
final class SubmitReader {
    private static final byte[] NOTHING = {};

    private SubmitReader() {}

    static ReceivedSubmit read(SubmitSm pdu, String messageId, String systemId) {
        var payload = value(pdu, Tag.MESSAGE_PAYLOAD);
        byte[] octets = payload.orElseGet(() -> pdu.getShortMessage() == null ? NOTHING : pdu.getShortMessage());
        return new ReceivedSubmit(
                messageId,
                systemId,
                pdu.getSourceAddress().getAddress(),
                pdu.getDestAddress().getAddress(),
                pdu.getDataCoding() & 0xFF,
                octets,
                (pdu.getEsmClass() & EsmClass.USER_DATA_HEADER) != 0,
                value(pdu, Tag.SAR_REFERENCE)
                        .map(reference -> new Uplink.Sar(
                                number(reference), first(pdu, Tag.SAR_NUMBER), first(pdu, Tag.SAR_TOTAL)))
                        .orElse(null),
                payload.isPresent(),
                (pdu.getRegisteredDelivery() & 1) != 0,
                pdu.getValidityPeriod() == null ? "" : pdu.getValidityPeriod(),
                value(pdu, Tag.USER_MESSAGE_REFERENCE).map(SubmitReader::number).orElse(-1));
    }

    private static int first(SubmitSm pdu, short tag) {
        return value(pdu, tag).map(octets -> octets[0] & 0xFF).orElse(1);
    }

    private static int number(byte[] octets) {
        return ((octets[0] & 0xFF) << 8) | (octets[1] & 0xFF);
    }

    private static Optional<byte[]> value(SubmitSm pdu, short tag) {
        var found = pdu.getOptionalParameter(tag);
        return found == null ? Optional.empty() : Optional.of(found.getValue());
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.sms.Segment;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Turns a segment into a submit_sm (SMPP 3.4 §4.4.1). Confined to one thread. */
final class SubmitWriter {
    /** SMPP 3.4 §5.2.21; more goes into message_payload. */
    private static final int SHORT_MESSAGE_OCTETS_MAX = 254;

    /** 3GPP TS 23.040 §9.2.3.24.1, with its length and its kind. */
    private static final int PART_HEADER_OCTETS = 6;

    private final SmppBindSettings settings;
    private int lastValiditySeconds;
    private String lastValidity = "";

    SubmitWriter(SmppBindSettings settings) {
        this.settings = settings;
    }

    SubmitSm write(Segment segment) {
        var addressing = settings.addressing();
        var pdu = new SubmitSm();
        pdu.setSourceAddress(new Address(
                (byte) addressing.sourceTon(),
                (byte) addressing.sourceNpi(),
                segment.from().digits()));
        pdu.setDestAddress(new Address(
                (byte) addressing.destinationTon(),
                (byte) addressing.destinationNpi(),
                addressing.destinationPrefix() + segment.to().digits()));
        var submitting = settings.submitting();
        if (!submitting.serviceType().isEmpty()) {
            pdu.setServiceType(submitting.serviceType());
        }
        pdu.setPriority((byte) submitting.priority());
        pdu.setProtocolId((byte) submitting.protocolId());
        boolean header = segment.userDataHeader() || headerInsteadOfSar(segment);
        pdu.setEsmClass((byte) (header ? EsmClass.USER_DATA_HEADER : 0));
        pdu.setDataCoding((byte) segment.dataCoding());
        pdu.setRegisteredDelivery((byte) (segment.receipt() ? 1 : 0));
        int valid = segment.validitySeconds() > 0 ? segment.validitySeconds() : submitting.validitySeconds();
        if (valid > 0) {
            pdu.setValidityPeriod(validity(valid));
        }
        if (segment.payload() || segment.octets().length > SHORT_MESSAGE_OCTETS_MAX) {
            pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, segment.octets()));
        } else {
            setShortMessage(pdu, headerInsteadOfSar(segment) ? headed(segment) : segment.octets());
        }
        addReferences(pdu, segment);
        return pdu;
    }

    private static void setShortMessage(SubmitSm pdu, byte[] octets) {
        try {
            pdu.setShortMessage(octets);
        } catch (SmppInvalidArgumentException e) {
            throw new AssertionError(e);
        }
    }

    /** An older peer knows no optional parameters (SMPP 3.4 §3.3), but every handset knows the header. */
    private boolean headerInsteadOfSar(Segment segment) {
        return segment.sar() && !settings.knowsOptionalParameters();
    }

    /** A part is cut so that the header fits before it, however the parts are joined. */
    private static byte[] headed(Segment segment) {
        var part = segment.part();
        var octets = segment.octets();
        return ByteBuffer.allocate(PART_HEADER_OCTETS + octets.length)
                .put(new byte[] {5, 0, 3, (byte) part.reference(), (byte) part.total(), (byte) part.number()})
                .put(octets)
                .array();
    }

    private void addReferences(SubmitSm pdu, Segment segment) {
        if (segment.sar() && settings.knowsOptionalParameters()) {
            var part = segment.part();
            pdu.addOptionalParameter(new Tlv(Tag.SAR_REFERENCE, twoOctets(part.reference())));
            pdu.addOptionalParameter(new Tlv(Tag.SAR_TOTAL, new byte[] {(byte) part.total()}));
            pdu.addOptionalParameter(new Tlv(Tag.SAR_NUMBER, new byte[] {(byte) part.number()}));
        }
        if (settings.knowsOptionalParameters()) {
            pdu.addOptionalParameter(new Tlv(Tag.USER_MESSAGE_REFERENCE, twoOctets((int)
                    segment.downlink().value())));
        }
    }

    private static byte[] twoOctets(int value) {
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** Nearly all segments have the same, and formatting takes longer than the rest of the writing. */
    private String validity(int seconds) {
        if (seconds != lastValiditySeconds) {
            lastValiditySeconds = seconds;
            lastValidity = relative(seconds);
        }
        return lastValidity;
    }

    /** YYMMDDhhmmss000R counted from the SMSC's now (SMPP 3.4 §7.1.1.2), a month taken as 30 days. */
    static String relative(int seconds) {
        int days = seconds / 86_400;
        return String.format(
                Locale.ROOT,
                "%02d%02d%02d%02d%02d%02d000R",
                days / 360,
                days % 360 / 30,
                days % 30,
                seconds / 3_600 % 24,
                seconds / 60 % 60,
                seconds % 60);
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.sms.Segment;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.util.Locale;

/** Turns a segment into a submit_sm (SMPP 3.4 §4.4.1). Confined to one thread. */
final class SubmitWriter {
    /** SMPP 3.4 §5.2.21; more goes into message_payload. */
    private static final int SHORT_MESSAGE_OCTETS_MAX = 254;

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
        pdu.setEsmClass((byte) (segment.userDataHeader() ? EsmClass.USER_DATA_HEADER : 0));
        pdu.setDataCoding((byte) segment.dataCoding());
        pdu.setRegisteredDelivery((byte) (segment.receipt() ? 1 : 0));
        if (segment.validitySeconds() > 0) {
            pdu.setValidityPeriod(validity(segment.validitySeconds()));
        }
        if (segment.payload() || segment.octets().length > SHORT_MESSAGE_OCTETS_MAX) {
            pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, segment.octets()));
        } else {
            setShortMessage(pdu, segment.octets());
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

    private void addReferences(SubmitSm pdu, Segment segment) {
        if (segment.sar()) {
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

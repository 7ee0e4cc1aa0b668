package cn.smspay.outside.simulator;

import cn.smspay.base.ServiceDay;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes deliver_sm: what handsets send, and receipts. */
final class DeliverWriter {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyMMddHHmm", Locale.ROOT).withZone(ServiceDay.ZONE);

    private DeliverWriter() {}

    static DeliverSm write(Uplink uplink) {
        var pdu = addressed(uplink.from(), uplink.to());
        pdu.setEsmClass((byte) (uplink.userDataHeader() ? EsmClass.USER_DATA_HEADER : 0));
        pdu.setDataCoding((byte) uplink.dataCoding());
        if (uplink.payload()) {
            pdu.addOptionalParameter(new Tlv(Tag.MESSAGE_PAYLOAD, uplink.octets()));
        } else {
            setShortMessage(pdu, uplink.octets());
        }
        var sar = uplink.sar();
        if (sar != null) {
            pdu.addOptionalParameter(new Tlv(
                    Tag.SAR_REFERENCE, new byte[] {(byte) (sar.reference() >> 8), (byte) sar.reference()}));
            pdu.addOptionalParameter(new Tlv(Tag.SAR_TOTAL, new byte[] {(byte) sar.total()}));
            pdu.addOptionalParameter(new Tlv(Tag.SAR_NUMBER, new byte[] {(byte) sar.number()}));
        }
        if (uplink.smscMessageId() != null) {
            pdu.addOptionalParameter(new Tlv((short) Uplink.SMSC_MESSAGE_ID_TAG, cString(uplink.smscMessageId())));
        }
        return pdu;
    }

    /** SMPP 3.4 Appendix B. */
    static DeliverSm receipt(ReceivedSubmit downlink, String id, String state, Instant at) {
        var pdu = addressed(downlink.to(), downlink.from());
        pdu.setEsmClass((byte) EsmClass.RECEIPT);
        var now = MINUTE.format(at);
        var failed = state.equals("DELIVRD") ? "000" : "001";
        var text = String.format(
                Locale.ROOT,
                "id:%s sub:001 dlvrd:%s submit date:%s done date:%s stat:%s err:%s text:",
                id,
                failed.equals("000") ? "001" : "000",
                now,
                now,
                state,
                failed);
        setShortMessage(pdu, text.getBytes(StandardCharsets.US_ASCII));
        return pdu;
    }

    private static DeliverSm addressed(String from, String to) {
        var pdu = new DeliverSm();
        pdu.setSourceAddress(new Address((byte) 1, (byte) 1, from));
        pdu.setDestAddress(new Address((byte) 0, (byte) 1, to));
        return pdu;
    }

    private static void setShortMessage(DeliverSm pdu, byte[] octets) {
        try {
            pdu.setShortMessage(octets);
        } catch (SmppInvalidArgumentException e) {
            throw new IllegalArgumentException("more than 255 octets need message_payload", e);
        }
    }

    private static byte[] cString(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }
}

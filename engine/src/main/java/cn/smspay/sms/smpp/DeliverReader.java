package cn.smspay.sms.smpp;

import cn.smspay.base.text.Part;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Receipt;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a deliver_sm or data_sm into our records. */
final class DeliverReader {
    private static final byte[] NOTHING = {};
    private static final int UCS2 = 8;

    private final SmppBindSettings settings;

    DeliverReader(SmppBindSettings settings) {
        this.settings = settings;
    }

    /** esm_class says so, or, from an SMSC that forgets it, the optional parameter that only receipts have. */
    boolean isReceipt(BaseSm<?> pdu) {
        return EsmClass.isReceipt(pdu.getEsmClass()) || value(pdu, Tag.RECEIPTED_MESSAGE_ID) != null;
    }

    /** @return empty if no message id or no state can be found in it */
    Optional<Receipt> receipt(BaseSm<?> pdu, Instant receivedAt) {
        var text = ReceiptText.of(text(pdu));
        var id = string(pdu, Tag.RECEIPTED_MESSAGE_ID).or(() -> text.field("id"));
        var state = octet(pdu, Tag.MESSAGE_STATE)
                .flatMap(ReceiptText::state)
                .or(() -> text.field("stat").flatMap(ReceiptText::state));
        if (id.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(
                settings.name(),
                settings.dialect().messageIdFormat().apply(id.get()),
                state.get(),
                text.field("err").or(() -> networkError(pdu)).orElse(""),
                receivedAt));
    }

    DeliveredPdu uplink(BaseSm<?> pdu, String connection, Instant receivedAt) {
        return new DeliveredPdu(
                settings.name(),
                connection,
                pdu.getSequenceNumber(),
                digits(pdu.getSourceAddress()),
                digits(pdu.getDestAddress()),
                pdu.getDataCoding() & 0xFF,
                octets(pdu),
                (pdu.getEsmClass() & EsmClass.USER_DATA_HEADER) != 0,
                sar(pdu),
                smscMessageId(pdu),
                receivedAt);
    }

    private static String digits(@Nullable Address address) {
        return address == null || address.getAddress() == null ? "" : address.getAddress();
    }

    /** short_message or, if it holds anything, message_payload: some SMSCs send it empty beside the text. */
    static byte[] octets(BaseSm<?> pdu) {
        var payload = value(pdu, Tag.MESSAGE_PAYLOAD);
        if (payload != null && payload.length > 0) {
            return payload;
        }
        byte[] octets = pdu.getShortMessage();
        return octets == null ? NOTHING : octets;
    }

    private static String text(BaseSm<?> pdu) {
        var charset = (pdu.getDataCoding() & 0xFF) == UCS2 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
        return new String(octets(pdu), charset);
    }

    private static @Nullable Part sar(BaseSm<?> pdu) {
        var reference = value(pdu, Tag.SAR_REFERENCE);
        var total = octet(pdu, Tag.SAR_TOTAL);
        var number = octet(pdu, Tag.SAR_NUMBER);
        if (reference == null || reference.length != 2 || total.isEmpty() || number.isEmpty()) {
            return null;
        }
        return new Part(unsignedShort(reference[0], reference[1]), number.get(), total.get());
    }

    private static int unsignedShort(byte high, byte low) {
        return ((high & 0xFF) << 8) | (low & 0xFF);
    }

    private @Nullable String smscMessageId(BaseSm<?> pdu) {
        var tag = settings.dialect().smscMessageIdTlv();
        return tag == null ? null : string(pdu, tag.shortValue()).orElse(null);
    }

    private static Optional<String> networkError(BaseSm<?> pdu) {
        var code = value(pdu, Tag.NETWORK_ERROR_CODE);
        return code == null || code.length != 3
                ? Optional.empty()
                : Optional.of(Integer.toString(unsignedShort(code[1], code[2])));
    }

    /** With or without the terminating zero that §5.3.2.12 asks for and some forget. */
    private static Optional<String> string(BaseSm<?> pdu, short tag) {
        var value = value(pdu, tag);
        if (value == null) {
            return Optional.empty();
        }
        int length = 0;
        while (length < value.length && value[length] != 0) {
            length++;
        }
        return length == 0 ? Optional.empty() : Optional.of(new String(value, 0, length, StandardCharsets.ISO_8859_1));
    }

    private static Optional<Integer> octet(BaseSm<?> pdu, short tag) {
        var value = value(pdu, tag);
        return value == null || value.length != 1 ? Optional.empty() : Optional.of(value[0] & 0xFF);
    }

    private static byte @Nullable [] value(BaseSm<?> pdu, short tag) {
        if (pdu.getOptionalParameterCount() == 0) {
            return null;
        }
        @Nullable Tlv found = pdu.getOptionalParameter(tag);
        return found == null ? null : found.getValue();
    }
}

package cn.smspay.sms.smpp;

import cn.smspay.base.text.Part;
import cn.smspay.sms.DeliveredPdu;
import cn.smspay.sms.Receipt;
import cn.smspay.sms.pdu.EsmClass;
import cn.smspay.sms.pdu.MessageIdFormat;
import cn.smspay.sms.pdu.PduDecoder;
import cn.smspay.sms.pdu.ReceiptText;
import cn.smspay.sms.pdu.Tag;
import com.cloudhopper.smpp.pdu.BaseSm;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns a deliver_sm or data_sm into our records. */
final class DeliverReader {
    private static final byte[] NOTHING = {};
    /** Octets of {@code id:1 stat:X sub:}: hardly a command is as long, and none need be looked through. */
    private static final int SHORTEST_RECEIPT = 16;
    /** The longest word or error code of an SMSC that is kept. */
    private static final int WORD_MAX = 40;

    private final SmppBindSettings settings;

    DeliverReader(SmppBindSettings settings) {
        this.settings = settings;
    }

    /** @return empty if no message id or no state can be found in it */
    Optional<Receipt> receipt(BaseSm<?> pdu, Instant receivedAt) {
        return receipt(pdu, text(pdu), receivedAt);
    }

    /** What a message without the receipt bit says as a receipt, if its form is one's (R 3.0.2 step 1). */
    Optional<Receipt> receiptInForm(BaseSm<?> pdu, Instant receivedAt) {
        byte[] octets = octets(pdu);
        if (octets.length == 0) {
            // No subscriber can write that, and an SMSC that forgets the bit does.
            boolean told = value(pdu, Tag.RECEIPTED_MESSAGE_ID) != null && value(pdu, Tag.MESSAGE_STATE) != null;
            return told ? receipt(pdu, receivedAt) : Optional.empty();
        } else if (octets.length < SHORTEST_RECEIPT) {
            return Optional.empty();
        }
        var text = text(pdu);
        return text.hasWholeForm() ? receipt(pdu, text, receivedAt) : Optional.empty();
    }

    private Optional<Receipt> receipt(BaseSm<?> pdu, ReceiptText text, Instant receivedAt) {
        var id = string(pdu, Tag.RECEIPTED_MESSAGE_ID).or(() -> text.field("id"));
        var said = text.field("stat").map(DeliverReader::shown);
        var coded = octet(pdu, Tag.MESSAGE_STATE).map(ReceiptText::word);
        // A code that we do not know says less than a word that we may know.
        var word = coded.filter(known -> ReceiptText.state(known) != Receipt.State.OTHER)
                .or(() -> said)
                .or(() -> coded);
        var state = word.map(ReceiptText::state).map(what -> finalOrNot(what, pdu.getEsmClass()));
        if (id.isEmpty() || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Receipt(
                settings.name(),
                settings.smsc(),
                MessageIdFormat.plain(
                        settings.dialect().messageIdFormat().apply(id.get().strip())),
                state.get(),
                said.or(() -> word).orElse(""),
                text.field("err")
                        .map(DeliverReader::shown)
                        .or(() -> networkError(pdu))
                        .orElse(""),
                null,
                receivedAt));
    }

    private static Receipt.State finalOrNot(Receipt.State state, byte esmClass) {
        return state == Receipt.State.OTHER && EsmClass.isIntermediate(esmClass) ? Receipt.State.ENROUTE : state;
    }

    /** A word of the SMSC's, fit to be stored and shown. */
    private static String shown(String word) {
        var printable = word.replaceAll("\\p{Cntrl}", "");
        return printable.substring(0, Math.min(printable.length(), WORD_MAX));
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
                settings.smsc(),
                smscMessageId(pdu),
                receivedAt);
    }

    /** A whole PDU with its header; empty if it is no message of a subscriber that can be read. */
    Optional<DeliveredPdu> whole(byte[] octets, String connection, Instant receivedAt) {
        return PduDecoder.whole(octets)
                .filter(pdu -> pdu instanceof BaseSm<?> message && !EsmClass.isReceipt(message.getEsmClass()))
                .map(pdu -> uplink((BaseSm<?>) pdu, connection, receivedAt));
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

    /** The receipt is looked for where one may stand: behind a header or not, in the payload or in short_message. */
    private static ReceiptText text(BaseSm<?> pdu) {
        byte[] octets = octets(pdu);
        var text = ReceiptText.of(afterHeader(pdu, octets));
        if (!text.hasId()) {
            text = ReceiptText.of(octets);
        }
        byte[] shortMessage = pdu.getShortMessage();
        return text.hasId() || shortMessage == null ? text : ReceiptText.of(shortMessage);
    }

    private static byte[] afterHeader(BaseSm<?> pdu, byte[] octets) {
        boolean header = (pdu.getEsmClass() & EsmClass.USER_DATA_HEADER) != 0;
        int from = header && octets.length > 0 ? 1 + (octets[0] & 0xFF) : 0;
        return from > octets.length ? NOTHING : Arrays.copyOfRange(octets, from, octets.length);
    }

    private static @Nullable Part sar(BaseSm<?> pdu) {
        var reference = number(pdu, Tag.SAR_REFERENCE);
        var total = number(pdu, Tag.SAR_TOTAL);
        var number = number(pdu, Tag.SAR_NUMBER);
        return reference.isEmpty() || total.isEmpty() || number.isEmpty()
                ? null
                : new Part(reference.get(), number.get(), total.get());
    }

    /** In one octet or in two, whichever the specification wants. */
    private static Optional<Integer> number(BaseSm<?> pdu, short tag) {
        var value = value(pdu, tag);
        if (value == null || value.length < 1 || value.length > 2) {
            return Optional.empty();
        }
        return Optional.of(value.length == 1 ? value[0] & 0xFF : unsignedShort(value[0], value[1]));
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

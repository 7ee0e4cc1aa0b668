package cn.smspay.files.format;

import cn.smspay.base.Msisdn;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.ChargeColumn;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.RecordTimeFormat;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes a charge record as an SCSMORecord of 3GPP TS 32.298 (SMS record type 93, submission by a handset), BER. What the
 * standard has no field for stands in recordExtensions under our object identifier, as the SmspayCharge of
 * {@code billing/smspay-charge.asn1}. One thread.
 */
final class SmsRecord {
    private static final int RECORD_TYPE = 93;
    /** Address octet: extension bit, international number or of unknown kind, ISDN numbering plan (TS 29.002). */
    private static final int INTERNATIONAL = 0x91;

    private static final int NUMERIC_SHORT_CODE = 4;
    private static final int ALPHANUMERIC_SHORT_CODE = 5;
    private static final int SUBMISSION = 0;
    private static final long SEQUENCE_MODULUS = 1L << 32;
    private static final byte[] NO_REFERENCE = {0};

    private final ByteSink out = new ByteSink();
    private final Ber ber = new Ber(out);
    private final RecordTimeFormat moment = new RecordTimeFormat();
    private final Extension extensionFields = new Extension();
    private final String nodeAddress;
    private final byte[] extension;

    SmsRecord(String nodeAddress, String extension) {
        this.nodeAddress = nodeAddress;
        this.extension = Ber.encoded(extension);
    }

    /** The encoded record; valid until the next call. */
    ByteSink of(ChargeRecord r) {
        out.clear();
        int record = ber.open(RECORD_TYPE);
        ber.integer(0, RECORD_TYPE);
        address(1, nodeAddress);
        var message = r.message();
        originator(r.who().sender());
        recipient(message.service().digits());
        time(5, r.timing().eventAt());
        reference(message.smscMessageId());
        if (message.parts() > 1) {
            ber.integer(7, message.parts());
            ber.integer(8, message.part());
        }
        ber.integer(9, message.octets());
        ber.integer(12, message.dataCoding());
        ber.integer(13, SUBMISSION);
        ber.integer(22, r.number().value() % SEQUENCE_MODULUS);
        extensions(r);
        ber.close(record);
        return out;
    }

    private void originator(String sender) {
        int info = ber.open(2);
        var number = Msisdn.read(sender);
        if (number.isPresent()) {
            address(1, "86" + number.get().digits());
        } else {
            otherAddress(sender);
        }
        ber.close(info);
    }

    private void recipient(String service) {
        int infos = ber.open(3);
        int info = ber.openSequence();
        otherAddress(service);
        ber.close(info);
        ber.close(infos);
    }

    /** originatorOtherAddresses or recipientOtherAddresses, both [7], with one address in it. */
    private void otherAddress(String text) {
        int addresses = ber.open(7);
        int address = ber.openSequence();
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        ber.integer(0, digits ? NUMERIC_SHORT_CODE : ALPHANUMERIC_SHORT_CODE);
        ber.text(1, graphic(text));
        ber.close(address);
        ber.close(addresses);
    }

    /** A GraphicString holds ASCII only; the true words are in the extension. */
    private static String graphic(String text) {
        var ascii = new StringBuilder(text);
        for (int i = 0; i < ascii.length(); i++) {
            if (ascii.charAt(i) < 0x20 || ascii.charAt(i) > 0x7e) {
                ascii.setCharAt(i, '?');
            }
        }
        return ascii.toString();
    }

    private void address(int tag, String digits) {
        int start = ber.openPrimitive(tag);
        out.add(INTERNATIONAL);
        for (int i = 0; i < digits.length(); i += 2) {
            int second = i + 1 < digits.length() ? digits.charAt(i + 1) - '0' : 0xf;
            out.add(second << 4 | (digits.charAt(i) - '0'));
        }
        ber.close(start);
    }

    private void time(int tag, Instant instant) {
        int start = ber.openPrimitive(tag);
        moment.bcd(out, instant);
        ber.close(start);
    }

    private void reference(@Nullable String messageId) {
        if (messageId == null || messageId.isEmpty()) {
            ber.octets(6, NO_REFERENCE);
        } else {
            ber.text(6, messageId);
        }
    }

    private void extensions(ChargeRecord r) {
        int set = ber.open(23);
        int one = ber.openSequence();
        ber.objectIdentifier(extension);
        int information = ber.open(2);
        int charge = ber.openSequence();
        ChargeColumn.tell(r, extensionFields);
        ber.close(charge);
        ber.close(information);
        ber.close(one);
        ber.close(set);
    }

    /** Writes what the standard has no field for. */
    private final class Extension implements ChargeColumn.Teller<RuntimeException> {
        @Override
        public void optional(ChargeColumn column, @Nullable Long value) {
            if (value != null) {
                number(column, value);
            }
        }

        @Override
        public void number(ChargeColumn column, long value) {
            if (column.tag() != ChargeColumn.STANDARD) {
                ber.integer(column.tag(), value);
            }
        }

        @Override
        public void word(ChargeColumn column, @Nullable String value) {
            if (value != null && column.tag() != ChargeColumn.STANDARD) {
                ber.text(column.tag(), value);
            }
        }

        @Override
        public void time(ChargeColumn column, Instant value) {
            ber.integer(column.tag(), value.toEpochMilli());
        }

        @Override
        public void flag(ChargeColumn column, boolean value) {
            ber.bool(column.tag(), value);
        }
    }
}

package cn.smspay.files.format;

import cn.smspay.base.Msisdn;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Moment;
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
    private final Moment moment = new Moment();
    private final String nodeAddress;
    private final byte[] extension;

    SmsRecord(BillingFile file) {
        this.nodeAddress = file.nodeAddress();
        this.extension = Ber.encoded(file.extension());
    }

    /** The encoded record; valid until the next call. */
    ByteSink of(ChargeRecord r) {
        out.clear();
        int record = ber.open(RECORD_TYPE);
        ber.integer(0, RECORD_TYPE);
        address(1, nodeAddress);
        originator(r.sender());
        recipient(r.service().digits());
        time(5, r.eventAt());
        reference(r.smscMessageId());
        if (r.parts() > 1) {
            ber.integer(7, r.parts());
            ber.integer(8, r.part());
        }
        ber.integer(9, r.octets());
        ber.integer(12, r.dataCoding());
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

    private void time(int tag, java.time.Instant instant) {
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
        charge(r);
        ber.close(charge);
        ber.close(information);
        ber.close(one);
        ber.close(set);
    }

    private void charge(ChargeRecord r) {
        ber.integer(0, r.number().value());
        optional(1, r.corrects() == null ? null : r.corrects().value());
        ber.integer(2, r.uplink().value());
        ber.integer(3, r.eventAt().toEpochMilli());
        ber.integer(4, r.recordedAt().toEpochMilli());
        ber.integer(5, r.day().yyyymmdd());
        ber.bool(6, r.late());
        ber.text(7, r.sender());
        optional(8, r.subscription() == null ? null : r.subscription().value());
        ber.text(9, r.subscriber());
        ber.text(10, r.province());
        ber.text(11, r.brand());
        ber.text(12, r.smsc());
        if (r.smscMessageId() != null) {
            ber.text(13, r.smscMessageId());
        }
        ber.integer(14, r.part());
        ber.integer(15, r.parts());
        ber.integer(16, r.partReference());
        ber.text(17, r.command());
        ber.text(18, r.dialogue());
        ber.text(19, r.step());
        optional(20, r.conversation() == null ? null : r.conversation().value());
        ber.text(21, r.disposition());
        ber.text(22, r.feeType());
        ber.text(23, r.tariff());
        ber.integer(24, r.amountLi());
        optional(25, r.transfer() == null ? null : r.transfer().value());
    }

    private void optional(int tag, @Nullable Long number) {
        if (number != null) {
            ber.integer(tag, number);
        }
    }
}

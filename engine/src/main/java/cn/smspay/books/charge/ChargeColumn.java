package cn.smspay.books.charge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a charge record, in the order in which every file has them: the one list from which the encoders write,
 * the readers read and the checks compare.
 */
public enum ChargeColumn {
    NUMBER("number", 0),
    CORRECTS("corrects", 1),
    UPLINK("uplink", 2),
    EVENT_TIME("event_time", 3),
    RECORDED_TIME("recorded_time", 4),
    ACCOUNTING_DAY("accounting_day", 5),
    LATE("late", 6),
    MSISDN("msisdn", 7),
    SUBSCRIPTION("subscription", 8),
    SUBSCRIBER("subscriber", 9),
    PROVINCE("province", 10),
    BRAND("brand", 11),
    /** The standard record has a field of its own for it. */
    SERVICE_NUMBER("service_number", ChargeColumn.STANDARD),
    SMSC("smsc", 12),
    SMSC_MESSAGE_ID("smsc_message_id", 13),
    DATA_CODING("data_coding", ChargeColumn.STANDARD),
    OCTETS("octets", ChargeColumn.STANDARD),
    PART("part", 14),
    PARTS("parts", 15),
    PART_REFERENCE("part_reference", 16),
    COMMAND("command", 17),
    DIALOGUE("dialogue", 18),
    STEP("step", 19),
    CONVERSATION("conversation", 20),
    DISPOSITION("disposition", 21),
    FEE_TYPE("fee_type", 22),
    TARIFF("tariff", 23),
    AMOUNT_LI("amount_li", 24),
    TRANSFER("transfer", 25);

    /** Not in our extension of a standard record. */
    public static final int STANDARD = -1;

    private final String title;
    private final int tag;

    ChargeColumn(String title, int tag) {
        this.title = title;
        this.tag = tag;
    }

    /** Its name in files. */
    public String title() {
        return title;
    }

    /** Its tag in our extension of a standard record, or {@link #STANDARD}. */
    public int tag() {
        return tag;
    }

    /** Is told the columns of one record in their order. */
    public interface Teller<X extends Exception> {
        /** @param value none where the record has none */
        void optional(ChargeColumn column, @Nullable Long value) throws X;

        void number(ChargeColumn column, long value) throws X;

        /** @param value none where the record has none, which is not the same as an empty one for every format */
        void word(ChargeColumn column, @Nullable String value) throws X;

        void time(ChargeColumn column, Instant value) throws X;

        void flag(ChargeColumn column, boolean value) throws X;
    }

    public static <X extends Exception> void tell(ChargeRecord r, Teller<X> to) throws X {
        var who = r.who();
        var message = r.message();
        var what = r.what();
        to.number(NUMBER, r.number().value());
        to.optional(CORRECTS, r.corrects() == null ? null : r.corrects().value());
        to.number(UPLINK, r.uplink().value());
        to.time(EVENT_TIME, r.timing().eventAt());
        to.time(RECORDED_TIME, r.timing().recordedAt());
        to.number(ACCOUNTING_DAY, r.timing().day().yyyymmdd());
        to.flag(LATE, r.timing().late());
        to.word(MSISDN, who.sender());
        to.optional(
                SUBSCRIPTION,
                who.subscription() == null ? null : who.subscription().value());
        to.word(SUBSCRIBER, who.subscriber());
        to.word(PROVINCE, who.province());
        to.word(BRAND, who.brand());
        to.word(SERVICE_NUMBER, message.service().digits());
        to.word(SMSC, message.smsc());
        to.word(SMSC_MESSAGE_ID, message.smscMessageId());
        to.number(DATA_CODING, message.dataCoding());
        to.number(OCTETS, message.octets());
        to.number(PART, message.part());
        to.number(PARTS, message.parts());
        to.number(PART_REFERENCE, message.partReference());
        to.word(COMMAND, what.command());
        to.word(DIALOGUE, what.dialogue());
        to.word(STEP, what.step());
        to.optional(
                CONVERSATION,
                what.conversation() == null ? null : what.conversation().value());
        to.word(DISPOSITION, what.disposition());
        to.word(FEE_TYPE, r.fee().feeType());
        to.word(TARIFF, r.fee().tariff());
        to.number(AMOUNT_LI, r.fee().amountLi());
        to.optional(TRANSFER, r.transfer() == null ? null : r.transfer().value());
    }
}

package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.time.Instant;
import java.util.function.LongFunction;
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

    /** Answers what one record says in each column. */
    public interface Source<X extends Exception> {
        @Nullable
        Long optional(ChargeColumn column) throws X;

        long number(ChargeColumn column) throws X;

        String word(ChargeColumn column) throws X;

        Instant time(ChargeColumn column) throws X;

        boolean flag(ChargeColumn column) throws X;
    }

    /** The record that a file tells of. */
    public static <X extends Exception> ChargeRecord read(Source<X> from) throws X {
        var id = from.word(SMSC_MESSAGE_ID);
        return new ChargeRecord(
                new ChargeNumber(from.number(NUMBER)),
                typed(from.optional(CORRECTS), ChargeNumber::new),
                new UplinkId(from.number(UPLINK)),
                new Timing(
                        from.time(EVENT_TIME),
                        from.time(RECORDED_TIME),
                        new ServiceDay((int) from.number(ACCOUNTING_DAY)),
                        from.flag(LATE)),
                new Who(
                        from.word(MSISDN),
                        typed(from.optional(SUBSCRIPTION), SubscriptionId::new),
                        from.word(SUBSCRIBER),
                        from.word(PROVINCE),
                        from.word(BRAND)),
                new Message(
                        new ServiceNumber(from.word(SERVICE_NUMBER)),
                        from.word(SMSC),
                        id.isEmpty() ? null : id,
                        (int) from.number(DATA_CODING),
                        (int) from.number(OCTETS),
                        (int) from.number(PART),
                        (int) from.number(PARTS),
                        (int) from.number(PART_REFERENCE)),
                new What(
                        from.word(COMMAND),
                        from.word(DIALOGUE),
                        from.word(STEP),
                        typed(from.optional(CONVERSATION), ConversationId::new),
                        from.word(DISPOSITION)),
                new Fee(from.word(FEE_TYPE), from.word(TARIFF), from.number(AMOUNT_LI)),
                typed(from.optional(TRANSFER), TransferId::new));
    }

    private static <T> @Nullable T typed(@Nullable Long value, LongFunction<T> make) {
        return value == null ? null : make.apply(value);
    }
}

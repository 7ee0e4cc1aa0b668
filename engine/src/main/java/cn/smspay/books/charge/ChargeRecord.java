package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One charge record as stored, final from the moment it was written. It alone feeds the files: nothing is looked up
 * elsewhere, and no text of the subscriber is in it.
 *
 * @param corrects the record that this one corrects; its amount is then the difference, usually below zero
 * @param eventAt when the uplink arrived
 * @param day the day on which it is accounted: that of {@code eventAt}, or the open day if that one was over
 * @param late whether {@code day} is later than the day of {@code eventAt}
 * @param octets length of the user data, header included
 * @param amountLi 厘, 0.001 yuan
 * @param chain SHA-256 over the record before and this one's line, see {@link Chain}
 */
public record ChargeRecord(
        ChargeNumber number,
        @Nullable ChargeNumber corrects,
        UplinkId uplink,
        Instant eventAt,
        Instant recordedAt,
        AccountingDay day,
        boolean late,
        String sender,
        @Nullable SubscriptionId subscription,
        String subscriber,
        String province,
        String brand,
        ServiceNumber service,
        String smsc,
        @Nullable String smscMessageId,
        int dataCoding,
        int octets,
        int part,
        int parts,
        int partReference,
        String command,
        String dialogue,
        String step,
        @Nullable ConversationId conversation,
        String disposition,
        String feeType,
        String tariff,
        long amountLi,
        @Nullable TransferId transfer,
        byte[] chain) {

    ChargeRecord chained(byte[] link) {
        return new ChargeRecord(
                number,
                corrects,
                uplink,
                eventAt,
                recordedAt,
                day,
                late,
                sender,
                subscription,
                subscriber,
                province,
                brand,
                service,
                smsc,
                smscMessageId,
                dataCoding,
                octets,
                part,
                parts,
                partReference,
                command,
                dialogue,
                step,
                conversation,
                disposition,
                feeType,
                tariff,
                amountLi,
                transfer,
                link);
    }

    /** A record of the same uplink that changes its amount by {@code differenceLi}. */
    ChargeRecord correctedBy(
            ChargeNumber next, long differenceLi, String correctedDisposition, Instant now, AccountingDay openDay) {
        return new ChargeRecord(
                next,
                number,
                uplink,
                eventAt,
                now,
                openDay,
                AccountingDay.of(eventAt).isBefore(openDay),
                sender,
                subscription,
                subscriber,
                province,
                brand,
                service,
                smsc,
                smscMessageId,
                dataCoding,
                octets,
                part,
                parts,
                partReference,
                command,
                dialogue,
                step,
                conversation,
                correctedDisposition,
                feeType,
                tariff,
                differenceLi,
                transfer,
                Chain.GENESIS);
    }
}

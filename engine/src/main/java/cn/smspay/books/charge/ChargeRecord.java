package cn.smspay.books.charge;

import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import org.jspecify.annotations.Nullable;

/**
 * One charge record as stored, final from the moment it was written. It alone feeds the files: nothing is looked up
 * elsewhere, and no text of the subscriber is in it. {@link ChargeColumn} lists what its line says, {@link ChargeRow} is how
 * it lies in the database.
 *
 * @param corrects the record that this one corrects; its amount is then the difference, usually below zero
 * @param transfer the movement in the book that the uplink caused, if it caused one
 */
public record ChargeRecord(
        ChargeNumber number,
        @Nullable ChargeNumber corrects,
        UplinkId uplink,
        Timing timing,
        Who who,
        Message message,
        What what,
        Fee fee,
        @Nullable TransferId transfer) {
    /** A record of the same uplink that changes its amount by {@code differenceLi}. */
    ChargeRecord correctedBy(ChargeNumber next, long differenceLi, String disposition, Timing when) {
        var difference = new Fee(fee.feeType(), fee.tariff(), differenceLi);
        return new ChargeRecord(
                next, number, uplink, when, who, message, what.disposition(disposition), difference, transfer);
    }
}

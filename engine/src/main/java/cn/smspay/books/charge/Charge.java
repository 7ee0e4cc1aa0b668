package cn.smspay.books.charge;

import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one uplink when it has been handled, for its billing record (R 3.0.4). Holds no text that the
 * subscriber wrote: the command word only, never its argument.
 *
 * @param uplink the uplink, one record each
 * @param receivedAt when its last byte was read: decides the accounting day, Asia/Shanghai
 * @param recordedAt when this record was written
 * @param chargeLi the fee in 厘 (0.001 yuan): 100 for a charged uplink, else 0
 * @param transfer the movement in the book that it caused, if it caused one
 */
public record Charge(
        UplinkId uplink,
        Instant receivedAt,
        Instant recordedAt,
        Who who,
        Message message,
        What what,
        int chargeLi,
        @Nullable TransferId transfer) {}

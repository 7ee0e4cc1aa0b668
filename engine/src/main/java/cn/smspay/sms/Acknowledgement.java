package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import org.jspecify.annotations.Nullable;

/**
 * What to answer the SMSC.
 *
 * @param uplink the stored uplink that this answer acknowledges; none for receipts and for what was not stored
 */
public record Acknowledgement(Status status, @Nullable UplinkId uplink) {
    /** The kinds of answer; which command_status each becomes is the bind's setting. */
    public enum Status {
        /** It is on disk: ESME_ROK. */
        ACCEPTED,
        /** We are full or the store is down; nothing was kept: a retriable status. */
        TRY_LATER,
        /** Our own fault; nothing was kept: ESME_RX_T_APPN. */
        FAULT
    }
}

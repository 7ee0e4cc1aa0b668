package cn.smspay.sms;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.text.Part;
import org.jspecify.annotations.Nullable;

/**
 * One {@code submit_sm} to be sent (SMPP 3.4 §4.4.1).
 *
 * @param downlink the answer that it is a part of
 * @param part which part; of 1 when it is the whole
 * @param sar whether {@code part} goes into SAR TLVs; otherwise it is in the octets' header already
 * @param octets at most 160 when they go into short_message (one septet per octet for GSM), more only as message_payload
 * @param userDataHeader whether the octets start with a user data header
 * @param receipt whether a delivery receipt is wanted
 * @param validitySeconds how long the SMSC may try, 0 for its default
 * @param preferredBind the bind by which the subscriber's message came, tried first
 */
public record Segment(
        OutboxId downlink,
        Part part,
        boolean sar,
        ServiceNumber from,
        Msisdn to,
        int dataCoding,
        byte[] octets,
        boolean userDataHeader,
        boolean payload,
        boolean receipt,
        int validitySeconds,
        @Nullable String preferredBind) {
    /** The same, of use to nobody after so long. */
    public Segment lasting(int seconds) {
        return new Segment(
                downlink,
                part,
                sar,
                from,
                to,
                dataCoding,
                octets,
                userDataHeader,
                payload,
                receipt,
                seconds,
                preferredBind);
    }
}

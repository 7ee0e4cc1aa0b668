package cn.smspay.sms;

import cn.smspay.base.text.Part;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One {@code deliver_sm} that is not a receipt, as it came from an SMSC (SMPP 3.4 §4.6.1).
 *
 * @param bind the name of the bind in {@code conf}
 * @param connection the TCP connection, unique over the life of the database
 * @param sequence its sequence_number on that connection
 * @param source source_addr as written
 * @param destination destination_addr as written
 * @param dataCoding 0 to 255
 * @param octets short_message or message_payload, user data header included
 * @param userDataHeader whether esm_class says that the octets start with a user data header
 * @param sar segmentation by SAR TLVs, if it was so segmented
 * @param smsc the group of binds that one SMSC delivers by; its ids are unique within it
 * @param smscMessageId the SMSC's own id, where the bind is configured to carry one
 * @param receivedAt when its last byte was read
 */
public record DeliveredPdu(
        String bind,
        String connection,
        int sequence,
        String source,
        String destination,
        int dataCoding,
        byte[] octets,
        boolean userDataHeader,
        @Nullable Part sar,
        String smsc,
        @Nullable String smscMessageId,
        Instant receivedAt) {
    /** The same with addresses in the one spelling that we compare them in (R 3.0.2 steps 2 and 3). */
    DeliveredPdu between(String from, String to) {
        return new DeliveredPdu(
                bind,
                connection,
                sequence,
                from,
                to,
                dataCoding,
                octets,
                userDataHeader,
                sar,
                smsc,
                smscMessageId,
                receivedAt);
    }
}

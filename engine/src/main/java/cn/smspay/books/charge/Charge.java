package cn.smspay.books.charge;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.UplinkId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one uplink when it has been handled, for its billing record (R 3.0.4). Holds no text that the
 * subscriber wrote: the command word only, never its argument.
 *
 * @param uplink the uplink, one record each
 * @param sender source address as accepted; a number where it is one, else the machine's address
 * @param subscription the subscription at that moment, none for machines and other networks
 * @param subscriber KNOWN, UNKNOWN (in a China Mobile range, not in the subscriber table), OFFNET or MACHINE
 * @param province the subscription's province, empty if unknown
 * @param brand the subscription's brand, empty if unknown
 * @param smsc the bind by which it came
 * @param smscMessageId the SMSC's id of it, where there is one
 * @param receivedAt when its last byte was read: decides the accounting day, Asia/Shanghai
 * @param recordedAt when this record was written
 * @param dataCoding 0 to 255
 * @param octets length of the user data, header included
 * @param part number of this part, from 1; 1 of 1 for a short one
 * @param partReference ties the parts of one long message together, 0 for a short one
 * @param command the command word that it was taken for, empty if none
 * @param dialogue name of the dialogue that it belonged to, empty if none
 * @param step the step at which the dialogue stood after it, empty if none
 * @param disposition what came of it: OK, PROMPTED, REFUSED:reason, UNKNOWN_TEXT, DUPLICATE_SUSPECT, OFFNET, PART,
 *     MACHINE, SYSTEM_FAULT
 * @param chargeLi the fee in 厘 (0.001 yuan): 100 for a charged uplink, else 0
 * @param transfer the movement in the book that it caused, if it caused one
 */
public record Charge(
        UplinkId uplink,
        String sender,
        ServiceNumber service,
        @Nullable SubscriptionId subscription,
        String subscriber,
        String province,
        String brand,
        String smsc,
        @Nullable String smscMessageId,
        Instant receivedAt,
        Instant recordedAt,
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
        int chargeLi,
        @Nullable TransferId transfer) {}

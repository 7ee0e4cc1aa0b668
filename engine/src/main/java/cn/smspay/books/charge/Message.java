package cn.smspay.books.charge;

import cn.smspay.base.ServiceNumber;
import org.jspecify.annotations.Nullable;

/**
 * The short message of an uplink, without its text.
 *
 * @param smsc the bind by which it came
 * @param smscMessageId the SMSC's id of it, where there is one
 * @param dataCoding 0 to 255
 * @param octets length of the user data, header included
 * @param part number of this part, from 1; 1 of 1 for a short one
 * @param partReference ties the parts of one long message together, 0 for a short one
 */
public record Message(
        ServiceNumber service,
        String smsc,
        @Nullable String smscMessageId,
        int dataCoding,
        int octets,
        int part,
        int parts,
        int partReference) {
    Message clean() {
        return new Message(
                service,
                CleanText.clean(smsc),
                smscMessageId == null ? null : CleanText.clean(smscMessageId),
                dataCoding,
                octets,
                part,
                parts,
                partReference);
    }
}

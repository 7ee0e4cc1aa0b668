package cn.smspay.outside.simulator;

import org.jspecify.annotations.Nullable;

/**
 * One {@code submit_sm} as the simulated SMSC received it.
 *
 * @param messageId the id that it was given
 * @param octets short_message or message_payload, user data header included
 * @param userMessageReference −1 if there was none
 */
public record ReceivedSubmit(
        String messageId,
        String systemId,
        String from,
        String to,
        int dataCoding,
        byte[] octets,
        boolean userDataHeader,
        Uplink.@Nullable Sar sar,
        boolean payload,
        boolean receiptWanted,
        String validityPeriod,
        int userMessageReference) {}

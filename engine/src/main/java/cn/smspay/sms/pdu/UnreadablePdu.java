package cn.smspay.sms.pdu;

/**
 * A PDU whose header could be read and whose body could not.
 *
 * @param status what to answer if it is a request
 * @param octets the whole PDU
 * @param reason the kind of fault, without any of the contents
 */
public record UnreadablePdu(int commandId, int sequence, int status, byte[] octets, String reason) {
    /** Responses have the highest bit set (SMPP 3.4 §5.1.2.1). */
    public boolean isRequest() {
        return commandId >= 0;
    }
}

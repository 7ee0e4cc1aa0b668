package cn.smspay.sms;

import cn.smspay.base.UplinkId;
import java.util.concurrent.CompletionStage;

/** Where a carrier's link hands in what it receives. Thread-safe; no call blocks. */
public interface Intake {
    /** Takes an uplink. The answer comes when it is durable, or at once when it is refused; it never fails. */
    CompletionStage<Acknowledgement> take(DeliveredPdu pdu);

    /**
     * Takes a message that has the form of a delivery receipt, without the bit that says so: a receipt if its sender is a
     * number that we wrote to, an uplink otherwise (R 3.0.2 step 1).
     */
    default CompletionStage<Acknowledgement> take(DeliveredPdu pdu, Receipt asReceipt) {
        return take(pdu);
    }

    /** Takes a delivery receipt. */
    CompletionStage<Acknowledgement> take(Receipt receipt);

    /**
     * The SMSC has proven to have read every answer that was written on this connection up to the one for {@code upTo}: it
     * answered an {@code enquire_link} that followed them on the same stream (R 3.0.5).
     */
    void proven(String connection, UplinkId upTo);

    /** The connection is gone; answers that are not proven may be asked for again. */
    void closed(String connection);

    /** Keeps a PDU that cannot be read, with the reason. */
    void quarantine(String bind, byte[] pdu, String reason);
}

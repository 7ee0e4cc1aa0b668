package cn.smspay.outside.simulator;

import com.cloudhopper.smpp.pdu.DeliverSm;
import java.util.concurrent.CompletableFuture;

/** A deliver_sm that is to be answered. Changed by one session at a time. */
final class Delivery {
    final CompletableFuture<Integer> status = new CompletableFuture<>();
    private final DeliverSm pdu;
    private final boolean receipt;
    private int attempts;

    Delivery(DeliverSm pdu, boolean receipt) {
        this.pdu = pdu;
        this.receipt = receipt;
    }

    /** The same octets each time, but for the sequence number. */
    DeliverSm attempt(int sequence) {
        attempts++;
        pdu.setSequenceNumber(sequence);
        return pdu;
    }

    boolean isReceipt() {
        return receipt;
    }

    boolean isFirstTime() {
        return attempts == 1;
    }

    String destination() {
        return pdu.getDestAddress().getAddress();
    }

    DeliverSm pdu() {
        return pdu;
    }
}

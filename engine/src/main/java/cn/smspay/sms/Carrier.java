package cn.smspay.sms;

import java.util.concurrent.CompletionStage;

/** A link to one or more SMSCs. Thread-safe; no call blocks. */
public interface Carrier {
    /**
     * Sends one segment by a bind that is up, within its window and rate. The stage ends when the SMSC has answered, when it
     * is certain that nothing was sent, or when nobody knows; it never fails. The caller keeps the number of segments under
     * way below {@link #room}.
     */
    CompletionStage<SubmitOutcome> submit(Segment segment);

    /** How many further segments can be taken now without queueing; 0 while no bind is up. */
    int room();

    /** Calls {@code listener} whenever {@link #room} may have grown, a bind coming up included. */
    void onRoom(Runnable listener);
}

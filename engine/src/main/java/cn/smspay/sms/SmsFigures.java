package cn.smspay.sms;

import java.util.concurrent.atomic.LongAdder;

/** What short messages have come to since the start. Thread-safe. */
public final class SmsFigures {
    public final LongAdder received = new LongAdder();
    public final LongAdder accepted = new LongAdder();
    public final LoudCounts absorbed = new LoudCounts("messages delivered again acknowledged");
    public final LongAdder redeliveryLoops = new LongAdder();
    public final LoudCounts wrongDestination = new LoudCounts("messages to numbers that are not ours acknowledged");
    public final LongAdder refused = new LongAdder();
    public final LongAdder faults = new LongAdder();
    public final LongAdder receipts = new LongAdder();
    public final LoudCounts strayReceipts = new LoudCounts("receipts that speak of no answer known when they came");
    public final LoudCounts receiptsUnderWay = new LoudCounts("receipts that say that more is to come");
    public final LoudCounts receiptsWithoutBit = new LoudCounts("receipts without the receipt bit of esm_class");
    public final LongAdder quarantined = new LongAdder();
    public final LongAdder flooded = new LongAdder();
    public final LongAdder submitted = new LongAdder();
    public final LongAdder answersSent = new LongAdder();
    public final LongAdder answersRefused = new LongAdder();
    public final LongAdder answersUnknown = new LongAdder();
    public final LongAdder answersGivenUp = new LongAdder();
}

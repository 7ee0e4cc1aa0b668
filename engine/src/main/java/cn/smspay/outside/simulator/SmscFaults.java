package cn.smspay.outside.simulator;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/** What the simulated SMSC does wrong on purpose. Thread-safe; each setter returns this. */
public final class SmscFaults {
    private final AtomicInteger submitRefusals = new AtomicInteger();
    private final AtomicInteger submitsUntilClose = new AtomicInteger();
    private final AtomicInteger answersToDrop = new AtomicInteger();
    private volatile int submitStatus;
    private volatile ToIntFunction<ReceivedSubmit> submitJudge = any -> 0;
    private volatile boolean holdAnswers;
    private volatile int bindStatus;
    private volatile int delayMillis;
    private volatile boolean muteEnquireLink;
    private volatile boolean receiptsFirst;
    private volatile boolean hexIdsInResponses;
    private volatile String receiptState = "DELIVRD";

    SmscFaults() {}

    /** Answers the next {@code times} submissions with this command_status. */
    public SmscFaults refuseSubmits(int status, int times) {
        submitStatus = status;
        submitRefusals.set(times);
        return this;
    }

    /** Answers each submission with the command_status that this says of it, 0 to take it. Called on network threads. */
    public SmscFaults judgeSubmits(ToIntFunction<ReceivedSubmit> judge) {
        submitJudge = judge;
        return this;
    }

    /** Takes submissions and keeps the answers back until {@link SmscSimulator#releaseAnswers}. */
    public SmscFaults holdAnswers(boolean hold) {
        holdAnswers = hold;
        return this;
    }

    /** Takes the next {@code times} submissions without ever answering. */
    public SmscFaults dropAnswers(int times) {
        answersToDrop.set(times);
        return this;
    }

    /** Answers each submission so much later. */
    public SmscFaults delayAnswers(int millis) {
        delayMillis = millis;
        return this;
    }

    /** Closes the connection when the {@code count}th submission from now arrives, before answering it. */
    public SmscFaults closeAtSubmit(int count) {
        submitsUntilClose.set(count);
        return this;
    }

    /** Answers binds with this command_status; 0 accepts them again. */
    public SmscFaults refuseBinds(int status) {
        bindStatus = status;
        return this;
    }

    public SmscFaults muteEnquireLink(boolean mute) {
        muteEnquireLink = mute;
        return this;
    }

    /** Sends a delivery receipt before the answer to its submission. */
    public SmscFaults receiptsFirst(boolean first) {
        receiptsFirst = first;
        return this;
    }

    /** Spells message ids in hex in answers and in decimal in receipts. */
    public SmscFaults hexIdsInResponses(boolean hex) {
        hexIdsInResponses = hex;
        return this;
    }

    /** The {@code stat} of receipts, DELIVRD at first. */
    public SmscFaults receiptState(String state) {
        receiptState = state;
        return this;
    }

    int bindStatus() {
        return bindStatus;
    }

    int delayMillis() {
        return delayMillis;
    }

    boolean mutesEnquireLink() {
        return muteEnquireLink;
    }

    boolean sendsReceiptsFirst() {
        return receiptsFirst;
    }

    String receiptState() {
        return receiptState;
    }

    String spellInResponse(long id) {
        return hexIdsInResponses ? Long.toHexString(id) : Long.toString(id);
    }

    boolean closesNow() {
        return countsDownTo(submitsUntilClose, 1);
    }

    boolean dropsAnswer() {
        return answersToDrop.get() > 0 && answersToDrop.getAndDecrement() > 0;
    }

    /** @return 0 to take it */
    int submitStatus(ReceivedSubmit submitted) {
        boolean refuses = submitRefusals.get() > 0 && submitRefusals.getAndDecrement() > 0;
        return refuses ? submitStatus : submitJudge.applyAsInt(submitted);
    }

    boolean holdsAnswers() {
        return holdAnswers;
    }

    private static boolean countsDownTo(AtomicInteger counter, int last) {
        return counter.get() > 0 && counter.getAndDecrement() == last;
    }
}

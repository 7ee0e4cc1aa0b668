package cn.smspay.ivr;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the voice service has done since it started, in numbers for the operator. Thread-safe. */
public final class CallFigures {
    final AtomicInteger now = new AtomicInteger();
    final LongAdder answered = new LongAdder();
    final LongAdder strangers = new LongAdder();
    final LongAdder strangePackets = new LongAdder();
    final LongAdder faults = new LongAdder();
    final Pacing pacing = new Pacing();
    private final Map<Refusal, LongAdder> refused = adders(Refusal.class);
    private final Map<CallResult, LongAdder> ended = adders(CallResult.class);
    private final Map<DtmfKind, LongAdder> keys = adders(DtmfKind.class);
    private final LongAdder setUpMillis = new LongAdder();
    private final AtomicLong setUpMillisMax = new AtomicLong();

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        var adders = new EnumMap<E, LongAdder>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    void refused(Refusal reason) {
        adder(refused, reason).increment();
    }

    void ended(CallResult result) {
        adder(ended, result).increment();
    }

    void key(DtmfKind kind) {
        adder(keys, kind).increment();
    }

    /** @param millis from the INVITE to our 200 */
    void answered(long millis) {
        answered.increment();
        setUpMillis.add(millis);
        setUpMillisMax.accumulateAndGet(millis, Math::max);
    }

    /** Calls from their INVITE to their end. */
    public int callsNow() {
        return now.get();
    }

    public long answered() {
        return answered.sum();
    }

    /** Datagrams and connections from sources that may not talk to us; none of them was answered. */
    public long strangers() {
        return strangers.sum();
    }

    /** RTP packets from elsewhere than the caller. */
    public long strangePackets() {
        return strangePackets.sum();
    }

    /** Exceptions that reached the edge: each is in the log. */
    public long faults() {
        return faults.sum();
    }

    public long refusals(Refusal reason) {
        return adder(refused, reason).sum();
    }

    public long endings(CallResult result) {
        return adder(ended, result).sum();
    }

    /** Keys that were pressed this way. */
    public long keys(DtmfKind kind) {
        return adder(keys, kind).sum();
    }

    /** Mean milliseconds from the INVITE to our 200. */
    public double setUpMillisMean() {
        return answered() == 0 ? 0 : (double) setUpMillis.sum() / answered();
    }

    public long setUpMillisMax() {
        return setUpMillisMax.get();
    }

    /** The deviation from 20 ms between packets, in milliseconds, that this part of them, 0 to 1, does not exceed. */
    public double pacingMillis(double part) {
        return pacing.millis(part);
    }

    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E key) {
        return java.util.Objects.requireNonNull(adders.get(key));
    }
}

package cn.smspay.voice.call;

import cn.smspay.base.Latencies;
import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.MediaFigures;
import cn.smspay.voice.rtp.Pacing;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** What the voice service has done since it started, however calls come in, in numbers for the operator. Thread-safe. */
public final class CallFigures implements MediaFigures {
    /** Longer set-ups are not told apart any more. */
    private static final Duration SET_UP_MAX = Duration.ofSeconds(6);

    private final Map<String, Live> live = new ConcurrentHashMap<>();
    final LongAdder answered = new LongAdder();
    public final LongAdder strangers = new LongAdder();
    public final LongAdder strangePackets = new LongAdder();
    public final LongAdder faults = new LongAdder();
    public final Pacing pacing = new Pacing();
    private final Map<CallRefusal, LongAdder> refused = adders(CallRefusal.class);
    private final Map<CallResult, LongAdder> ended = adders(CallResult.class);
    private final Map<DtmfKind, LongAdder> keys = adders(DtmfKind.class);
    private final Map<String, BooleanSupplier> trunks = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Pinged>> pings = new ConcurrentHashMap<>();
    private final Latencies setUps = new Latencies(SET_UP_MAX);

    private static <E extends Enum<E>> Map<E, LongAdder> adders(Class<E> type) {
        var adders = new EnumMap<E, LongAdder>(type);
        for (E constant : type.getEnumConstants()) {
            adders.put(constant, new LongAdder());
        }
        return adders;
    }

    /**
     * A trunk at which we register.
     *
     * @param registered whether we are known to it now
     */
    public void trunk(String name, BooleanSupplier registered) {
        trunks.put(name, registered);
    }

    /** The trunks at which we register, and whether we are known to each now. */
    public Map<String, BooleanSupplier> trunks() {
        return Map.copyOf(trunks);
    }

    /** Whether a host answered our last ping, and since when that is so. */
    public record Pinged(boolean there, Instant since) {}

    /** Whether a host of a trunk answers our pings; from its first mention on the trunk is among {@link #answering}. */
    public void answers(String trunk, String host, boolean there, Instant now) {
        pings.computeIfAbsent(trunk, any -> new ConcurrentSkipListMap<>())
                .merge(host, new Pinged(there, now), (old, fresh) -> old.there() == there ? old : fresh);
    }

    /** The hosts of a trunk that are asked, by name. */
    public Map<String, Pinged> pings(String trunk) {
        return pings.getOrDefault(trunk, Map.of());
    }

    /** The trunks that are asked whether they are there, and whether one of their hosts is. */
    public Map<String, Boolean> answering() {
        var answering = new TreeMap<String, Boolean>();
        pings.forEach(
                (trunk, hosts) -> answering.put(trunk, hosts.values().stream().anyMatch(Pinged::there)));
        return answering;
    }

    /**
     * A call that is going on.
     *
     * @param id as in its record
     * @param caller the number, or empty if withheld or not to be trusted
     * @param via the trunk, the phone's user, or FastAGI and VoiceXML with the address of the peer
     */
    public record Live(String id, String caller, String dialled, String via, Instant since) {}

    void begun(String id, CallNotes.CallOrigin origin, Instant since) {
        live.put(id, new Live(id, origin.caller(), origin.dialled(), origin.via(), since));
    }

    void over(String id) {
        live.remove(id);
    }

    /** The calls that are going on, the oldest first. */
    public List<Live> live() {
        return live.values().stream()
                .sorted(Comparator.comparing(Live::since).thenComparing(Live::id))
                .toList();
    }

    public void refused(CallRefusal reason) {
        adder(refused, reason).increment();
    }

    void ended(CallResult result) {
        adder(ended, result).increment();
    }

    @Override
    public void fault() {
        faults.increment();
    }

    @Override
    public void gap(long nanos) {
        pacing.gap(nanos);
    }

    @Override
    public void strangePacket() {
        strangePackets.increment();
    }

    @Override
    public void key(DtmfKind kind) {
        adder(keys, kind).increment();
    }

    /** @param length from the INVITE to our 200 */
    void setUp(Duration length) {
        setUps.add(length.toNanos());
    }

    /** Calls from their beginning to their end. */
    public int callsNow() {
        return live.size();
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

    public long refusals(CallRefusal reason) {
        return adder(refused, reason).sum();
    }

    public long endings(CallResult result) {
        return adder(ended, result).sum();
    }

    /** Keys that were pressed this way. */
    public long keys(DtmfKind kind) {
        return adder(keys, kind).sum();
    }

    /** From the INVITE to our 200, of calls by SIP. */
    public Latencies setUps() {
        return setUps;
    }

    /** How far the gaps between the packets that we send are from 20 ms. */
    public Latencies pacing() {
        return pacing.deviations();
    }

    private static <E extends Enum<E>> LongAdder adder(Map<E, LongAdder> adders, E key) {
        return java.util.Objects.requireNonNull(adders.get(key));
    }
}

package cn.smspay.voice.call;

import cn.smspay.base.MonotonicClock;
import cn.smspay.talk.desk.VoiceDesk;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.RtpPorts;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Takes calls or refuses them, and knows those that are there. Knows nothing of SIP. Thread-safe. */
public final class Switchboard {
    /** For the words under way and the goodbye after them. */
    private static final Duration GOODBYE_WITHIN = Duration.ofSeconds(15);

    private final CallSettings settings;
    private final CallLimits limits;
    private final MediaLoops loops;
    private final RtpPorts ports;
    private final Parts parts;
    private final RandomGenerator random;
    private final Set<Call> calls = ConcurrentHashMap.newKeySet();
    private final AtomicLong counter = new AtomicLong();

    /**
     * What every call uses.
     *
     * @param worker where sentences are put together, away from the threads that pace sound
     */
    public record Parts(
            VoiceDesk desk,
            Voice voice,
            CallRecords records,
            CallFigures figures,
            Clock clock,
            MonotonicClock nanos,
            Executor worker,
            Agents agents) {}

    public Switchboard(CallSettings settings, Parts parts, MediaLoops loops, RandomGenerator random) {
        this.settings = settings;
        this.limits = new CallLimits(settings.limits());
        this.ports = new RtpPorts(settings.host(), settings.sound().ports());
        this.parts = parts;
        this.loops = loops;
        this.random = random;
    }

    /** Takes the call, or refuses it; then nobody listens to it. */
    public Optional<Leg.Listener> invited(Invitation invitation, Leg leg) {
        var now = parts.clock.instant();
        var refusal = limits.enter(invitation, now);
        if (refusal.isPresent()) {
            refuse(leg, refusal.get());
            return Optional.empty();
        }
        var pair = ports.open();
        if (pair.isEmpty()) {
            limits.leave(invitation);
            refuse(leg, CallRefusal.NO_PORT);
            return Optional.empty();
        }
        var around = new MediaSession.MediaSurroundings(
                parts.figures,
                parts.clock,
                parts.nanos,
                random,
                settings.sound().inactivity(),
                settings.sound().inband());
        var id = String.format(Locale.ROOT, "%013d-%06d", now.toEpochMilli(), counter.incrementAndGet());
        var call = new Call(
                id,
                invitation,
                leg,
                parts,
                new CallSound.SoundPlace(pair.get(), loops.place(), around),
                settings,
                this::ended);
        calls.add(call);
        parts.figures.begun(id, invitation.origin(), now);
        call.begin(now);
        return Optional.of(call.signals());
    }

    private void refuse(Leg leg, CallRefusal reason) {
        parts.figures.refused(reason);
        leg.refuse(reason);
    }

    private void ended(Call call) {
        if (calls.remove(call)) {
            limits.leave(call.invitation());
            parts.figures.over(call.id());
        }
    }

    /**
     * Takes no more calls and waits for those that are there; those that are left then hear a goodbye once they have heard
     * what is being said, and what is left after that is cut off.
     *
     * @param patience how long to wait for them; zero cuts them off at once
     */
    public void drain(Duration patience) {
        limits.stop();
        await(patience);
        if (!calls.isEmpty() && !patience.isZero()) {
            var goodbye = parts.desk.apology().stream().map(parts.voice::alaw).toList();
            calls.forEach(call -> call.close(goodbye));
            await(GOODBYE_WITHIN);
        }
        calls.forEach(Call::cutOff);
        await(Duration.ofSeconds(2));
    }

    private void await(Duration patience) {
        // Any thread of ours can count the calls; the media loops are there and have timers.
        Waiting.until(calls::isEmpty, patience, loops.place().loop());
    }
}

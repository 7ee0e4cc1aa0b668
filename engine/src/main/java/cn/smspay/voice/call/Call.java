package cn.smspay.voice.call;

import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.MediaLoops;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.OurSdp;
import cn.smspay.voice.rtp.RtpPorts;
import cn.smspay.voice.rtp.Sdp;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: hears from signalling, sound, desk and time, asks {@link CallLogic} what that means, and does it. All of it
 * happens on the loop that paces the call's sound; the methods of the listeners only queue.
 */
final class Call implements Leg.Listener, MediaSession.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    /** Silence between the goodbye and the end, because a phone throws away what still waits to be played. */
    private static final Duration TAIL = Duration.ofMillis(200);

    private static final int OK = 200;

    /** Where the sound of a call can be. */
    record Media(RtpPorts.Pair ports, MediaLoops.Slot slot, MediaSession.Surroundings around) {}

    private final String id;
    private final Invitation invitation;
    private final Leg leg;
    private final Switchboard.Parts parts;
    private final Media media;
    private final CallSettings settings;
    private final Consumer<Call> onEnd;
    private final EventLoop loop;
    private final CallNotes notes;
    private final long sdpSession;
    private final AtomicLong sdpVersion = new AtomicLong(1);

    private @Nullable CallLogic logic;
    private @Nullable MediaSession sound;
    private @Nullable Ready waitingForAck;
    private @Nullable Future<?> timer;
    private @Nullable Future<?> ackTimer;
    private List<byte[]> words = List.of();
    /** The goodbye, once the engine stops. */
    private @Nullable List<byte[]> closing;

    private CallLife life = CallLife.INVITED;

    /** A turn and the sound of its words. */
    private record Ready(VoiceTurn turn, List<byte[]> words) {}

    Call(
            String id,
            Invitation invitation,
            Leg leg,
            Switchboard.Parts parts,
            Media media,
            CallSettings settings,
            Consumer<Call> onEnd) {
        this.id = id;
        this.invitation = invitation;
        this.leg = leg;
        this.parts = parts;
        this.media = media;
        this.settings = settings;
        this.onEnd = onEnd;
        this.loop = media.slot.loop();
        this.notes = new CallNotes(id, invitation.origin(), parts.clock());
        this.sdpSession = media.around.random().nextInt() & 0x7FFFFFFFL;
    }

    String id() {
        return id;
    }

    Invitation invitation() {
        return invitation;
    }

    /** Asks the desk what to say first; the call is answered when that is known. */
    void begin(Instant now) {
        queue(() -> {
            logic = CallLogic.begin(now, settings.limits().longestCall());
            watchTime(logic);
            expect(parts.desk().begin(id, invitation.caller(), invitation.dialled()));
        });
    }

    /** Does something on the loop. What goes wrong there ends this call, is logged and counted, and harms no other. */
    private void queue(Runnable work) {
        loop.execute(() -> guarded(work));
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            parts.figures().faults.increment();
            LOG.error("call {} ends because of a fault of ours", id, e);
            breakOff(CallResult.FAULT);
        }
    }

    private void expect(CompletionStage<VoiceTurn> turn) {
        turn.thenApplyAsync(
                        t -> new Ready(
                                t, t.say().stream().map(parts.voice()::alaw).toList()),
                        parts.worker())
                .whenComplete((ready, failure) -> queue(() -> {
                    if (failure != null) {
                        throw new IllegalStateException("the desk or the voice failed", failure);
                    }
                    ready(ready);
                }));
    }

    private void ready(Ready ready) {
        if (over()) {
            return;
        }
        notes.path(parts.desk().path(id));
        if (life.answered()) {
            words = ready.words;
            on(new CallEvent.Turn(ready.turn));
            return;
        }
        var elsewhere = redirection(ready.turn);
        if (!elsewhere.isEmpty()) {
            leg.redirect(elsewhere);
            notes.status(302);
            end(CallResult.TRANSFERRED, CallRecord.HungUpBy.SERVICE);
        } else {
            waitingForAck = ready;
            accept();
        }
    }

    /** Where a caller is sent to whom the desk has nothing to say. */
    private List<String> redirection(VoiceTurn turn) {
        return turn.say().isEmpty()
                ? turn.next()
                        .fold(
                                collect -> List.of(),
                                transfer -> parts.agents().targets(transfer.target()),
                                hangUp -> List.of())
                : List.of();
    }

    private void accept() {
        life = life.to(CallLife.ANSWERED);
        notes.answered();
        notes.status(OK);
        parts.figures().answered.increment();
        parts.figures().setUp(notes.setUp());
        var ours = ourSdp();
        if (invitation.offer().isPresent()) {
            var offer = invitation.offer().get();
            openSound(offer);
            leg.accept(ours.answer(offer));
        } else {
            leg.accept(ours.offer());
        }
        ackTimer = loop.schedule(
                () -> guarded(() -> breakOff(CallResult.NO_ACK)),
                settings.limits().ackPatience().toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private OurSdp ourSdp() {
        return new OurSdp(settings.advertised(), media.ports.port(), sdpSession, sdpVersion.getAndIncrement());
    }

    private void openSound(Sdp remote) {
        var session = new MediaSession(media.ports, media.slot, remote, invitation.from(), media.around, this);
        sound = session;
        session.listen();
    }

    /** The caller has our answer: there is somebody to talk to. */
    private void confirmed() {
        if (life != CallLife.ANSWERED || sound == null || waitingForAck == null) {
            return;
        }
        life = life.to(CallLife.TALKING);
        sound.start();
        words = waitingForAck.words;
        on(new CallEvent.Turn(waitingForAck.turn));
        waitingForAck = null;
    }

    private void on(CallEvent event) {
        if (logic == null || over()) {
            return;
        }
        var step = logic.on(event, parts.clock().instant());
        logic = step.call();
        watchTime(logic);
        step.actions().forEach(this::perform);
    }

    private void watchTime(CallLogic call) {
        stop(timer);
        timer = call.due()
                .map(due -> Duration.between(parts.clock().instant(), due).toNanos())
                .map(nanos -> loop.schedule(
                        () -> guarded(() -> on(new CallEvent.Passed())), Math.max(0, nanos), TimeUnit.NANOSECONDS))
                .orElse(null);
    }

    private static void stop(@Nullable Future<?> timer) {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private void perform(CallAction action) {
        action.match(
                speak -> {
                    if (sound != null) {
                        sound.speak(words);
                    }
                },
                () -> {
                    if (sound != null) {
                        sound.hush();
                    }
                },
                ask -> ask(ask.input()),
                handOver -> afterTail(() -> handOver(handOver.target())),
                hangUp -> hangUp(hangUp.result()));
    }

    private void ask(VoiceInput input) {
        if (input instanceof VoiceInput.HungUp) {
            notes.path(parts.desk().path(id));
            parts.desk().input(id, input);
        } else {
            expect(parts.desk().input(id, input));
        }
    }

    private void hangUp(CallResult result) {
        if (result == CallResult.COMPLETED) {
            afterTail(() -> leaveWith(result));
        } else {
            leaveWith(result);
        }
    }

    private void afterTail(Runnable work) {
        loop.schedule(() -> guarded(work), TAIL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void leaveWith(CallResult result) {
        if (!over()) {
            leave(result);
            end(result, CallRecord.HungUpBy.SERVICE);
        }
    }

    private void leave(CallResult result) {
        if (result == CallResult.NO_ACK) {
            leg.abandon();
        } else if (life.answered()) {
            leg.hangUp();
        } else {
            notes.status(Refusal.FAULT.status());
            leg.refuse(Refusal.FAULT);
        }
    }

    private void handOver(String number) {
        var targets = parts.agents().targets(number);
        if (targets.isEmpty()) {
            LOG.error("call {} cannot be handed over: no agent is configured for {}", id, number);
        }
        handOver(targets.iterator());
    }

    /** One agent after the other, until one takes the caller. */
    private void handOver(Iterator<String> targets) {
        if (over()) {
            return;
        }
        if (!targets.hasNext()) {
            on(new CallEvent.NotHandedOver());
            return;
        }
        leg.transfer(
                targets.next(),
                done -> queue(() -> {
                    if (done) {
                        breakOff(CallResult.TRANSFERRED);
                    } else {
                        handOver(targets);
                    }
                }));
    }

    /** Ends the call from our side whatever it is doing. */
    private void breakOff(CallResult result) {
        if (!over()) {
            forget();
            leaveWith(result);
        }
    }

    /** Tells the desk that nobody is there any more, unless it ended the call itself. */
    private void forget() {
        on(new CallEvent.Gone());
    }

    /** The engine stops: says goodbye when nothing else is being said, and ends. */
    void close(List<byte[]> goodbye) {
        queue(() -> {
            closing = goodbye;
            sayGoodbye();
        });
    }

    private void sayGoodbye() {
        if (closing == null
                || life != CallLife.TALKING
                || logic == null
                || logic.phase() != CallLogic.Phase.LISTENING) {
            return;
        }
        forget();
        life = life.to(CallLife.LEAVING);
        if (sound == null || closing.isEmpty()) {
            leaveWith(CallResult.DRAINED);
        } else {
            sound.speak(closing);
        }
    }

    void cutOff() {
        queue(() -> breakOff(CallResult.DRAINED));
    }

    private boolean over() {
        return life == CallLife.OVER;
    }

    private void end(CallResult result, CallRecord.HungUpBy by) {
        life = life.to(CallLife.OVER);
        stop(timer);
        stop(ackTimer);
        if (sound == null) {
            media.slot.abandon();
            media.ports.close();
        } else {
            sound.close();
        }
        parts.figures().ended(result);
        onEnd.accept(this);
        parts.records()
                .ended(notes.record(result, by, Optional.ofNullable(sound).map(MediaSession::summary)));
    }

    // ---- signalling

    @Override
    public void acknowledged(Optional<Sdp> answer) {
        queue(() -> {
            if (over()) {
                return;
            }
            stop(ackTimer);
            answer.ifPresent(this::described);
            if (sound == null) {
                breakOff(CallResult.FAULT);
            } else {
                confirmed();
            }
        });
    }

    private void described(Sdp sdp) {
        if (sound == null) {
            openSound(sdp);
        } else {
            sound.renegotiated(sdp);
            on(new CallEvent.Hold(sdp.holds()));
        }
    }

    @Override
    public String redescribed(Optional<Sdp> offer) {
        offer.ifPresent(sdp -> queue(() -> {
            if (sound != null && !over()) {
                described(sdp);
            }
        }));
        var ours = ourSdp();
        return offer.map(ours::answer).orElseGet(ours::offer);
    }

    @Override
    public void key(OptionalInt key) {
        queue(() -> {
            // Only who has our answer can ask within the call: on some ways an INFO overtakes the ACK.
            confirmed();
            if (sound != null) {
                sound.deliver(key, DtmfKind.INFO);
            }
        });
    }

    @Override
    public void gone(CallResult why) {
        queue(() -> {
            if (!over()) {
                forget();
                if (why == CallResult.CANCELLED) {
                    notes.status(487);
                }
                end(why, CallRecord.HungUpBy.CALLER);
            }
        });
    }

    // ---- sound, on the loop already

    @Override
    public void key(char key, DtmfKind kind) {
        guarded(() -> on(new CallEvent.Key(key)));
    }

    @Override
    public void spoken() {
        guarded(() -> {
            if (life == CallLife.LEAVING) {
                afterTail(() -> leaveWith(CallResult.DRAINED));
            } else {
                on(new CallEvent.SpeechOver());
                sayGoodbye();
            }
        });
    }

    @Override
    public void mediaLost() {
        guarded(() -> breakOff(CallResult.MEDIA_LOST));
    }

    @Override
    public void broken(RuntimeException cause) {
        guarded(() -> {
            throw cause;
        });
    }

    @Override
    public void heard() {
        guarded(this::confirmed);
    }
}

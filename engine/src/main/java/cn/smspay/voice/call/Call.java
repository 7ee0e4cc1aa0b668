package cn.smspay.voice.call;

import cn.smspay.voice.rtp.DtmfKind;
import cn.smspay.voice.rtp.MediaSession;
import cn.smspay.voice.rtp.Sdp;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: hears from signalling, sound, desk and time, asks {@link CallLogic} what that means, and does it. All of it
 * happens on the loop that paces the call's sound; {@link CallSignals} comes from other threads.
 */
final class Call implements MediaSession.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Call.class);
    private static final int OK = 200;

    private final String id;
    private final Invitation invitation;
    private final Leg leg;
    private final Switchboard.Parts parts;
    private final CallSound sound;
    private final CallTimers timers;
    private final HandOver handOver;
    private final CallDesk desk;
    private final CallSignals signals;
    private final CallEnding ending;
    private final CallSettings settings;
    private final Consumer<Call> onEnd;
    private final EventLoop loop;
    private final CallNotes notes;
    private @Nullable CallLogic logic;
    private CallDesk.@Nullable Ready waitingForAck;
    private List<byte[]> words = List.of();
    /** The goodbye, once the engine stops. */
    private @Nullable List<byte[]> closing;

    private CallLife life = CallLife.INVITED;

    Call(
            String id,
            Invitation invitation,
            Leg leg,
            Switchboard.Parts parts,
            CallSound.SoundPlace place,
            CallSettings settings,
            Consumer<Call> onEnd) {
        this.id = id;
        this.invitation = invitation;
        this.leg = leg;
        this.parts = parts;
        this.settings = settings;
        this.onEnd = onEnd;
        this.loop = place.slot().loop();
        this.notes = new CallNotes(id, invitation.origin(), parts.clock());
        this.sound = new CallSound(place, settings.advertised(), invitation.from(), this);
        this.timers = new CallTimers(loop);
        this.handOver = new HandOver(id, parts.agents(), leg, this::queue, this::over);
        this.desk = new CallDesk(id, invitation, notes, parts, this::queue, this::ready);
        this.ending = new CallEnding(leg, notes, sound, timers, parts, () -> life.answered());
        this.signals = new CallSignals(this, this::queue, sound::ours);
    }

    String id() {
        return id;
    }

    Leg.Listener signals() {
        return signals;
    }

    Invitation invitation() {
        return invitation;
    }

    /** Asks the desk what to say first; the call is answered when that is known. */
    void begin(Instant now) {
        queue(() -> {
            logic = CallLogic.begin(now, settings.limits().longestCall());
            watchTime(logic);
            desk.begin();
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

    private void ready(CallDesk.Ready ready) {
        if (over()) {
            return;
        }
        desk.notePath();
        if (life.answered()) {
            words = ready.words();
            on(new CallEvent.Turn(ready.turn()));
            return;
        }
        var elsewhere = handOver.insteadOfAnswering(ready.turn());
        if (!elsewhere.isEmpty()) {
            leg.redirect(elsewhere);
            notes.status(302);
            end(CallResult.TRANSFERRED, CallRecord.HungUpBy.SERVICE);
        } else {
            waitingForAck = ready;
            accept();
        }
    }

    private void accept() {
        life = life.to(CallLife.ANSWERED);
        notes.answered();
        notes.status(OK);
        parts.figures().answered.increment();
        parts.figures().setUp(notes.setUp());
        var ours = sound.ours();
        if (invitation.offer().isPresent()) {
            var offer = invitation.offer().get();
            sound.described(offer);
            leg.accept(ours.answer(offer));
        } else {
            leg.accept(ours.offer());
        }
        timers.ack(settings.limits().ackPatience(), () -> guarded(() -> breakOff(CallResult.NO_ACK)));
    }

    /** The caller has our answer: there is somebody to talk to. */
    private void confirmed() {
        if (life != CallLife.ANSWERED || !sound.isDescribed() || waitingForAck == null) {
            return;
        }
        life = life.to(CallLife.TALKING);
        sound.start();
        words = waitingForAck.words();
        on(new CallEvent.Turn(waitingForAck.turn()));
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
        timers.deadline(
                call.due().map(due -> Duration.between(parts.clock().instant(), due)),
                () -> guarded(() -> on(new CallEvent.Passed())));
    }

    private void perform(CallAction action) {
        action.match(
                speak -> sound.speak(words),
                sound::hush,
                ask -> desk.ask(ask.input()),
                to -> afterTail(() -> handOver(to.target())),
                hangUp -> hangUp(hangUp.result()));
    }

    private void hangUp(CallResult result) {
        if (result == CallResult.COMPLETED) {
            afterTail(() -> leaveWith(result));
        } else {
            leaveWith(result);
        }
    }

    private void afterTail(Runnable work) {
        timers.afterTail(() -> guarded(work));
    }

    private void leaveWith(CallResult result) {
        if (!over()) {
            ending.leave(result);
            end(result, CallRecord.HungUpBy.SERVICE);
        }
    }

    private void handOver(String number) {
        handOver.to(number, taken -> {
            if (taken) {
                breakOff(CallResult.TRANSFERRED);
            } else {
                on(new CallEvent.NotHandedOver());
            }
        });
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
        if (closing.isEmpty()) {
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
        ending.cleanUp(result);
        onEnd.accept(this);
        ending.record(result, by);
    }

    // ---- signalling, on the loop already

    void acknowledged(Optional<Sdp> answer) {
        if (over()) {
            return;
        }
        timers.acknowledged();
        answer.ifPresent(this::described);
        if (sound.isDescribed()) {
            confirmed();
        } else {
            breakOff(CallResult.FAULT);
        }
    }

    private void described(Sdp sdp) {
        boolean again = sound.isDescribed();
        sound.described(sdp);
        if (again) {
            on(new CallEvent.Hold(sdp.holds()));
        }
    }

    void redescribed(Sdp sdp) {
        if (sound.isDescribed() && !over()) {
            described(sdp);
        }
    }

    /** Only who has our answer can ask within the call: on some ways an INFO overtakes the ACK. */
    void signalled(OptionalInt key) {
        confirmed();
        sound.deliver(key, DtmfKind.INFO);
    }

    void gone(CallResult why) {
        if (!over()) {
            forget();
            if (why == CallResult.CANCELLED) {
                notes.status(487);
            }
            end(why, CallRecord.HungUpBy.CALLER);
        }
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

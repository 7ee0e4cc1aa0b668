package cn.smspay.voice.call;

import cn.smspay.base.Secret;
import cn.smspay.talk.desk.VoiceTurn;
import cn.smspay.talk.dialogue.VoiceInput;
import cn.smspay.talk.dialogue.VoiceNext;
import cn.smspay.talk.dialogue.VoiceNext.Collect;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call between its turns and its keys: a pure function of what it was, what happened and when. Immutable.
 *
 * <p>A call thinks (the desk is asked), speaks, listens for keys, is away with an agent, or is over. While it thinks keys are not kept: nobody
 * can know yet what they would answer, and one of the questions is whether to pay.
 */
final class CallLogic {
    /** How long the desk may think before the call is given up as our fault. */
    static final Duration DESK_PATIENCE = Duration.ofSeconds(30);

    enum Phase {
        THINKING,
        SPEAKING,
        LISTENING,
        /** Handed over, if that succeeds. */
        AWAY,
        OVER
    }

    /** What the call is after an event, and what is to be done. */
    record CallStep(CallLogic call, List<CallAction> actions) {}

    private final Phase phase;
    private final @Nullable VoiceNext next;
    private final Secret keys;
    private final @Nullable Instant deadline;
    private final Instant longest;
    private final @Nullable Instant heldSince;
    /** A finishing key that comes late, after the last possible key, belongs to the answer already given. */
    private final char lateFinish;

    private final Instant lateUntil;

    private CallLogic(
            Phase phase,
            @Nullable VoiceNext next,
            Secret keys,
            @Nullable Instant deadline,
            Instant longest,
            @Nullable Instant heldSince,
            char lateFinish,
            Instant lateUntil) {
        this.phase = phase;
        this.next = next;
        this.keys = keys;
        this.deadline = deadline;
        this.longest = longest;
        this.heldSince = heldSince;
        this.lateFinish = lateFinish;
        this.lateUntil = lateUntil;
    }

    /** A call whose first turn has been asked for. */
    static CallLogic begin(Instant now, Duration longest) {
        return new CallLogic(
                Phase.THINKING, null, new Secret(""), now.plus(DESK_PATIENCE), now.plus(longest), null, ' ', now);
    }

    Phase phase() {
        return phase;
    }

    /** When {@link CallEvent.Passed} is due; empty when the call is over. */
    Optional<Instant> due() {
        if (phase == Phase.OVER) {
            return Optional.empty();
        }
        if (deadline != null && heldSince == null && deadline.isBefore(longest)) {
            return Optional.of(deadline);
        }
        return Optional.of(longest);
    }

    CallStep on(CallEvent event, Instant now) {
        if (phase == Phase.OVER) {
            return same();
        }
        return event.fold(
                turn -> turn(turn.turn(), now),
                key -> key(key.key(), now),
                () -> phase == Phase.SPEAKING ? spoken(now) : same(),
                () -> passed(now),
                hold -> hold(hold.on(), now),
                () -> new CallStep(over(), List.of(new CallAction.Hush(), new CallAction.Ask(new VoiceInput.HungUp()))),
                () -> phase == Phase.AWAY ? ask(new VoiceInput.HandOverFailed(), ' ', now, now) : same());
    }

    private CallStep turn(VoiceTurn turn, Instant now) {
        var speaking = new CallLogic(
                Phase.SPEAKING, turn.next(), new Secret(""), null, longest, heldSince, lateFinish, lateUntil);
        return turn.say().isEmpty()
                ? speaking.spoken(now)
                : new CallStep(speaking, List.of(new CallAction.Speak(turn.say())));
    }

    private CallStep spoken(Instant now) {
        if (next == null) {
            throw new IllegalStateException("words without a turn");
        }
        return next.fold(
                collect -> new CallStep(
                        listening(collect, new Secret(""), now.plus(collect.firstDigit()), now), List.of()),
                transfer -> new CallStep(away(), List.of(new CallAction.HandOver(transfer.target()))),
                hangUp -> new CallStep(over(), List.of(new CallAction.HangUp(CallResult.COMPLETED))));
    }

    private CallStep key(char key, Instant now) {
        if (key == lateFinish && now.isBefore(lateUntil)) {
            return new CallStep(withoutLateFinish(), List.of());
        }
        if (!(next instanceof Collect collect)) {
            return same();
        }
        return switch (phase) {
            case SPEAKING -> {
                var step = add(collect, key, now);
                var actions = new ArrayList<CallAction>(List.of(new CallAction.Hush()));
                actions.addAll(step.actions);
                yield new CallStep(step.call, actions);
            }
            case LISTENING -> add(collect, key, now);
            case THINKING, AWAY, OVER -> same();
        };
    }

    private CallStep add(Collect collect, char key, Instant now) {
        if (key == collect.finish()) {
            return ask(new VoiceInput.Keys(keys), ' ', now, now);
        }
        var longer = new Secret(keys.reveal() + key);
        if (longer.reveal().length() == 1 && key == collect.alone()) {
            return ask(new VoiceInput.Keys(longer), ' ', now, now);
        }
        if (longer.reveal().length() >= collect.max()) {
            return ask(new VoiceInput.Keys(longer), collect.finish(), now.plus(collect.interDigit()), now);
        }
        return new CallStep(listening(collect, longer, now.plus(collect.interDigit()), now), List.of());
    }

    private CallStep passed(Instant now) {
        if (!now.isBefore(longest)) {
            return new CallStep(
                    over(),
                    List.of(
                            new CallAction.Hush(),
                            new CallAction.Ask(new VoiceInput.HungUp()),
                            new CallAction.HangUp(CallResult.TOO_LONG)));
        }
        if (heldSince != null || deadline == null || now.isBefore(deadline)) {
            return same();
        }
        return switch (phase) {
            case LISTENING ->
                ask(keys.reveal().isEmpty() ? new VoiceInput.Silence() : new VoiceInput.Keys(keys), ' ', now, now);
            case THINKING ->
                new CallStep(
                        over(),
                        List.of(new CallAction.Ask(new VoiceInput.HungUp()), new CallAction.HangUp(CallResult.FAULT)));
            case SPEAKING, AWAY, OVER -> same();
        };
    }

    /** Nobody answers while on hold: what is left of the waiting starts again afterwards. */
    private CallStep hold(boolean on, Instant now) {
        if (on == (heldSince != null)) {
            return same();
        }
        var moved = deadline == null || heldSince == null ? deadline : deadline.plus(Duration.between(heldSince, now));
        return new CallStep(
                new CallLogic(phase, next, keys, moved, longest, on ? now : null, lateFinish, lateUntil), List.of());
    }

    private CallStep ask(VoiceInput input, char late, Instant until, Instant now) {
        var thinking = new CallLogic(
                Phase.THINKING, null, new Secret(""), now.plus(DESK_PATIENCE), longest, heldSince, late, until);
        return new CallStep(thinking, List.of(new CallAction.Ask(input)));
    }

    /** Waiting began now; on hold the clock stands still from this moment. */
    private CallLogic listening(Collect collect, Secret soFar, Instant until, Instant now) {
        return new CallLogic(Phase.LISTENING, collect, soFar, until, longest, heldSince == null ? null : now, ' ', now);
    }

    private CallLogic withoutLateFinish() {
        return new CallLogic(phase, next, keys, deadline, longest, heldSince, ' ', lateUntil);
    }

    private CallLogic away() {
        return new CallLogic(Phase.AWAY, null, new Secret(""), null, longest, null, ' ', longest);
    }

    private CallLogic over() {
        return new CallLogic(Phase.OVER, null, new Secret(""), null, longest, null, ' ', longest);
    }

    private CallStep same() {
        return new CallStep(this, List.of());
    }
}

package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a turn has come to so far: where the conversation stands, what was understood of it, how many tries are left. */
final class TurnSoFar {
    private final Edition edition;
    private final Dialog dialog;
    private final Conversation begun;
    private final Facts facts;
    private final Instant now;
    private final Dialog.@Nullable Voice voice;
    private final Knowledge known;
    private final TurnSpeech speech;

    private int tries;
    private OpenConversations open;
    private String take;
    private @Nullable Secret argument;
    private Understood heard;
    private Turn.@Nullable Start start;

    TurnSoFar(
            Edition edition,
            Dialog dialog,
            Conversation begun,
            Facts facts,
            Instant now,
            Knowledge known,
            TurnSpeech speech,
            PendingAction.Context context) {
        this.edition = edition;
        this.dialog = dialog;
        this.begun = begun;
        this.facts = facts;
        this.now = now;
        this.voice = dialog.voice();
        this.known = known;
        this.speech = speech;
        this.tries = begun.tries();
        this.open = context.open();
        this.take = context.take();
        this.argument = context.argument();
        this.heard = context.heard();
    }

    /** Notes that this step was left in this way. */
    void walked(String step, String on) {
        edition.trail().walked(dialog, step, on);
    }

    /** What was said did not lead to what was wanted. */
    void refused(String reason) {
        heard = heard.disposition(Understood.refused(reason));
    }

    /** Counts a try; false if it was the last one. */
    boolean mayTryAgain() {
        return ++tries < triesMax();
    }

    int tries() {
        return tries;
    }

    void tries(int counted) {
        tries = counted;
    }

    /** The conversations are these now. */
    void open(OpenConversations others) {
        open = others;
    }

    /** When the turn is over, another dialogue begins. */
    void starts(Turn.Start other) {
        start = other;
    }

    boolean hasArgumentFor(Slot slot) {
        return argument != null && slot.name().equals(take);
    }

    /** The argument of the command, once; empty if there is none. */
    String takeArgument() {
        var written = argument == null ? "" : argument.reveal();
        argument = null;
        return written;
    }

    /** The turn is over with something that has to be done before the conversation goes on at this step. */
    Turn pending(String step, String action, Map<String, String> inputs, Map<String, Secret> secrets) {
        var at = standing(step, now.plus(edition.scripts().common().expire()), begun.sequence() + 1);
        var context = new PendingAction.Context(open, take, argument, speech.prefix(), heard);
        return turn(new PendingAction(at, action, inputs, secrets, context), null);
    }

    /** The turn is over, and the call is handed over. */
    Turn handedOver(Step.Transfer transfer) {
        open = open.asking(standing(transfer.name(), now, begun.sequence()));
        return turn(null, new VoiceNext.Transfer(transfer.target()));
    }

    /** The turn is over, and everything stays where it is. */
    Turn remarked() {
        return turn(null, null);
    }

    Turn waiting(String step, Instant until) {
        if (heard.disposition().equals(Understood.OK)) {
            heard = heard.disposition(Understood.PROMPTED);
        }
        var standing = standing(step, until, begun.sequence());
        open = dialog.survives() ? open.kept(standing) : open.asking(standing);
        return turn(null, voice == null ? null : VoiceNext.Collect.of(dialog.step(step), voice));
    }

    Turn ended(Go.Kind how) {
        edition.trail().ended(dialog, how);
        var asking = open.asking();
        var kept = open.kept();
        if (asking != null && asking.id().equals(begun.id())) {
            open = open.asking(null);
        }
        boolean stood = asking != null && asking.id().equals(begun.id());
        if (kept != null && kept.id().equals(begun.id())) {
            stood = true;
            open = open.kept(how == Go.Kind.DONE && dialog.again() != null ? kept.over(now) : null);
        }
        boolean isAside = !stood && asking != null && !dialog.aside().isEmpty();
        boolean counts = stood || how != Go.Kind.FAILED || facts.holds(Routing.REGISTERED);
        if (voice == null && dialog.interrupts() && counts && !isAside) {
            open = open.past(begun.over(now), facts);
        }
        return turn(null, voice == null ? null : new VoiceNext.HangUp());
    }

    private Conversation standing(String step, Instant until, int sequence) {
        return new Conversation(
                begun.id(),
                dialog.name(),
                dialog.version(),
                Conversation.State.ASKING,
                step,
                known.values(),
                known.held(),
                tries,
                sequence,
                until,
                begun.language(),
                begun.origin());
    }

    private Turn turn(@Nullable PendingAction doing, @Nullable VoiceNext next) {
        var says = doing == null ? speech.ended() : speech.says();
        return new Turn(open, says, speech.sms(), doing, heard, next, start, speech.alarms());
    }

    int left() {
        return triesMax() - tries;
    }

    private int triesMax() {
        return voice == null ? edition.scripts().common().tries() : voice.tries();
    }

    Instant expiry(Step.Ask ask) {
        return now.plus(ask.expire());
    }

    /** A conversation that survives keeps its time: a refused answer does not give it a new one (edge case 12). */
    Instant expiryAt(String step) {
        var kept = open.kept();
        if (dialog.survives() && kept != null) {
            return kept.expiresAt();
        }
        return now.plus(dialog.step(step) instanceof Step.Ask ask ? ask.expire() : Duration.ZERO);
    }
}

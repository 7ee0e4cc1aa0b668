package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import cn.smspay.talk.dialogue.ReplyFiller.Scope;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One turn of one conversation: from an input to the next wait, action or end. */
final class Walk {
    /** No honest dialogue goes through so many steps without asking or doing something. */
    private static final int STEPS_MAX = 100;
    /** The action that keeps an answer for an export. */
    static final String WRITE_DOWN = "write_down";

    private final Edition edition;
    private final Dialog dialog;
    private final Conversation begun;
    private final Facts facts;
    private final Instant now;
    private final GuardChecks guards;
    private final Dialog.@Nullable Voice voice;
    private final Knowledge known;
    private final TurnSpeech speech;

    private int tries;
    private OpenConversations open;
    private String take;
    private @Nullable Secret argument;
    private Understood heard;
    private Turn.@Nullable Start start;

    Walk(Edition edition, Dialog dialog, Conversation begun, Facts facts, Instant now, PendingAction.Context context) {
        this.edition = edition;
        this.dialog = dialog;
        this.begun = begun;
        this.facts = facts;
        this.now = now;
        this.voice = dialog.voice();
        this.guards = new GuardChecks(facts, edition.scripts().common(), begun.language(), now);
        this.known = new Knowledge(begun, voice != null);
        this.speech = new TurnSpeech(edition, dialog, begun.language(), facts, guards, known.values(), context.prefix());
        this.tries = begun.tries();
        this.open = context.open();
        this.take = context.take();
        this.argument = context.argument();
        this.heard = context.heard();
    }

    /** Where a walk goes on, or the turn with which it is over. */
    private record Passage(String next, @Nullable Turn turn) {}

    /** Goes to a step as if it came next. */
    Turn enter(String name) {
        var at = name;
        for (int i = 0; i < STEPS_MAX; i++) {
            var passage = dialog.step(at)
                    .fold(new Step.Cases<>(
                            this::ask, this::act, this::menu, this::tell, this::transfer, this::startSms));
            if (passage.turn() != null) {
                return passage.turn();
            }
            at = passage.next();
        }
        throw new IllegalStateException(dialog.file() + " goes round at step " + at);
    }

    /** Takes an answer that fits. */
    Turn accept(Step.Ask ask, SlotAnswer answer) {
        if (answer.fit() == SlotAnswer.Fit.NO) {
            var no = ask.no();
            walked(ask.name(), "no");
            return no == null ? refuse(ask, "not_confirm") : goOn(react(no, speech.scope(), "no"));
        }
        known.keep(ask.slot(), answer.text());
        walked(ask.name(), ask.choices().isEmpty() ? "answer" : chosen(ask, answer.text()));
        return ask.slot().isKept() ? writeDown(ask, answer.text()) : enter(after(ask, answer.text()));
    }

    /** The step that follows an answer; the same number may stand for several choices, of which one is offered to somebody. */
    private String after(Step.Ask ask, String answer) {
        for (Step.Choice choice : ask.choices()) {
            if (choice.words().get(0).equals(answer) && guards.hold(choice.when())) {
                return choice.next();
            }
        }
        return ask.next();
    }

    private String chosen(Step.Ask ask, String answer) {
        return Edge.CHOICE + answer + " -> " + after(ask, answer);
    }

    /** Has an answer kept for an export, before the conversation goes on. */
    private Turn writeDown(Step.Ask ask, String answer) {
        var at = standing(ask.name(), now.plus(edition.scripts().common().expire()), begun.sequence() + 1);
        var inputs = Map.of(
                "dialog", dialog.name(),
                "step", ask.name(),
                "conversation", Long.toString(begun.id().value()),
                "days", Integer.toString(ask.slot().wording().keepDays()));
        var secrets = Map.of("text", new Secret(answer));
        return turn(
                new PendingAction(
                        at,
                        WRITE_DOWN,
                        inputs,
                        secrets,
                        new PendingAction.Context(open, take, argument, speech.prefix(), heard)),
                null);
    }

    /** Goes on after {@link #writeDown}. */
    Turn writtenDown(Step.Ask ask) {
        return enter(after(ask, known.values().getOrDefault(ask.slot().name(), "")));
    }

    /** Answers an answer that does not fit. */
    Turn refuse(Step.Ask ask, String reason) {
        heard = heard.disposition(Understood.refused(reason));
        walked(ask.name(), "refused " + reason);
        if (dialog.survives()) {
            sayRefusal(ask, reason);
            return waiting(ask.name(), begun.expiresAt());
        }
        tries++;
        if (tries >= triesMax()) {
            return giveUp(ask.name());
        }
        sayRefusal(ask, reason);
        return waiting(ask.name(), expiry(ask));
    }

    /** A hand-over failed and the caller is still there. */
    Turn notHandedOver(Step.Transfer transfer) {
        heard = heard.disposition(Understood.refused("hand_over_failed"));
        walked(transfer.name(), "failed");
        return transfer.failed() == null
                ? giveUp(transfer.name())
                : goOn(react(transfer.failed(), speech.scope(), "failed"));
    }

    /** A caller pressed nothing, or a key that is not on the menu. */
    Turn again(Step step, List<ReplyTemplate> why, String reason) {
        return again(step, step, why, reason);
    }

    /** The same where the question is asked otherwise the next time. */
    Turn again(Step step, Step next, List<ReplyTemplate> why, String reason) {
        heard = heard.disposition(Understood.refused(reason));
        walked(step.name(), next.equals(step) ? reason : "silence");
        tries++;
        if (tries >= triesMax()) {
            return giveUp(step.name());
        }
        speech.say(why, speech.scope());
        int counted = tries;
        if (step instanceof Step.Ask ask) {
            speech.say(ask.say(), speech.ofQuestion(ask));
            return waiting(step.name(), expiry(ask));
        }
        var turn = enter(next.name());
        tries = counted;
        return turn.doing() == null && turn.next() != null ? waiting(next.name(), now) : turn;
    }

    /** Goes on after an action. */
    Turn after(Step.Do act, Outcome outcome) {
        var action = edition.scripts().catalogue().actions().get(act.action());
        var sort = action == null ? null : action.outcomes().get(outcome.name());
        var reaction = act.outcomes().get(outcome.name());
        if (sort == null || reaction == null) {
            throw new IllegalArgumentException("action " + act.action() + " cannot end as " + outcome.name());
        }
        if (!reaction.go().ends()) {
            known.learn(sort, outcome);
        }
        walked(act.name(), outcome.name());
        return goOn(react(reaction, speech.ofOutcome(sort, outcome), outcome.name()));
    }

    /** Says one reply and stays where it is. */
    Turn remark(ReplyTemplate reply, OpenConversations afterwards) {
        open = afterwards;
        speech.say(List.of(reply), speech.scope());
        return turn(null, null);
    }

    private Passage ask(Step.Ask ask) {
        if (!guards.hold(ask.when())) {
            walked(ask.name(), "skip");
            return new Passage(ask.skipped(), null);
        }
        tries = 0;
        boolean given = argument != null && ask.slot().name().equals(take);
        if (given || ask.say().isEmpty()) {
            return fromArgument(ask);
        }
        speech.say(ask.say(), speech.ofQuestion(ask));
        return new Passage("", waiting(ask.name(), now.plus(ask.expire())));
    }

    private Passage fromArgument(Step.Ask ask) {
        var written = argument == null ? "" : argument.reveal();
        argument = null;
        var answer = AnswerParser.read(ask.slot(), written, facts, now);
        if (answer.fit() == SlotAnswer.Fit.ACCEPTED) {
            known.keep(ask.slot(), answer.text());
            walked(ask.name(), "answer");
            return new Passage(ask.next(), null);
        }
        if (!ask.say().isEmpty()) {
            return new Passage("", refuse(ask, answer.text()));
        }
        heard = heard.disposition(Understood.refused(answer.text()));
        walked(ask.name(), "refused " + answer.text());
        sayRefusal(ask, answer.text());
        return new Passage("", ended(Go.Kind.FAILED));
    }

    private Passage act(Step.Do act) {
        var inputs = new HashMap<String, String>();
        var secrets = new HashMap<String, Secret>();
        var action = edition.scripts().catalogue().actions().get(act.action());
        for (Catalogue.Input input : action == null ? List.<Catalogue.Input>of() : action.inputs()) {
            var source = act.source(input.name());
            if (input.secret()) {
                known.secret(source).ifPresent(secret -> secrets.put(input.name(), secret));
            } else {
                known.value(source).ifPresent(value -> inputs.put(input.name(), value));
            }
        }
        if (act.action().equals(Step.Do.COUNT)) {
            inputs.putAll(act.with());
        }
        var at = standing(act.name(), now.plus(edition.scripts().common().expire()), begun.sequence() + 1);
        var context = new PendingAction.Context(open, take, argument, speech.prefix(), heard);
        return new Passage("", turn(new PendingAction(at, act.action(), inputs, secrets, context), null));
    }

    private Passage menu(Step.Menu menu) {
        tries = 0;
        speech.say(menu.say(), speech.scope());
        for (Step.Option option : menu.options()) {
            if (guards.hold(option.when())) {
                speech.say(option.say(), speech.scope());
            }
        }
        return new Passage("", waiting(menu.name(), now));
    }

    private Passage tell(Step.Tell tell) {
        walked(tell.name(), "then");
        return react(tell.reaction(), speech.scope(), tell.name());
    }

    private Passage transfer(Step.Transfer transfer) {
        speech.say(transfer.say(), speech.scope());
        walked(transfer.name(), "handed");
        tries = 0;
        open = open.asking(standing(transfer.name(), now, begun.sequence()));
        return new Passage("", turn(null, new VoiceNext.Transfer(transfer.target())));
    }

    private Passage startSms(Step.StartSms step) {
        start = new Turn.Start(step.dialog(), step.at());
        walked(step.name(), "then");
        return react(step.reaction(), speech.scope(), step.name());
    }

    /** The step that a menu key leads to, or null. */
    @Nullable
    String choice(Step.Menu menu, String keys) {
        for (Step.Option option : menu.options()) {
            if (keys.length() == 1 && option.key() == keys.charAt(0) && guards.hold(option.when())) {
                walked(menu.name(), "key " + option.key() + " -> " + option.next());
                return option.next();
            }
        }
        return null;
    }

    private Turn goOn(Passage passage) {
        return passage.turn() == null ? enter(passage.next()) : passage.turn();
    }

    private Passage react(Reaction reaction, Scope scope, String reason) {
        var go = reaction.go();
        if (go.way() == Go.Kind.RETRY && ++tries >= triesMax()) {
            return new Passage("", giveUp(go.step()));
        }
        boolean refused = go.way() == Go.Kind.WAIT || go.way() == Go.Kind.RETRY || go.way() == Go.Kind.FAILED;
        if (refused) {
            heard = heard.disposition(Understood.refused(reason));
        }
        speech.say(reaction.say(), speech.withLeft(scope, left()));
        speech.send(reaction.sms(), scope);
        for (Reaction.Branch branch : reaction.branches()) {
            if (guards.hold(branch.when())) {
                return new Passage(branch.step(), null);
            }
        }
        return switch (go.way()) {
            case NEXT -> new Passage(go.step(), null);
            case WAIT, RETRY -> {
                forget(go.step());
                yield new Passage("", waiting(go.step(), expiryAt(go.step())));
            }
            case DONE, PENDING, FAILED -> new Passage("", ended(go.way()));
        };
    }

    private void forget(String step) {
        if (dialog.step(step) instanceof Step.Ask ask) {
            known.forget(ask.slot());
        }
    }

    private void walked(String step, String on) {
        edition.trail().walked(dialog, step, on);
    }

    private Turn giveUp(String step) {
        heard = heard.disposition(Understood.refused("give_up"));
        walked(step, "gave up");
        var own = dialog.giveUp() == null ? edition.scripts().common().reply(Role.GIVE_UP) : dialog.giveUp();
        var why = voice == null ? List.of(own) : voice.giveUp();
        speech.say(why, speech.scope());
        return ended(Go.Kind.FAILED);
    }

    private Turn waiting(String step, Instant until) {
        if (heard.disposition().equals(Understood.OK)) {
            heard = heard.disposition(Understood.PROMPTED);
        }
        var standing = standing(step, until, begun.sequence());
        open = dialog.survives() ? open.kept(standing) : open.asking(standing);
        return turn(null, voice == null ? null : VoiceNext.Collect.of(dialog.step(step), voice));
    }

    private Turn ended(Go.Kind how) {
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

    private void sayRefusal(Step.Ask ask, String reason) {
        var reply = ask.slot().refusals().get(reason);
        if (reply != null) {
            speech.say(List.of(reply), speech.withLeft(speech.ofQuestion(ask), left()));
        }
    }

    private int left() {
        return triesMax() - tries;
    }

    private int triesMax() {
        return voice == null ? edition.scripts().common().tries() : voice.tries();
    }

    private Instant expiry(Step.Ask ask) {
        return now.plus(ask.expire());
    }

    /** A conversation that survives keeps its time: a refused answer does not give it a new one (edge case 12). */
    private Instant expiryAt(String step) {
        var kept = open.kept();
        if (dialog.survives() && kept != null) {
            return kept.expiresAt();
        }
        return now.plus(dialog.step(step) instanceof Step.Ask ask ? ask.expire() : Duration.ZERO);
    }
}

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
    private final TurnSoFar turn;

    Walk(Edition edition, Dialog dialog, Conversation begun, Facts facts, Instant now, PendingAction.Context context) {
        this.edition = edition;
        this.dialog = dialog;
        this.begun = begun;
        this.facts = facts;
        this.now = now;
        this.voice = dialog.voice();
        this.guards = new GuardChecks(facts, edition.scripts().common(), begun.language(), now);
        this.known = new Knowledge(begun, voice != null);
        this.speech =
                new TurnSpeech(edition, dialog, begun.language(), facts, guards, known.values(), context.prefix());
        this.turn = new TurnSoFar(edition, dialog, begun, facts, now, known, speech, context);
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
            turn.walked(ask.name(), "no");
            return no == null ? refuse(ask, "not_confirm") : goOn(react(no, speech.scope(), "no"));
        }
        known.keep(ask.slot(), answer.text());
        turn.walked(ask.name(), ask.choices().isEmpty() ? "answer" : chosen(ask, answer.text()));
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
        var inputs = Map.of(
                "dialog", dialog.name(),
                "step", ask.name(),
                "conversation", Long.toString(begun.id().value()),
                "days", Integer.toString(ask.slot().wording().keepDays()));
        var secrets = Map.of("text", new Secret(answer));
        return turn.pending(ask.name(), WRITE_DOWN, inputs, secrets);
    }

    /** Goes on after {@link #writeDown}. */
    Turn writtenDown(Step.Ask ask) {
        return enter(after(ask, known.values().getOrDefault(ask.slot().name(), "")));
    }

    /** Answers an answer that does not fit. */
    Turn refuse(Step.Ask ask, String reason) {
        turn.refused(reason);
        turn.walked(ask.name(), "refused " + reason);
        if (dialog.survives()) {
            sayRefusal(ask, reason);
            return turn.waiting(ask.name(), begun.expiresAt());
        }
        if (!turn.mayTryAgain()) {
            return giveUp(ask.name());
        }
        sayRefusal(ask, reason);
        return turn.waiting(ask.name(), turn.expiry(ask));
    }

    /** A hand-over failed and the caller is still there. */
    Turn notHandedOver(Step.Transfer transfer) {
        turn.refused("hand_over_failed");
        turn.walked(transfer.name(), "failed");
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
        turn.refused(reason);
        turn.walked(step.name(), next.equals(step) ? reason : "silence");
        if (!turn.mayTryAgain()) {
            return giveUp(step.name());
        }
        speech.say(why, speech.scope());
        int counted = turn.tries();
        if (step instanceof Step.Ask ask) {
            speech.say(ask.say(), speech.ofQuestion(ask));
            return turn.waiting(step.name(), turn.expiry(ask));
        }
        var entered = enter(next.name());
        turn.tries(counted);
        return entered.doing() == null && entered.next() != null ? turn.waiting(next.name(), now) : entered;
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
        turn.walked(act.name(), outcome.name());
        return goOn(react(reaction, speech.ofOutcome(sort, outcome), outcome.name()));
    }

    /** Says one reply and stays where it is. */
    Turn remark(ReplyTemplate reply, OpenConversations afterwards) {
        turn.open(afterwards);
        speech.say(List.of(reply), speech.scope());
        return turn.remarked();
    }

    private Passage ask(Step.Ask ask) {
        if (!guards.hold(ask.when())) {
            turn.walked(ask.name(), "skip");
            return new Passage(ask.skipped(), null);
        }
        turn.tries(0);
        if (turn.hasArgumentFor(ask.slot()) || ask.say().isEmpty()) {
            return fromArgument(ask);
        }
        speech.say(ask.say(), speech.ofQuestion(ask));
        return new Passage("", turn.waiting(ask.name(), now.plus(ask.expire())));
    }

    private Passage fromArgument(Step.Ask ask) {
        var answer = AnswerParser.read(ask.slot(), turn.takeArgument(), facts, now);
        if (answer.fit() == SlotAnswer.Fit.ACCEPTED) {
            known.keep(ask.slot(), answer.text());
            turn.walked(ask.name(), "answer");
            return new Passage(ask.next(), null);
        }
        if (!ask.say().isEmpty()) {
            return new Passage("", refuse(ask, answer.text()));
        }
        turn.refused(answer.text());
        turn.walked(ask.name(), "refused " + answer.text());
        sayRefusal(ask, answer.text());
        return new Passage("", turn.ended(Go.Kind.FAILED));
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
        return new Passage("", turn.pending(act.name(), act.action(), inputs, secrets));
    }

    private Passage menu(Step.Menu menu) {
        turn.tries(0);
        speech.say(menu.say(), speech.scope());
        for (Step.Option option : menu.options()) {
            if (guards.hold(option.when())) {
                speech.say(option.say(), speech.scope());
            }
        }
        return new Passage("", turn.waiting(menu.name(), now));
    }

    private Passage tell(Step.Tell tell) {
        turn.walked(tell.name(), "then");
        return react(tell.reaction(), speech.scope(), tell.name());
    }

    private Passage transfer(Step.Transfer transfer) {
        speech.say(transfer.say(), speech.scope());
        turn.walked(transfer.name(), "handed");
        turn.tries(0);
        return new Passage("", turn.handedOver(transfer));
    }

    private Passage startSms(Step.StartSms step) {
        turn.starts(new Turn.Start(step.dialog(), step.at()));
        turn.walked(step.name(), "then");
        return react(step.reaction(), speech.scope(), step.name());
    }

    /** The step that a menu key leads to, or null. */
    @Nullable
    String choice(Step.Menu menu, String keys) {
        for (Step.Option option : menu.options()) {
            if (keys.length() == 1 && option.key() == keys.charAt(0) && guards.hold(option.when())) {
                turn.walked(menu.name(), "key " + option.key() + " -> " + option.next());
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
        if (go.way() == Go.Kind.RETRY && !turn.mayTryAgain()) {
            return new Passage("", giveUp(go.step()));
        }
        boolean refused = go.way() == Go.Kind.WAIT || go.way() == Go.Kind.RETRY || go.way() == Go.Kind.FAILED;
        if (refused) {
            turn.refused(reason);
        }
        speech.say(reaction.say(), speech.withLeft(scope, turn.left()));
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
                yield new Passage("", turn.waiting(go.step(), turn.expiryAt(go.step())));
            }
            case DONE, PENDING, FAILED -> new Passage("", turn.ended(go.way()));
        };
    }

    private void forget(String step) {
        if (dialog.step(step) instanceof Step.Ask ask) {
            known.forget(ask.slot());
        }
    }

    private Turn giveUp(String step) {
        turn.refused("give_up");
        turn.walked(step, "gave up");
        var own = dialog.giveUp() == null ? edition.scripts().common().reply(Role.GIVE_UP) : dialog.giveUp();
        var why = voice == null ? List.of(own) : voice.giveUp();
        speech.say(why, speech.scope());
        return turn.ended(Go.Kind.FAILED);
    }

    private void sayRefusal(Step.Ask ask, String reason) {
        var reply = ask.slot().refusals().get(reason);
        if (reply != null) {
            speech.say(List.of(reply), speech.withLeft(speech.ofQuestion(ask), turn.left()));
        }
    }
}

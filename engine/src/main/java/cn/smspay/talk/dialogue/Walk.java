package cn.smspay.talk.dialogue;

import cn.smspay.base.Secret;
import cn.smspay.talk.dialogue.Speaker.Scope;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.Reply;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One turn of one conversation: from an input to the next wait, action or end. */
final class Walk {
    /** No honest dialogue goes through so many steps without asking or doing something. */
    private static final int STEPS_MAX = 100;
    /** The longest amount in keys: seven digits, the point, two decimals. */
    private static final int AMOUNT_KEYS = 10;
    /** Goes back; in an amount it is the decimal point as well. */
    private static final char BACK = '*';
    /** How many tries are left, as texts name it. */
    private static final String LEFT = "left";

    private final Edition edition;
    private final Dialog dialog;
    private final Conversation begun;
    private final Facts facts;
    private final Instant now;
    private final Speaker speaker;
    private final Dialog.@Nullable Voice voice;

    private final Map<String, String> values;
    private final Map<String, Secret> held;
    private final Map<String, Secret> passing = new HashMap<>();
    private final List<Say> says = new ArrayList<>();
    private final List<Say> sms = new ArrayList<>();
    private int tries;
    private Open open;
    private String take;
    private @Nullable Secret argument;
    private String prefix;
    private Heard heard;
    private Turn.@Nullable Start start;

    Walk(Edition edition, Dialog dialog, Conversation begun, Facts facts, Instant now, Doing.Context context) {
        this.edition = edition;
        this.dialog = dialog;
        this.begun = begun;
        this.facts = facts;
        this.now = now;
        this.voice = dialog.voice();
        this.speaker = new Speaker(edition.scripts(), facts, begun.language(), voice != null);
        this.values = new HashMap<>(begun.values());
        this.held = new HashMap<>(begun.held());
        this.tries = begun.tries();
        this.open = context.open();
        this.take = context.take();
        this.argument = context.argument();
        this.prefix = context.prefix();
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
    Turn accept(Step.Ask ask, Answer answer) {
        if (answer.fit() == Answer.Fit.NO) {
            var no = ask.no();
            return no == null ? refuse(ask, "not_confirm") : goOn(react(no, scope(null, null), "no"));
        }
        keep(ask.slot(), answer.text());
        return enter(ask.next());
    }

    /** Answers an answer that does not fit. */
    Turn refuse(Step.Ask ask, String reason) {
        heard = heard.disposition(Heard.refused(reason));
        if (dialog.survives()) {
            sayRefusal(ask, reason);
            return waiting(ask.name(), begun.expiresAt());
        }
        tries++;
        if (tries >= triesMax()) {
            return giveUp();
        }
        sayRefusal(ask, reason);
        return waiting(ask.name(), expiry(ask));
    }

    /** A hand-over failed and the caller is still there. */
    Turn notHandedOver(Step.Transfer transfer) {
        heard = heard.disposition(Heard.refused("hand_over_failed"));
        return transfer.failed() == null ? giveUp() : goOn(react(transfer.failed(), scope(null, null), "failed"));
    }

    /** A caller pressed nothing, or a key that is not on the menu. */
    Turn again(Step step, List<Reply> why, String reason) {
        return again(step, step, why, reason);
    }

    /** The same where the question is asked otherwise the next time. */
    Turn again(Step step, Step next, List<Reply> why, String reason) {
        heard = heard.disposition(Heard.refused(reason));
        tries++;
        if (tries >= triesMax()) {
            return giveUp();
        }
        add(says, why, scope(null, null));
        int counted = tries;
        if (step instanceof Step.Ask ask) {
            add(says, ask.say(), questionScope(ask.slot()));
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
            sort.outputs().values().stream().filter(output -> !output.secret()).forEach(output -> {
                var value = outcome.values().get(output.name());
                if (value != null) {
                    values.put(output.name(), value);
                }
            });
        }
        return goOn(react(reaction, scope(sort, outcome), outcome.name()));
    }

    /** Says one reply and stays where it is. */
    Turn remark(Reply reply, Open afterwards) {
        open = afterwards;
        add(says, List.of(reply), scope(null, null));
        return turn(null, null);
    }

    private Passage ask(Step.Ask ask) {
        if (!ask.when().stream().allMatch(this::holds)) {
            return new Passage(ask.next(), null);
        }
        tries = 0;
        boolean given = argument != null && ask.slot().name().equals(take);
        if (given || ask.say().isEmpty()) {
            return fromArgument(ask);
        }
        add(says, ask.say(), questionScope(ask.slot()));
        return new Passage("", waiting(ask.name(), now.plus(ask.expire())));
    }

    private Passage fromArgument(Step.Ask ask) {
        var written = argument == null ? "" : argument.reveal();
        argument = null;
        var answer = Answers.read(ask.slot(), written, facts, now);
        if (answer.fit() == Answer.Fit.ACCEPTED) {
            keep(ask.slot(), answer.text());
            return new Passage(ask.next(), null);
        }
        if (!ask.say().isEmpty()) {
            return new Passage("", refuse(ask, answer.text()));
        }
        heard = heard.disposition(Heard.refused(answer.text()));
        sayRefusal(ask, answer.text());
        return new Passage("", ended(Go.Way.FAILED));
    }

    private Passage act(Step.Do act) {
        var inputs = new HashMap<String, String>();
        var secrets = new HashMap<String, Secret>();
        var action = edition.scripts().catalogue().actions().get(act.action());
        for (Catalogue.Input input : action == null ? List.<Catalogue.Input>of() : action.inputs()) {
            var source = act.source(input.name());
            var value = values.get(source);
            var secret = passing.getOrDefault(source, held.get(source));
            if (input.secret() && secret != null) {
                secrets.put(input.name(), secret);
            } else if (!input.secret() && value != null) {
                inputs.put(input.name(), value);
            }
        }
        var at = standing(act.name(), now.plus(edition.scripts().common().expire()), begun.sequence() + 1);
        var context = new Doing.Context(open, take, argument, prefix, heard);
        return new Passage("", turn(new Doing(at, act.action(), inputs, secrets, context), null));
    }

    private Passage menu(Step.Menu menu) {
        tries = 0;
        add(says, menu.say(), scope(null, null));
        for (Step.Option option : menu.options()) {
            if (option.when().stream().allMatch(this::holds)) {
                add(says, option.say(), scope(null, null));
            }
        }
        return new Passage("", waiting(menu.name(), now));
    }

    private Passage tell(Step.Tell tell) {
        return react(tell.reaction(), scope(null, null), tell.name());
    }

    private Passage transfer(Step.Transfer transfer) {
        add(says, transfer.say(), scope(null, null));
        tries = 0;
        open = open.asking(standing(transfer.name(), now, begun.sequence()));
        return new Passage("", turn(null, new VoiceNext.Transfer(transfer.target())));
    }

    private Passage startSms(Step.StartSms step) {
        start = new Turn.Start(step.dialog(), step.at());
        return react(step.reaction(), scope(null, null), step.name());
    }

    /** The step that a menu key leads to, or null. */
    @Nullable
    String choice(Step.Menu menu, String keys) {
        for (Step.Option option : menu.options()) {
            if (keys.length() == 1
                    && option.key() == keys.charAt(0)
                    && option.when().stream().allMatch(this::holds)) {
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
        if (go.way() == Go.Way.RETRY && ++tries >= triesMax()) {
            return new Passage("", giveUp());
        }
        boolean refused = go.way() == Go.Way.WAIT || go.way() == Go.Way.RETRY || go.way() == Go.Way.FAILED;
        if (refused) {
            heard = heard.disposition(Heard.refused(reason));
        }
        add(says, reaction.say(), withLeft(scope));
        add(sms, reaction.sms(), scope);
        return switch (go.way()) {
            case NEXT -> new Passage(go.step(), null);
            case WAIT, RETRY -> {
                forget(go.step());
                yield new Passage("", waiting(go.step(), expiryAt(go.step())));
            }
            case DONE, PENDING, FAILED -> new Passage("", ended(go.way()));
        };
    }

    /** An answer that is asked for once more is not kept: it may have been a password sent too early (edge 28). */
    private void forget(String step) {
        if (dialog.step(step) instanceof Step.Ask ask) {
            values.remove(ask.slot().name());
        }
    }

    private Turn giveUp() {
        heard = heard.disposition(Heard.refused("give_up"));
        var own = dialog.giveUp() == null ? edition.scripts().common().reply(Role.GIVE_UP) : dialog.giveUp();
        var why = voice == null ? List.of(own) : voice.giveUp();
        add(says, why, scope(null, null));
        return ended(Go.Way.FAILED);
    }

    private Turn waiting(String step, Instant until) {
        if (heard.disposition().equals(Heard.OK)) {
            heard = heard.disposition(Heard.PROMPTED);
        }
        var standing = standing(step, until, begun.sequence());
        open = dialog.survives() ? open.kept(standing) : open.asking(standing);
        return turn(null, voice == null ? null : collect(dialog.step(step), voice));
    }

    private Turn ended(Go.Way how) {
        var asking = open.asking();
        var kept = open.kept();
        if (asking != null && asking.id().equals(begun.id())) {
            open = open.asking(null);
        }
        boolean stood = asking != null && asking.id().equals(begun.id());
        if (kept != null && kept.id().equals(begun.id())) {
            stood = true;
            open = open.kept(how == Go.Way.DONE && dialog.again() != null ? kept.over(now) : null);
        }
        boolean counts = stood || how != Go.Way.FAILED || facts.holds(Routing.REGISTERED);
        if (voice == null && dialog.interrupts() && counts) {
            open = open.past(begun.over(now));
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
                values,
                held,
                tries,
                sequence,
                until,
                begun.language(),
                begun.origin());
    }

    private Turn turn(@Nullable Doing doing, @Nullable VoiceNext next) {
        if (doing == null && !prefix.isEmpty()) {
            says.add(new Say(
                    edition.scripts().common().reply(Role.REPLACED).id(), begun.language(), prefix, Map.of(), false));
        }
        return new Turn(
                open, List.copyOf(says), List.copyOf(sms), doing, heard, next, start, List.copyOf(speaker.alarms()));
    }

    private VoiceNext collect(Step step, Dialog.Voice settings) {
        if (step instanceof Step.Ask ask) {
            int max = switch (ask.slot().type()) {
                case AMOUNT -> AMOUNT_KEYS;
                case PIN, DIGITS -> ask.slot().digits();
                case DATE -> 8;
                case CONFIRM -> 1;
            };
            return new VoiceNext.Collect(
                    max,
                    '#',
                    ask.slot().type() == Slot.Type.AMOUNT ? ' ' : BACK,
                    settings.patience(),
                    settings.betweenKeys(),
                    ask.slot().secret());
        }
        return new VoiceNext.Collect(1, ' ', ' ', settings.patience(), settings.betweenKeys(), false);
    }

    private void keep(Slot slot, String value) {
        if (!slot.secret()) {
            values.put(slot.name(), value);
        } else if (voice != null) {
            held.put(slot.name(), new Secret(value));
            if (slot.readsBack()) {
                values.put(slot.tailName(), slot.tail(value));
            }
        } else {
            passing.put(slot.name(), new Secret(value));
        }
    }

    private void sayRefusal(Step.Ask ask, String reason) {
        var reply = ask.slot().refusals().get(reason);
        if (reply != null) {
            add(says, List.of(reply), withLeft(questionScope(ask.slot())));
        }
    }

    /** Adds what is said; the first thing said carries what had to be said before. */
    private void add(List<Say> to, List<Reply> replies, Scope scope) {
        for (Say say : speaker.say(replies, scope)) {
            to.add(say.after(prefix));
            prefix = "";
        }
    }

    private Scope scope(Catalogue.@Nullable Outcome sort, @Nullable Outcome outcome) {
        return new Scope(dialog, values, sort, outcome, Map.of());
    }

    private Scope questionScope(Slot slot) {
        var extras = new HashMap<String, String>();
        Answers.bound(slot.min(), facts).ifPresent(min -> extras.put("min", min.toString()));
        Answers.bound(slot.max(), facts).ifPresent(max -> extras.put("max", max.toString()));
        return new Scope(dialog, values, null, null, extras);
    }

    private Scope withLeft(Scope scope) {
        var left = Integer.toString(triesMax() - tries);
        Map<String, String> extras = Map.of(LEFT, left);
        if (!scope.extras().isEmpty()) {
            extras = new HashMap<>(scope.extras());
            extras.put(LEFT, left);
        }
        return new Scope(scope.dialog(), scope.values(), scope.sort(), scope.outcome(), extras);
    }

    private boolean holds(Guard guard) {
        return facts.holds(guard.name()) != guard.negated();
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

package cn.smspay.talk.desk;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import cn.smspay.talk.actions.Action;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.dialogue.Facts;
import cn.smspay.talk.dialogue.Machine;
import cn.smspay.talk.dialogue.Outcome;
import cn.smspay.talk.dialogue.PendingAction;
import cn.smspay.talk.dialogue.Say;
import cn.smspay.talk.dialogue.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows a turn of the machine to its end: does what it asks for and tells it how that ended, until it asks for nothing
 * more. Runs inside a transaction.
 */
final class Walker {
    private static final Logger LOG = LoggerFactory.getLogger(Walker.class);
    /** A dialogue that asks for more than this after one input goes round in circles. */
    private static final int ACTIONS_MAX = 20;

    private final Machine machine;
    private final Accounts accounts;

    Walker(Machine machine, Accounts accounts) {
        this.machine = machine;
        this.accounts = accounts;
    }

    /**
     * Where it ended.
     *
     * @param says all that was said on the way, and {@code sms} what a call sends by short message
     * @param steps those that were gone through, to where it waits now
     * @param conversation the one that did something on the way, even if it was over at once
     */
    record Walked(
            Turn last,
            List<Say> says,
            List<Say> sms,
            List<String> steps,
            @Nullable ConversationId conversation) {}

    Walked walk(Tx tx, @Nullable SubscriptionId who, Channel channel, Facts facts, Turn first, Instant now) {
        var says = new ArrayList<Say>();
        var sms = new ArrayList<Say>();
        var steps = new ArrayList<String>();
        ConversationId conversation = null;
        var turn = first;
        for (int done = 0; done <= ACTIONS_MAX; done++) {
            says.addAll(turn.says());
            sms.addAll(turn.sms());
            turn.alarms().forEach(alarm -> LOG.error("a dialogue file is at fault: {}", alarm));
            var doing = turn.doing();
            if (doing == null) {
                endedAt(turn, steps);
                return new Walked(turn, says, sms, steps, conversation);
            }
            steps.add(doing.at().step());
            var ended = ended(tx, Objects.requireNonNull(who, "an action for nobody"), channel, doing, now);
            conversation = doing.at().id();
            turn = machine.outcome(doing, ended, facts, now);
        }
        throw new IllegalStateException("a dialogue asks for more than " + ACTIONS_MAX + " actions after one input: "
                + turn.heard().dialog());
    }

    /** Where it waits now, or the dialogue by short message that goes on. */
    private static void endedAt(Turn turn, List<String> steps) {
        var asking = turn.open().asking();
        if (turn.start() != null) {
            steps.add(turn.start().dialog() + '.' + turn.start().step());
        } else if (asking != null) {
            steps.add(asking.step());
        }
    }

    private Outcome ended(Tx tx, SubscriptionId who, Channel channel, PendingAction doing, Instant now) {
        var instead = machine.trail().instead(doing.action());
        return instead == null ? outcome(perform(tx, who, channel, doing, now)) : instead;
    }

    private Action.Result perform(Tx tx, SubscriptionId who, Channel channel, PendingAction doing, Instant now) {
        return ServiceCatalogue.action(doing.action())
                .perform(
                        accounts,
                        new Action.ActionRequest(tx, who, channel, doing.key(), doing.inputs(), doing.secrets(), now));
    }

    private static Outcome outcome(Action.Result result) {
        // Few actions list anything.
        return new Outcome(result.outcome(), result.values(), result.rows().isEmpty() ? List.of() : rows(result));
    }

    private static List<Outcome.Row> rows(Action.Result result) {
        return result.rows().stream()
                .map(row -> new Outcome.Row(row.sort(), row.values()))
                .toList();
    }
}

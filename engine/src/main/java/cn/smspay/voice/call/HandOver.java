package cn.smspay.voice.call;

import cn.smspay.talk.desk.VoiceTurn;
import java.util.Iterator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** To whom a caller is handed over: one agent after the other, until one takes him. Used on the loop of the call. */
final class HandOver {
    private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

    private final String call;
    private final Agents agents;
    private final Leg leg;
    private final Consumer<Runnable> loop;
    private final BooleanSupplier over;

    /**
     * @param loop does something on the loop of the call
     * @param over whether the call is over, so that nobody is asked any more
     */
    HandOver(String call, Agents agents, Leg leg, Consumer<Runnable> loop, BooleanSupplier over) {
        this.call = call;
        this.agents = agents;
        this.leg = leg;
        this.loop = loop;
        this.over = over;
    }

    /** Where a caller is sent to whom the desk has nothing to say, before he is answered; nobody if it has. */
    List<String> insteadOfAnswering(VoiceTurn turn) {
        return turn.say().isEmpty()
                ? turn.next()
                        .fold(collect -> List.of(), transfer -> agents.targets(transfer.target()), hangUp -> List.of())
                : List.of();
    }

    /** Tells once whether any agent of this number has taken the caller. */
    void to(String number, Consumer<Boolean> done) {
        var targets = agents.targets(number);
        if (targets.isEmpty()) {
            LOG.error("call {} cannot be handed over: no agent is configured for {}", call, number);
        }
        next(targets.iterator(), done);
    }

    private void next(Iterator<String> targets, Consumer<Boolean> done) {
        if (over.getAsBoolean()) {
            return;
        }
        if (!targets.hasNext()) {
            done.accept(false);
            return;
        }
        leg.transfer(
                targets.next(),
                taken -> loop.accept(() -> {
                    if (taken) {
                        done.accept(true);
                    } else {
                        next(targets, done);
                    }
                }));
    }
}

package cn.smspay.counter;

import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;

/** Conversations by short message, as far as desks begin and end them; part of the caller's transaction. */
public interface Dialogues {
    /** Begins a dialogue at a step by sending its question, as if the subscriber had asked for it. */
    void begin(Tx tx, SubscriptionId who, String dialog, String step, Channel origin, Instant now);

    /** Ends what is open with a number whose owner changes. */
    void end(Tx tx, SubscriptionId who);
}

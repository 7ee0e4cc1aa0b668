package cn.smspay.engine;

import cn.smspay.base.Channel;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Dialogues;
import cn.smspay.store.Tx;
import cn.smspay.talk.desk.Desk;
import java.time.Instant;

/** The conversations by short message as the counter sees them. */
record DeskDialogues(Desk desk) implements Dialogues {
    @Override
    public void begin(Tx tx, SubscriptionId who, String dialog, String step, Channel origin, Instant now) {
        desk.begin(tx, who, dialog, step, origin, now);
    }

    @Override
    public void end(Tx tx, SubscriptionId who) {
        desk.end(tx, who);
    }
}

package cn.smspay.talk.dialogue;

import cn.smspay.base.ServiceDay;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Guard;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;

/** Whether guards hold for one person at one moment. */
record GuardChecks(Facts facts, Common common, String language, Instant now) {
    boolean hold(List<Guard> guards) {
        for (Guard guard : guards) {
            if (!holds(guard)) {
                return false;
            }
        }
        return true;
    }

    private boolean holds(Guard guard) {
        var moment = guard.moment();
        boolean is = moment == null
                ? facts.holds(guard.name())
                : moment.holds(LocalDateTime.ofInstant(now, ServiceDay.ZONE), language, common.calendar());
        return is != guard.negated();
    }
}

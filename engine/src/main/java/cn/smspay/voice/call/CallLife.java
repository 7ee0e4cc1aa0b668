package cn.smspay.voice.call;

import java.util.Set;

/**
 * Where a call is between the INVITE and its record. It only ever moves on; what may follow what is the table below, and a
 * step outside it is a fault of ours that ends the call.
 */
enum CallLife {
    /** The desk is asked what to say first. */
    INVITED,
    /** Our 200 is out; whether anybody heard it is not known yet. */
    ANSWERED,
    /** The caller's ACK, or his first sound, is here. */
    TALKING,
    /** The engine stops and the goodbye is being spoken. */
    LEAVING,
    OVER;

    private Set<CallLife> followers() {
        return switch (this) {
            case INVITED -> Set.of(ANSWERED, OVER);
            case ANSWERED -> Set.of(TALKING, OVER);
            case TALKING -> Set.of(LEAVING, OVER);
            case LEAVING -> Set.of(OVER);
            case OVER -> Set.of();
        };
    }

    /** @throws IllegalStateException if a call that is here cannot come there */
    CallLife to(CallLife next) {
        if (!followers().contains(next)) {
            throw new IllegalStateException("a call that is " + this + " cannot become " + next);
        }
        return next;
    }

    /** Whether our 200 is out. */
    boolean answered() {
        return this != INVITED && this != OVER;
    }
}

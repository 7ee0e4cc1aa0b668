package cn.smspay.talk.dialogue;

import java.util.Set;

/**
 * How an answer fits a slot.
 *
 * @param text the value if it fits; the reason if it is refused
 */
record SlotAnswer(Fit fit, String text) {
    /** An answer refused for one of these was an answer all the same. */
    private static final Set<String> WELL_FORMED = Set.of("too_small", "below_min", "too_big", "in_future");

    enum Fit {
        ACCEPTED,
        NO,
        REFUSED
    }

    static SlotAnswer accepted(String value) {
        return new SlotAnswer(Fit.ACCEPTED, value);
    }

    static SlotAnswer refused(String reason) {
        return new SlotAnswer(Fit.REFUSED, reason);
    }

    boolean fits() {
        return fit != Fit.REFUSED;
    }

    boolean looksMeant() {
        return fits() || WELL_FORMED.contains(text);
    }
}

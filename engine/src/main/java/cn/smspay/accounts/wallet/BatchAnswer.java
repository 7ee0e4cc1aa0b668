package cn.smspay.accounts.wallet;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became of a batch. */
public sealed interface BatchAnswer {
    /** @param again whether just this batch had been taken before, so that nothing changed */
    record Taken(Terminal psam, long number, int count, Map<LineOutcome, Integer> outcomes, boolean again)
            implements BatchAnswer {}

    /** Nothing of it was taken. */
    record Refused(List<BatchFault> faults) implements BatchAnswer {}

    default <R> R fold(Function<Taken, R> taken, Function<Refused, R> refused) {
        if (this instanceof Taken t) {
            return taken.apply(t);
        } else if (this instanceof Refused r) {
            return refused.apply(r);
        }
        throw new AssertionError(this);
    }
}

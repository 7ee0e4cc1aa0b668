package cn.smspay.books.ledger;

import cn.smspay.base.Fen;
import cn.smspay.base.TransferId;
import java.util.function.Function;

/** What became of an {@link Entry}. */
public sealed interface PostOutcome {
    record Posted(TransferId id) implements PostOutcome {}

    /** The same entry was posted before; nothing was posted now. */
    record AlreadyPosted(TransferId id) implements PostOutcome {}

    /** The key was used before for something else; nothing was posted. */
    record DifferentInput(TransferId earlier) implements PostOutcome {}

    /** A subscriber's account would fall below zero; nothing was posted. */
    record InsufficientFunds(BookAccount account, Fen available) implements PostOutcome {}

    default <R> R fold(
            Function<Posted, R> posted,
            Function<AlreadyPosted, R> already,
            Function<DifferentInput, R> different,
            Function<InsufficientFunds, R> insufficient) {
        if (this instanceof Posted p) {
            return posted.apply(p);
        } else if (this instanceof AlreadyPosted a) {
            return already.apply(a);
        } else if (this instanceof DifferentInput d) {
            return different.apply(d);
        } else if (this instanceof InsufficientFunds i) {
            return insufficient.apply(i);
        }
        throw new AssertionError(this);
    }

    /**
     * The transfer that is now in the book, for callers that have checked funds and key before.
     *
     * @throws IllegalStateException if there is none
     */
    default TransferId transfer() {
        return fold(Posted::id, AlreadyPosted::id, this::refuse, this::refuse);
    }

    private TransferId refuse(PostOutcome outcome) {
        throw new IllegalStateException("not posted: " + outcome);
    }
}

package cn.smspay.store;

import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One input for the {@link Lane}. Inputs with equal routes run one after the other in the order in which they came.
 *
 * @param <T> what the input comes to
 */
public interface Job<T> {
    /** An input that reads nothing ahead, about something: see {@link Route#about}. */
    static <T> Job<T> of(Object about, Function<Tx, T> run) {
        return of(Route.about(about), run);
    }

    /** An input that reads nothing ahead. */
    static <T> Job<T> of(Route route, Function<Tx, T> run) {
        return new Job<>() {
            @Override
            public Route route() {
                return route;
            }

            @Override
            public T run(Tx tx) {
                return run.apply(tx);
            }
        };
    }

    /** An input that says beforehand which rows it will want. */
    static <T> Job<T> of(Object about, Consumer<Reads> ahead, Function<Tx, T> run) {
        var route = Route.about(about);
        return new Job<>() {
            @Override
            public Route route() {
                return route;
            }

            @Override
            public void load(Reads reads) {
                ahead.accept(reads);
            }

            @Override
            public T run(Tx tx) {
                return run.apply(tx);
            }
        };
    }

    /** Whom this input concerns. The same each time. */
    Route route();

    /** Reads ahead, for the whole batch at once, what {@link #run} will want. May do nothing. */
    default void load(Reads ahead) {}

    /**
     * Does the work inside the batch's transaction. May run more than once; only the last run counts. Whatever it throws
     * undoes this input alone.
     */
    T run(Tx tx);
}

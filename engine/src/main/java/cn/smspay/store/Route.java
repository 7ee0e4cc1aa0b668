package cn.smspay.store;

import cn.smspay.base.Msisdn;
import java.util.stream.IntStream;

/**
 * Which lane an input goes to, and with which others it keeps its order: inputs of equal routes run one after the other as they
 * came. Immutable.
 */
public sealed interface Route {
    /** What concerns one subscriber, whatever he uses: it goes to the lane that owns his slot. */
    static Route subscriber(Msisdn number) {
        return new Subscriber(number);
    }

    /** What concerns all that one lane owns. */
    static Route lane(int number) {
        return new OneLane(number);
    }

    /**
     * What any lane may do, in order with all else that is about the same thing. A number, typed or as its eleven digits, is a
     * subscriber's.
     *
     * @param about with equals and hashCode; {@code this} of a job that needs no order
     */
    static Route about(Object about) {
        if (about instanceof Route route) {
            return route;
        } else if (about instanceof Msisdn number) {
            return subscriber(number);
        } else if (about instanceof String text) {
            return Msisdn.read(text)
                    .filter(number -> number.digits().equals(text))
                    .map(Route::subscriber)
                    .orElseGet(() -> new Any(text));
        }
        return new Any(about);
    }

    /** What every lane has to be told. */
    static Route every() {
        return new Every();
    }

    /**
     * The lanes that an input of this route goes to.
     *
     * @param lanes how many there are; lane n owns every slot that is n modulo their number
     */
    IntStream to(Slots slots, int lanes);

    record Subscriber(Msisdn number) implements Route {
        @Override
        public IntStream to(Slots slots, int lanes) {
            return IntStream.of(slots.of(number) % lanes);
        }
    }

    record OneLane(int number) implements Route {
        @Override
        public IntStream to(Slots slots, int lanes) {
            if (number < 0 || number >= lanes) {
                throw new IllegalArgumentException("there is no lane " + number + " among " + lanes);
            }
            return IntStream.of(number);
        }
    }

    record Any(Object about) implements Route {
        @Override
        public IntStream to(Slots slots, int lanes) {
            return IntStream.of(Math.floorMod(about.hashCode(), lanes));
        }
    }

    record Every() implements Route {
        @Override
        public IntStream to(Slots slots, int lanes) {
            return IntStream.range(0, lanes);
        }
    }
}

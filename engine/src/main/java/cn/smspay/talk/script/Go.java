package cn.smspay.talk.script;

import cn.smspay.base.yaml.Place;

/**
 * Where a conversation goes from here.
 *
 * @param place where the author says so
 */
public record Go(Kind way, String step, Place place) {
    /** Ways to go on. */
    public enum Kind {
        /** To a step, saying its prompt. */
        NEXT,
        /** Back to a question, whose prompt is the reply just said. */
        WAIT,
        /** As WAIT, and it uses up one of the tries. */
        RETRY,
        /** Ends: what was asked for is done. */
        DONE,
        /** Ends: it is under way, the result comes later. */
        PENDING,
        /** Ends: refused. */
        FAILED
    }

    public boolean ends() {
        return switch (way) {
            case NEXT, WAIT, RETRY -> false;
            case DONE, PENDING, FAILED -> true;
        };
    }
}

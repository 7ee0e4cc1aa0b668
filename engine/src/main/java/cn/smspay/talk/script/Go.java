package cn.smspay.talk.script;

/** Where a conversation goes from here. */
public record Go(Way way, String step) {
    /** Ways to go on. */
    public enum Way {
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

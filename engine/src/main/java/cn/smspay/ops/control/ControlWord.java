package cn.smspay.ops.control;

/**
 * What a word does. Runs on a thread of its connection and may wait for the engine.
 *
 * @see ControlSocket#register
 */
@FunctionalInterface
public interface ControlWord {
    /**
     * @return a record, a map or a list of them; what the caller is shown
     * @throws Declined with a sentence for the caller
     * @throws IllegalArgumentException if an argument is wrong, with a sentence that says what would be right
     */
    Object answer(Ask ask) throws Exception;

    /** The engine says no: a rule, or a state. */
    final class Declined extends RuntimeException {
        private final transient Object details;

        /** @param details for programs, shown beside the sentence */
        public Declined(String sentence, Object details) {
            super(sentence);
            this.details = details;
        }

        Object details() {
            return details;
        }
    }
}

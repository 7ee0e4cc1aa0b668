package cn.smspay.store;

/** Thrown through an input that wants slow work done first; the {@link Lane} does it and runs the input again. */
final class NotYet extends RuntimeException {
    private final transient Task<?> task;

    NotYet(Task<?> task) {
        super("slow work to be done first", null, false, false);
        this.task = task;
    }

    Task<?> task() {
        return task;
    }
}

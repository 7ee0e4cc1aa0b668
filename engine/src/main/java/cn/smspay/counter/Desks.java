package cn.smspay.counter;

/** The functions, one class per group; built once in the engine. */
public final class Desks {
    private final Counter counter;

    public Desks(Counter counter) {
        this.counter = counter;
    }

    public Counter counter() {
        return counter;
    }
}

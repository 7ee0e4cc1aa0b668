package cn.smspay.counter;

/** The functions, one class per group; built once in the engine. */
public final class Desks {
    private final Counter counter;
    private final MerchantDesk merchants;

    public Desks(Counter counter) {
        this.counter = counter;
        this.merchants = new MerchantDesk(counter);
    }

    public Counter counter() {
        return counter;
    }

    public MerchantDesk merchants() {
        return merchants;
    }
}

package cn.smspay.base;

/** One customer relation on one number: the number may be cancelled and reissued, this id is not (R 3.0.1). */
public record SubscriptionId(long value) implements Comparable<SubscriptionId> {
    @Override
    public int compareTo(SubscriptionId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

package cn.smspay.base;

/** One answer to a subscriber. */
public record OutboxId(long value) implements Comparable<OutboxId> {
    @Override
    public int compareTo(OutboxId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

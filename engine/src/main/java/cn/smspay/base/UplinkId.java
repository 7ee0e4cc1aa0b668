package cn.smspay.base;

/** One physical short message from a subscriber, as accepted. Grows in commit order. */
public record UplinkId(long value) implements Comparable<UplinkId> {
    @Override
    public int compareTo(UplinkId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

package cn.smspay.base;

/** One balanced movement in the book. */
public record TransferId(long value) implements Comparable<TransferId> {
    @Override
    public int compareTo(TransferId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

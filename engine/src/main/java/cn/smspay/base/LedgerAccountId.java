package cn.smspay.base;

/** One account of the book. */
public record LedgerAccountId(long value) implements Comparable<LedgerAccountId> {
    @Override
    public int compareTo(LedgerAccountId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

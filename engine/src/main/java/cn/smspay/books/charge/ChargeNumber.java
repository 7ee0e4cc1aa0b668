package cn.smspay.books.charge;

/** The number of a charge record: from 1, without gaps, in the order in which records were stored. */
public record ChargeNumber(long value) implements Comparable<ChargeNumber> {
    @Override
    public int compareTo(ChargeNumber other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

package cn.smspay.base;

/** A 手机支付 account of a subscription. A reopened account has a new number (D-17). */
public record AccountNo(long value) implements Comparable<AccountNo> {
    @Override
    public int compareTo(AccountNo other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}

package cn.smspay.base;

/** A password, code or card number: it compares and it can be revealed on purpose, but it does not print. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}

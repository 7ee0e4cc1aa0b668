package cn.smspay.base;

/** A short number that subscribers write to or dial, like 10658888: 3 to 20 digits. */
public record ServiceNumber(String digits) {
    public ServiceNumber {
        if (!Digits.are(digits, 3, 20)) {
            throw new IllegalArgumentException("not a service number of 3 to 20 digits: " + digits);
        }
    }

    @Override
    public String toString() {
        return digits;
    }
}

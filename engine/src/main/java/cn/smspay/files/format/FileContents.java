package cn.smspay.files.format;

/**
 * What a billing file says of itself, whatever its format.
 *
 * @param previousSha256 64 hexadecimal digits, or 64 zeros or nothing for none
 * @param recordsFound how many records were really in it
 * @param sumFound what they come to
 */
public record FileContents(
        FileName name,
        long firstNumber,
        long records,
        long sumLi,
        String previousSha256,
        String chainBefore,
        String chainAfter,
        long recordsFound,
        long sumFound) {
    private static final String NONE = "0".repeat(64);

    public boolean hasPrevious() {
        return !previousSha256.isEmpty() && !previousSha256.equals(NONE);
    }

    public long lastNumber() {
        return firstNumber + records - 1;
    }
}

package cn.smspay.accounts.customers;

/** Names of people, made comparable for the same-name rule: trimmed, and wide letters made narrow (R 4.5). */
public final class PersonNames {
    private PersonNames() {}

    public static String normal(String name) {
        var narrow = new StringBuilder();
        name.codePoints()
                .map(c -> c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c == 0x3000 ? ' ' : c)
                .forEach(narrow::appendCodePoint);
        return narrow.toString().strip();
    }
}

package cn.smspay.base.text;

import java.util.Map;

/**
 * National language tables of the 7 bit alphabet (3GPP TS 23.038 Annex A), by the language identifiers that the user data
 * header names. An identifier without a table here leaves the default one, as §6.2.1.2.1 asks.
 */
final class ShiftTables {
    private static final int TURKISH = 1;
    private static final int SPANISH = 2;
    private static final int PORTUGUESE = 3;

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String DIGITS = "0123456789";

    /** Annex A.3. */
    private static final Map<Integer, String> LOCKING = Map.of(
            TURKISH,
            "@£$¥€éùıòÇ\nĞğ\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bŞşßÉ !\"#¤%&'()*+,-./" + DIGITS + ":;<=>?İ" + LETTERS + "ÄÖÑÜ§ç"
                    + LETTERS.toLowerCase(java.util.Locale.ROOT) + "äöñüà",
            PORTUGUESE,
            "@£$¥êéúíóç\nÔô\rÁáΔ_ªÇÀ∞^\\€Ó|\u001bÂâÊÉ !\"#º%&'()*+,-./" + DIGITS + ":;<=>?Í" + LETTERS + "ÃÕÚÜ§~"
                    + LETTERS.toLowerCase(java.util.Locale.ROOT) + "ãõ`üà");

    /** Annex A.2. */
    private static final Map<Integer, char[]> SINGLE = Map.of(
            TURKISH, extension("47Ğ 49İ 53Ş 63ç 67ğ 69ı 73ş"),
            SPANISH, extension("09ç 41Á 49Í 4fÓ 55Ú 61á 69í 6fó 75ú"),
            PORTUGUESE,
                    extension("05ê 09ç 0bÔ 0cô 0eÁ 0fá 12Φ 13Γ 15Ω 16Π 17Ψ 18Σ 19Θ 1fÊ 41À 49Í 4fÓ 55Ú 5bÃ 5cÕ 61Â 69í"
                            + " 6fó 75ú 7bã 7cõ 7fâ"));

    private ShiftTables() {}

    static String decode(byte[] septets, int lockingLanguage, int singleLanguage) {
        return GsmAlphabet.decode(
                septets,
                LOCKING.getOrDefault(
                        lockingLanguage, IndicTables.LOCKING.getOrDefault(lockingLanguage, GsmAlphabet.BASIC)),
                SINGLE.getOrDefault(
                        singleLanguage, IndicTables.SINGLE.getOrDefault(singleLanguage, GsmAlphabet.EXTENDED)));
    }

    /** The default extension table and these beside it, each a septet in hexadecimal and its character. */
    private static char[] extension(String more) {
        var table = GsmAlphabet.EXTENDED.clone();
        for (String each : more.split(" ")) {
            table[Integer.parseInt(each.substring(0, 2), 16)] = each.charAt(2);
        }
        return table;
    }
}

package cn.smspay.accounts.customers;

/** Numbers of documents and cards, as far as they can be checked by themselves. */
public final class Documents {
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECK_CHARACTERS = "10X98765432";

    private Documents() {}

    public static boolean isWellFormed(IdType type, String number) {
        return switch (type) {
            case ID_CARD -> isIdCard(number);
            case PASSPORT, OFFICER, OTHER -> !number.isBlank();
        };
    }

    /** Eighteen characters of which the last is the checksum of GB 11643. */
    private static boolean isIdCard(String number) {
        if (!number.matches("[0-9]{17}[0-9Xx]")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (number.charAt(i) - '0');
        }
        char last = number.charAt(17) == 'x' ? 'X' : number.charAt(17);
        return CHECK_CHARACTERS.charAt(sum % 11) == last;
    }

    /** 15 to 19 digits of which the last is a Luhn check digit. */
    public static boolean isBankCard(String number) {
        if (!number.matches("[0-9]{15,19}")) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : 2 * digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}

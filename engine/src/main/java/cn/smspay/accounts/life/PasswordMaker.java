package cn.smspay.accounts.life;

import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import java.util.random.RandomGenerator;

/** Makes initial passwords (R 3.1). As thread-safe as its source of chance. */
final class PasswordMaker {
    private static final String LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ";
    private static final String DIGITS = "23456789";
    private static final int LOGIN_LENGTH = 8;
    private static final int PAY_DIGITS = 6;

    private final RandomGenerator random;

    PasswordMaker(RandomGenerator random) {
        this.random = random;
    }

    /** Eight letters and digits, none of which is taken for another, at least one of each. */
    Secret login() {
        while (true) {
            var text = letters(LETTERS + DIGITS, LOGIN_LENGTH);
            if (text.chars().anyMatch(c -> DIGITS.indexOf(c) >= 0)
                    && text.chars().anyMatch(c -> LETTERS.indexOf(c) >= 0)) {
                return new Secret(text);
            }
        }
    }

    /** Six digits that are not the first ones to be guessed. */
    Secret pay(Msisdn owner) {
        while (true) {
            var text = letters("0123456789", PAY_DIGITS);
            if (!isWeak(text, owner)) {
                return new Secret(text);
            }
        }
    }

    private String letters(String from, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }

    /** All equal, a run up or down, or part of the owner's number. */
    static boolean isWeak(String digits, Msisdn owner) {
        int step = digits.charAt(1) - digits.charAt(0);
        boolean even = step >= -1 && step <= 1;
        for (int i = 2; i < digits.length(); i++) {
            even &= digits.charAt(i) - digits.charAt(i - 1) == step;
        }
        return even || owner.digits().contains(digits);
    }
}

package cn.smspay.web.page;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;

/** Words for forms that nobody can guess, each another. Thread-safe. */
public final class FormTokens implements Supplier<String> {
    private static final int OCTETS = 18;

    private final SecureRandom random;

    public FormTokens(SecureRandom random) {
        this.random = random;
    }

    @Override
    public String get() {
        var octets = new byte[OCTETS];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}

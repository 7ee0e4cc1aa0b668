package cn.smspay.base.vault;

import cn.smspay.base.Secret;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a password costs, and what a card's costs. */
@State(Scope.Benchmark)
public class VaultJmh {
    private final Vault vault = Vault.of("0f".repeat(32));
    private final Secret password = new Secret("714253");
    private final PasswordHash stored = vault.hashPassword("13800000001", password);

    /** Argon2id. */
    @Benchmark
    public boolean passwordCheck() {
        return vault.matches(stored, "13800000001", password);
    }

    /** HMAC-SHA-256. */
    @Benchmark
    public String keyedHash() {
        return vault.keyedHash(password, "card");
    }
}

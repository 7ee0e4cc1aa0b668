package cn.smspay.accounts.customers;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Task;

/** Hashing a password and comparing one with its hash, which take milliseconds and are therefore done beside the writer. */
public final class SlowHash {
    private SlowHash() {}

    /** The hash of an owner's password. */
    public static Task<PasswordHash> of(Vault vault, String owner, Secret password) {
        return new Hashing(vault, owner, password);
    }

    /** Whether what was typed is the owner's password. */
    public static Task<Boolean> matches(Vault vault, PasswordHash stored, String owner, Secret attempt) {
        return new Comparison(vault, stored, owner, attempt);
    }

    private record Hashing(Vault vault, String owner, Secret password) implements Task<PasswordHash> {
        @Override
        public PasswordHash compute() {
            return vault.hashPassword(owner, password);
        }
    }

    private record Comparison(Vault vault, PasswordHash stored, String owner, Secret attempt) implements Task<Boolean> {
        @Override
        public Boolean compute() {
            return vault.matches(stored, owner, attempt);
        }
    }
}

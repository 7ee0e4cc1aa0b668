package cn.smspay.accounts.life;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.PasswordHash;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Task;

/** What takes the processor long on purpose: a lane has it done by other threads and goes on meanwhile. */
public final class PasswordWork {
    private PasswordWork() {}

    /** @param owner whose it is, so that equal passwords have unequal hashes */
    public record Hashing(Vault vault, String owner, Secret password) implements Task<PasswordHash> {
        @Override
        public PasswordHash compute() {
            return vault.hashPassword(owner, password);
        }
    }

    /** Whether an attempt is what was stored. */
    public record Comparison(Vault vault, PasswordHash stored, String owner, Secret attempt) implements Task<Boolean> {
        @Override
        public Boolean compute() {
            return vault.matches(stored, owner, attempt);
        }
    }
}

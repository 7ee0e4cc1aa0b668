/**
 * Keys: seals what must be read again, hashes what must only be compared. The keys lie outside the database.
 *
 * <p>Start at {@link cn.smspay.base.vault.Vault}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.base.vault;

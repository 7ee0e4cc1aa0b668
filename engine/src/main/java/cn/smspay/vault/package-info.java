/**
 * Keys: seals what must be read again, hashes what must only be compared. The keys lie outside the database. Start at
 * {@link cn.smspay.vault.Vault}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.vault;

/**
 * What happens to an account in its life: opening, passwords and codes, the bank card that is bound, closing, and what a carrier's
 * change of the number does to it.
 *
 * <p>Start at {@link cn.smspay.accounts.life.Lifecycle}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.life;

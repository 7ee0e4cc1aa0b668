/**
 * A shop of a merchant, as its own developers would have written it: it sees the partners' door from outside and shares no code
 * with it.
 *
 * <p>Start at {@link cn.smspay.outside.merchant.Shop}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outside.merchant;

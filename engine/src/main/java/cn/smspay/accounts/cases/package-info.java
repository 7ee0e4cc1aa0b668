/**
 * Work that people have to do because the rules could not end it.
 *
 * <p>Start at {@link cn.smspay.accounts.cases.Cases}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.cases;

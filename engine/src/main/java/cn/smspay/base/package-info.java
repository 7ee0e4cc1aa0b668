/**
 * Money and identifiers: one small type a kind, so that the compiler keeps them apart. Knows nothing of what they are for.
 *
 * <p>Start at {@link cn.smspay.base.Msisdn}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.base;

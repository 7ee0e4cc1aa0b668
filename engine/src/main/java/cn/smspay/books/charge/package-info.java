/**
 * One final charge record per uplink (R 3.0.4): numbered without gaps, chained by SHA-256 to the one before, guarded by
 * triggers. It belongs to the accounting day of its uplink's arrival in Shanghai, or, if that day was over, to the open day (then
 * it is late). Corrections are records too. Knows no files.
 *
 * <p>Start at {@link cn.smspay.books.charge.Billing}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.books.charge;

/**
 * One charge record per uplink, and the files made of them (domain.md 3.0.4, 4.10). Knows nothing of messages or money
 * accounts. Start at {@link cn.smspay.billing.Billing}, which writes records, then {@link cn.smspay.billing.BillingFiles},
 * which makes files of them.
 *
 * <p>A record is final: numbered without gaps, chained by SHA-256 to the one before, guarded by triggers. It belongs to the
 * accounting day of its uplink's arrival in Shanghai, or, if that day was over, to the open day (then it is late); so days
 * never fall with rising numbers, and a file is a range of numbers within one day. Corrections are records too.
 *
 * <p>A file is a pure function of rows: {@code billing_file} says which records, {@code billing_copy} which bytes came out
 * in each format. It is written under a temporary name and synced, then its rows are committed, then it is renamed, the
 * folder synced, and the checksum file put beside it. Whatever a crash leaves, {@code repair} completes from the rows.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.billing;

/**
 * Files made of charge records (R 4.10): published, delivered, checked, reported, purged.
 *
 * <p>A file is a pure function of rows: {@code billing_file} says which records, {@code billing_copy} which bytes came out in each
 * format. It is written under a temporary name and synced, then its rows are committed, then it is renamed, the folder synced,
 * and the checksum file put beside it. Whatever a crash leaves, {@code repair} completes from the rows.
 *
 * <p>Start at {@link cn.smspay.files.billing.BillingFiles}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.files.billing;

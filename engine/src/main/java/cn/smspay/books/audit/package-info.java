/**
 * Who looked at whom and who did what, in a hash chain.
 *
 * <p>Start at {@link cn.smspay.books.audit.AuditTrail}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.books.audit;

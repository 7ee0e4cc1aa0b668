/**
 * Copies of all that an engine keeps, made beside it and put back elsewhere.
 *
 * <p>Start at {@link cn.smspay.ops.backup.Backup}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ops.backup;

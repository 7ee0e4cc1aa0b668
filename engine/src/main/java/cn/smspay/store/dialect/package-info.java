/**
 * What one database differs in from another: the words of its statements, how values go into them, what its errors mean.
 *
 * <p>Start at {@link cn.smspay.store.dialect.Dialect}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.store.dialect;

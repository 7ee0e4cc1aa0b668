/**
 * Commands that write, done by the engine of their folder where one runs: there is never a second writer beside it.
 *
 * <p>Start at {@link cn.smspay.ops.errand.WritingMixin}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ops.errand;

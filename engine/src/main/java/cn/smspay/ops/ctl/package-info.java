/**
 * The words of {@code smspay ctl}, and the truth that they and the operator's page tell.
 *
 * <p>Start at {@link cn.smspay.ops.ctl.CtlWords}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ops.ctl;

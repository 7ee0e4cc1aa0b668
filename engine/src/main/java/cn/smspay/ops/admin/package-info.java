/**
 * The functions of the counter as words of the control socket, for operators and scripts.
 *
 * <p>Start at {@link cn.smspay.ops.admin.AdminWords}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ops.admin;

/**
 * How somebody at the machine talks to the running engine: a Unix socket in the data folder, one JSON object a line. Its login
 * is the file system.
 *
 * <p>Start at {@link cn.smspay.ops.control.ControlSocket} and {@link cn.smspay.ops.control.ControlClient}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ops.control;

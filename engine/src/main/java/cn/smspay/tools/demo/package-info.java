/**
 * The engine with a simulated SMSC and a handset in the terminal.
 *
 * <p>Start at {@link cn.smspay.tools.demo.DemoCommand}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.tools.demo;

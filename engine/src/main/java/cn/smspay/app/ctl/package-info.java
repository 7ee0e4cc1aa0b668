/**
 * What operators ask of a running engine, on the command line.
 *
 * <p>Start at {@link cn.smspay.app.ctl.CtlCommands}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app.ctl;

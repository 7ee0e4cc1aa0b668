/**
 * The command line, the parts list and the orderly stop. Start at {@link cn.smspay.app.Main}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.app;

/**
 * SMPP 3.4 towards an SMSC: frames, sessions, windows, binds. Knows no commands and no accounts.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.smpp;

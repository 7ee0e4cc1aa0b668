/**
 * Charge records as octets and back: CSV, JSON Lines, TS 32.298. Streams only; knows no folder and no database.
 *
 * <p>Start at {@link cn.smspay.files.format.Format}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.files.format;

/**
 * Files of subscribers, cards, bindings and cash, read row by row with every fault's place.
 *
 * <p>Start at {@link cn.smspay.files.imports.Import}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.files.imports;

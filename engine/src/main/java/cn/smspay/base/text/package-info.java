/**
 * GSM 03.38 and its relatives: alphabets, and how a text is cut into short messages. Knows no PDU.
 *
 * <p>Start at {@link cn.smspay.base.text.Segmenter}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.base.text;

/**
 * What is inside a PDU of SMPP 3.4: its frame, read and written, its tags, classes, statuses and receipts. Knows no connection.
 *
 * <p>Start at {@link cn.smspay.sms.pdu.PduDecoder}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.sms.pdu;

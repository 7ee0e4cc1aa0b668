/**
 * Short messages, whoever carries them: intake of uplinks, the queue of answers, receipts.
 *
 * <p>Start at {@link cn.smspay.sms.SmsIntake}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.sms;

/**
 * Short messages, whoever carries them: intake of uplinks, encoding and segments of downlinks. Start at {@link
 * cn.smspay.sms.SmsIntake}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.sms;

/**
 * One charge record per uplink, and the files made of them. Start at {@link cn.smspay.billing.Billing}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.billing;

/**
 * One small type per kind of identifier or secret, so that the compiler keeps them apart. Start at {@link
 * cn.smspay.ids.Msisdn}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.ids;

/**
 * How a partner's own developers would write a program for our door: it shares no code with the door.
 *
 * <p>Start at {@link cn.smspay.outside.partner.PartnerProgram}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outside.partner;

/**
 * The demo's telephones in a browser: short messages, the voice service by keys, the SIM's menus, a POS and a hall. Pages without
 * script, on this machine alone.
 *
 * <p>Start at {@link cn.smspay.web.handset.HandsetDoor}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.web.handset;

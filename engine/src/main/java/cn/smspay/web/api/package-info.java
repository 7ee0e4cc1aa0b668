/**
 * The door of partners' programs: signed requests in JSON, once per idempotency key, problems as documents. It knows the counter
 * and no rule.
 *
 * <p>Start at {@link cn.smspay.web.api.PartnerDoor}; the contract is {@code openapi/partner.yaml}, its resources are one file each.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.web.api;

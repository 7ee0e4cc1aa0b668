package cn.smspay.web.site;

import cn.smspay.base.SubscriptionId;

/**
 * A customer who has logged in.
 *
 * @param number his mobile number
 * @param byAlias the number is gone and he came by his alias: no code can reach him (S-055)
 */
public record Member(SubscriptionId id, String number, boolean byAlias) {}

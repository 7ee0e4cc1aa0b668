package cn.smspay.web.desks;

import cn.smspay.base.Msisdn;

/**
 * The customer that somebody has looked up, so that no number stands in an address.
 *
 * @param why the reason that was chosen, for the audit
 */
record LookedUpCustomer(Msisdn number, String why) {}

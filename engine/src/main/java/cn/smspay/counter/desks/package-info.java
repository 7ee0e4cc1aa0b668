/**
 * The functions of the counter (R 4), a desk for each matter: customers, cash, cards, merchants, banks, staff.
 *
 * <p>Start at {@link cn.smspay.counter.desks.Desks}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.counter.desks;

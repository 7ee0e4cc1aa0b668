/**
 * One method per function that back office, partners and programs are offered (R 4): who may, once per key, with an audit
 * row, all in one transaction. The rules themselves are in accounts; this knows no door's words or forms.
 *
 * <p>Start at {@link cn.smspay.counter.Counter}; the functions are in the desks that {@link cn.smspay.counter.desks.Desks} lists.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.counter;

/**
 * The parts list: names every part once, starts, ticks and stops them.
 *
 * <p>Start at {@link cn.smspay.engine.Engine}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.engine;

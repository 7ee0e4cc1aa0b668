/**
 * An SMSC with handsets, banks, bill system and registry to develop against, with faults on purpose. Not used by {@code run}
 * but for what the settings call simulated.
 *
 * <p>Start at {@link cn.smspay.outside.simulator.SmscSimulator}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outside.simulator;

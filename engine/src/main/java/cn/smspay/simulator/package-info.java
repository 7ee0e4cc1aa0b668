/**
 * An SMSC and handsets to develop against, with faults on purpose. Not used by {@code run}. Start at {@link
 * cn.smspay.simulator.SmscSimulator}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.simulator;

/**
 * An SMSC and handsets to develop against. Not used by {@code run}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.simulator;

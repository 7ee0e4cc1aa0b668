/**
 * Takes one input from any channel, walks one step of a conversation and does what it asks, in one transaction. Start
 * at {@link cn.smspay.desk.Desk}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.desk;

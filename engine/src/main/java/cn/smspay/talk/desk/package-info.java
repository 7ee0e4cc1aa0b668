/**
 * Takes one input from SMS or voice, walks one step of a conversation and does what it asks, in one transaction.
 *
 * <p>Start at {@link cn.smspay.talk.desk.Desk}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.talk.desk;

/**
 * A SIM with its wallet, a POS and a hall's reader, which obey the rules of the cards and can be made to err. They speak to the
 * service by {@link cn.smspay.outside.cards.WalletLine} alone.
 *
 * <p>Start at {@link cn.smspay.outside.cards.WalletSim}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.outside.cards;

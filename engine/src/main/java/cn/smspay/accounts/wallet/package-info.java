/**
 * The wallet on the SIM: the card's file, loads that never double, purchases at a POS off-line, batches, closing. The truth
 * about this money is on the card; what is here is a shadow that lags. Knows no door and no menu.
 *
 * <p>Start at {@link cn.smspay.accounts.wallet.Wallets}; what card and platform say to each other is {@link
 * cn.smspay.accounts.wallet.PurseData}.
 */
@org.jspecify.annotations.NullMarked
package cn.smspay.accounts.wallet;

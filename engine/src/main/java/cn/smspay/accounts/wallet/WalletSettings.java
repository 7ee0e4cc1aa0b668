package cn.smspay.accounts.wallet;

import java.time.Duration;

/**
 * What a carrier may decide otherwise about wallets.
 *
 * @param settleCycle how long records of a POS may be under way before they are missed
 */
public record WalletSettings(Duration settleCycle) {
    public static final WalletSettings USUAL = new WalletSettings(Duration.ofDays(1));
}

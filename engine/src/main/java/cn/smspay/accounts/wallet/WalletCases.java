package cn.smspay.accounts.wallet;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.cases.Cases.Opening;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.Fen;
import cn.smspay.store.Tx;
import java.time.Instant;

/** What a person has to look at, as this room calls it. */
final class WalletCases {
    private WalletCases() {}

    /** @param cause names what happened for ever: the same cause is the same case */
    static void of(Tx tx, CaseKind kind, String cause, Wallet wallet, String what, Fen amount, Instant now) {
        Cases.open(tx, new Opening(kind, cause, wallet.subscription(), "wallet:" + wallet.card(), what, amount), now);
    }

    static void ofTerminal(Tx tx, String cause, Terminal psam, String what, Fen amount, Instant now) {
        Cases.open(tx, new Opening(CaseKind.POS_CONFLICT, cause, null, "psam:" + psam, what, amount), now);
    }
}

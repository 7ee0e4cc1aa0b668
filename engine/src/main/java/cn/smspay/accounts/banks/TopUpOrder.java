package cn.smspay.accounts.banks;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Money that a customer wants to bring in from his bank (R 4.14).
 *
 * @param number what the customer and the bank call it by
 * @param nextLookAt when the bank is asked, or the order runs out
 * @param looks how often the bank was asked
 * @param paidAt when the bank says that it was paid
 * @param late whether it was paid after it had run out
 */
public record TopUpOrder(
        String number,
        SubscriptionId subscription,
        AccountNo account,
        BankCode bank,
        Target target,
        Fen amount,
        Status status,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant redirectedAt,
        Instant nextLookAt,
        int looks,
        @Nullable Instant paidAt,
        boolean late) {
    public enum Status {
        CREATED,
        /** The customer was sent to the bank's page: from now on money may be on its way. */
        REDIRECTED,
        PAID,
        EXPIRED,
        /** Another amount came than was ordered: nothing was added. */
        MISMATCH
    }

    /** Where the money goes. */
    public enum Target {
        CASH,
        /** To be loaded onto the card of the wallet (S-152). */
        WALLET
    }

    TopUpOrder redirected(Instant at, Instant lookAt) {
        return changed(Status.REDIRECTED, at, lookAt, 0, null, false);
    }

    TopUpOrder looked(Instant next) {
        return changed(status, redirectedAt, next, looks + 1, paidAt, late);
    }

    TopUpOrder ended(Status to, @Nullable Instant paid, boolean late) {
        return changed(to, redirectedAt, nextLookAt, looks, paid, late);
    }

    private TopUpOrder changed(
            Status to, @Nullable Instant redirected, Instant lookAt, int looks, @Nullable Instant paid, boolean late) {
        return new TopUpOrder(
                number,
                subscription,
                account,
                bank,
                target,
                amount,
                to,
                createdAt,
                expiresAt,
                redirected,
                lookAt,
                looks,
                paid,
                late);
    }
}

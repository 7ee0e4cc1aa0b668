package cn.smspay.accounts.merchants;

import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a merchant asks somebody to pay.
 *
 * @param no what we call it by
 * @param merchantNo what the merchant calls it by
 * @param print of what was asked, to know the same again
 * @param payer who is to pay, of an order by short message, or who has paid
 * @param test moves no money
 * @param endedAt when it was paid or closed
 * @param purchase the posting, once it is paid
 * @param payerTail the last four digits of who paid: all that the merchant sees of him
 * @param refunded given back by us
 * @param offline given back by the merchant himself (S-089)
 */
public record MerchantOrder(
        String no,
        String merchant,
        String merchantNo,
        String print,
        Fen amount,
        String subject,
        PayChannel channel,
        @Nullable String returnUrl,
        @Nullable SubscriptionId payer,
        boolean test,
        State state,
        Instant madeAt,
        Instant expiresAt,
        @Nullable Instant endedAt,
        @Nullable CloseReason closeReason,
        @Nullable OrderId purchase,
        @Nullable String payerTail,
        Fen refunded,
        Fen offline) {
    /** Where it is paid (S-083). */
    public enum PayChannel {
        WWW,
        WAP,
        /** The payer is asked by short message, and answers so. */
        SMS
    }

    public enum State {
        OPEN,
        PAID,
        CLOSED
    }

    /** Why it was closed unpaid. */
    public enum CloseReason {
        EXPIRED,
        MERCHANT,
        PAYER
    }

    MerchantOrder paid(@Nullable SubscriptionId who, @Nullable OrderId by, String tail, Instant at) {
        return new MerchantOrder(
                no,
                merchant,
                merchantNo,
                print,
                amount,
                subject,
                channel,
                returnUrl,
                who,
                test,
                State.PAID,
                madeAt,
                expiresAt,
                at,
                null,
                by,
                tail,
                refunded,
                offline);
    }

    MerchantOrder closed(CloseReason why, Instant at) {
        return new MerchantOrder(
                no,
                merchant,
                merchantNo,
                print,
                amount,
                subject,
                channel,
                returnUrl,
                payer,
                test,
                State.CLOSED,
                madeAt,
                expiresAt,
                at,
                why,
                null,
                null,
                refunded,
                offline);
    }

    MerchantOrder back(Fen byUs, Fen elsewhere) {
        return new MerchantOrder(
                no,
                merchant,
                merchantNo,
                print,
                amount,
                subject,
                channel,
                returnUrl,
                payer,
                test,
                state,
                madeAt,
                expiresAt,
                endedAt,
                closeReason,
                purchase,
                payerTail,
                refunded.plus(byUs),
                offline.plus(elsewhere));
    }

    /** What may still be given back. */
    public Fen left() {
        return amount.minus(refunded).minus(offline);
    }
}

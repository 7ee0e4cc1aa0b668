package cn.smspay.accounts.payments;

import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Merchants' orders that their payers are asked for by short message (S-083), as far as the conversation needs them. */
public interface SmsOrders {
    /** Of a service without merchants. */
    SmsOrders NONE = new SmsOrders() {
        @Override
        public Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now) {
            return Optional.empty();
        }

        @Override
        public void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now) {}

        @Override
        public void unpaid(Tx tx, SmsOrder order, Instant now) {}
    };

    /**
     * One of them.
     *
     * @param no what we call it by; it is paid once under that
     * @param merchant the merchant's id
     * @param subject the goods, in the merchant's words
     */
    record SmsOrder(String no, String merchant, String subject, Fen amount) {}

    /** The order that somebody is to pay by short message now; there is at most one. */
    Optional<SmsOrder> open(Tx tx, SubscriptionId payer, Instant now);

    /** It was paid: the merchant is to be told. */
    void paid(Tx tx, SmsOrder order, SubscriptionId payer, OrderId purchase, Instant now);

    /** Its payer said no, gave up or went on to something else: it is closed, and the merchant is to be told. */
    void unpaid(Tx tx, SmsOrder order, Instant now);
}

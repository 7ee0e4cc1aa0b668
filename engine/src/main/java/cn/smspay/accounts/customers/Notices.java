package cn.smspay.accounts.customers;

import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;

/** Takes what a subscriber has to be told outside a conversation; part of the transaction that made it true. */
@FunctionalInterface
public interface Notices {
    /**
     * @param notice a notice of the catalogue
     * @param values its values as text: money as {@code 50.00}, dates {@code yyyy-MM-dd}, words as keys
     */
    void say(Tx tx, SubscriptionId who, String notice, Map<String, String> values, Instant now);
}

package cn.smspay.counter;

import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.util.Optional;

/** What an act or a look concerns. Acts of one subject run one after the other. */
public sealed interface Subject {
    /** The present subscription of a number, which must be known: otherwise the reply is {@code unknown-number}. */
    record Number(Msisdn msisdn) implements Subject {}

    /** A number that need not be known yet. */
    record AnyNumber(Msisdn msisdn) implements Subject {}

    /** One subscription, also of a number that is gone. */
    record Customer(SubscriptionId id) implements Subject {}

    /** Something else, like an order. */
    record Thing(String kind, String id) implements Subject {}

    static Subject number(Msisdn msisdn) {
        return new Number(msisdn);
    }

    static Subject customer(SubscriptionId id) {
        return new Customer(id);
    }

    static Subject thing(String kind, Object id) {
        return new Thing(kind, id.toString());
    }

    /** Inputs of this subscriber by phone have the same. */
    default Object laneKey() {
        if (this instanceof Number number) {
            return number.msisdn();
        } else if (this instanceof AnyNumber number) {
            return number.msisdn();
        }
        return this;
    }

    /** Like {@code number:13800000001}. */
    default String word() {
        if (this instanceof Number number) {
            return "number:" + number.msisdn();
        } else if (this instanceof AnyNumber number) {
            return "number:" + number.msisdn();
        } else if (this instanceof Customer customer) {
            return "customer:" + customer.id();
        } else if (this instanceof Thing thing) {
            return thing.kind() + ":" + thing.id();
        }
        throw new AssertionError(this);
    }

    /** Whom it concerns, if it concerns a subscriber that is known. */
    default Optional<SubscriptionId> subscription(Tx tx, Subscribers subscribers) {
        if (this instanceof Number number) {
            return subscribers.find(tx, number.msisdn()).map(Subscription::id);
        } else if (this instanceof AnyNumber number) {
            return subscribers.find(tx, number.msisdn()).map(Subscription::id);
        } else if (this instanceof Customer customer) {
            return Optional.of(customer.id());
        }
        return Optional.empty();
    }
}

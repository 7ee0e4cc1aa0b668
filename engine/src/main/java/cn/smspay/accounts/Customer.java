package cn.smspay.accounts;

import cn.smspay.ids.SubscriptionId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription and the account it has, with the checks that most commands begin with. */
record Customer(Subscription subscription, @Nullable Account found) {
    SubscriptionId id() {
        return subscription.id();
    }

    /** The account, once {@link #hasAccount} has passed. */
    Account account() {
        return Objects.requireNonNull(found, "no account was checked for");
    }

    boolean isRegistered() {
        return found != null && found.isInUse();
    }

    Optional<Refusal> hasAccount() {
        return isRegistered() ? Optional.empty() : Optional.of(Refusal.of(Refusal.Reason.NO_ACCOUNT));
    }

    Optional<Refusal> phoneAllows(Service service) {
        var phone = subscription.phone();
        return service.isPossibleWith(phone) ? Optional.empty() : Optional.of(Refusal.phone(phone.state()));
    }

    Optional<Refusal> isNotFrozen() {
        return account().isFrozen() ? Optional.of(Refusal.phone(State.FROZEN)) : Optional.empty();
    }
}

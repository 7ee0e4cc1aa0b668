package cn.smspay.accounts.customers;

import cn.smspay.base.SubscriptionId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A subscription and the account it has, with the checks that most commands begin with. */
public record Customer(Subscription subscription, @Nullable Account found) {
    public SubscriptionId id() {
        return subscription.id();
    }

    /** The account, once {@link #hasAccount} has passed. */
    public Account account() {
        return Objects.requireNonNull(found, "no account was checked for");
    }

    public boolean isRegistered() {
        return found != null && found.isInUse();
    }

    public Optional<Refusal> hasAccount() {
        return isRegistered() ? Optional.empty() : Optional.of(Refusal.of(Refusal.Reason.NO_ACCOUNT));
    }

    public Optional<Refusal> phoneAllows(Service service) {
        var phone = subscription.phone();
        return service.isPossibleWith(phone) ? Optional.empty() : Optional.of(Refusal.phone(phone.state()));
    }

    public Optional<Refusal> isNotFrozen() {
        return account().frozen() ? Optional.of(Refusal.of(Refusal.Reason.FROZEN)) : Optional.empty();
    }
}

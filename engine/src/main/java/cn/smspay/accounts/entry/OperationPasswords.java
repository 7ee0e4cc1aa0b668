package cn.smspay.accounts.entry;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** The password that guards the wallet's menu on the card, as far as the platform can put it back to the first one (S-171). */
@FunctionalInterface
public interface OperationPasswords {
    /** A carrier without wallets. */
    OperationPasswords NONE = (tx, who, now) -> Optional.of(Refusal.of(Refusal.Reason.NOT_SUPPORTED));

    Optional<Refusal> reset(Tx tx, SubscriptionId who, Instant now);
}

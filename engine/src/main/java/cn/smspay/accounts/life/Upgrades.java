package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.customers.CarrierRegistry.RegistryVerdict;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.Subscription;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Task;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/** Making an account a real-name account (R 3.3). There is no way back. */
public final class Upgrades {
    private final Subscribers subscribers;
    private final CarrierRegistry registry;
    private final Vault vault;

    public Upgrades(Subscribers subscribers, CarrierRegistry registry, Vault vault) {
        this.subscribers = subscribers;
        this.registry = registry;
        this.vault = vault;
    }

    /** Upgrades the account. The holder's name is frozen: a later change at the hall does not rename the account. */
    public Optional<Refusal> upgrade(Tx tx, SubscriptionId who, Instant now) {
        var customer = subscribers.customer(tx, who);
        var refusal = Answer.first(
                customer::hasAccount,
                () -> customer.account().isRealName()
                        ? Optional.of(Refusal.of(Reason.ALREADY_REAL_NAME))
                        : Optional.empty(),
                () -> customer.phoneAllows(Service.UPGRADE),
                () -> customer.subscription().profileComplete()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.PROFILE_INCOMPLETE)),
                () -> isConfirmed(tx, customer.subscription())
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.NOT_VERIFIED)));
        if (refusal.isEmpty()) {
            tx.put(ACCOUNT, Openings.inRealName(tx, customer.account(), now));
        }
        return refusal;
    }

    private boolean isConfirmed(Tx tx, Subscription subscription) {
        var identity = tx.get(IDENTITY, subscription.id());
        var name = identity.nameSealed();
        var idNumber = identity.idNumberSealed();
        if (name == null || idNumber == null) {
            return false;
        }
        var question = new RegistryQuestion(
                registry,
                subscription.msisdn(),
                new Secret(vault.unseal(name, Sealed.NAME)),
                new Secret(vault.unseal(idNumber, Sealed.ID_NUMBER)));
        return tx.slow(question) == RegistryVerdict.CONFIRMED;
    }

    private record RegistryQuestion(CarrierRegistry registry, Msisdn number, Secret name, Secret idNumber)
            implements Task<RegistryVerdict> {
        @Override
        public RegistryVerdict compute() {
            return registry.confirm(number, name, idNumber);
        }
    }
}

package cn.smspay.accounts.customers;

import static cn.smspay.accounts.customers.AccountTables.HOLDER;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;

import cn.smspay.accounts.customers.AccountTables.Identity;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who people are, as far as a desk may see it: masked names, and whether what somebody says of himself is true. Thread-safe. */
public final class Identities {
    private final Vault vault;

    public Identities(Vault vault) {
        this.vault = vault;
    }

    /** The name of the real-name account, or else the one the hall has registered; like {@code 王**}. */
    public Optional<String> maskedName(Tx tx, Customer customer) {
        var account = customer.found();
        var holder = account == null || !account.isRealName()
                ? Optional.<byte[]>empty()
                : tx.find(HOLDER, account.no()).map(AccountTables.Holder::nameSealed);
        return holder.or(() -> tx.find(IDENTITY, customer.id()).map(Identity::nameSealed))
                .map(name -> masked(vault.unseal(name, Sealed.NAME)));
    }

    private static String masked(String name) {
        int first = name.offsetByCodePoints(0, Math.min(1, name.length()));
        return name.substring(0, first) + "*".repeat(name.codePointCount(first, name.length()));
    }

    /** With what somebody identifies himself, if the hall has registered it. */
    public Optional<IdType> idType(Tx tx, SubscriptionId who) {
        return tx.find(IDENTITY, who)
                .filter(known -> known.idNumberSealed() != null)
                .map(Identity::idType);
    }

    /** Whether name and number of the document are those that the hall has registered; letters' case does not count. */
    public boolean isCalled(Tx tx, SubscriptionId who, Secret name, Secret idNumber) {
        return tx.find(IDENTITY, who)
                .filter(known -> equal(known.nameSealed(), Sealed.NAME, name)
                        && equal(known.idNumberSealed(), Sealed.ID_NUMBER, idNumber))
                .isPresent();
    }

    private boolean equal(byte @Nullable [] kept, String purpose, Secret said) {
        return kept != null
                && PersonNames.normal(vault.unseal(kept, purpose)).equalsIgnoreCase(PersonNames.normal(said.reveal()));
    }
}

package cn.smspay.accounts.customers;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;
import static cn.smspay.accounts.customers.AccountTables.NUMBER;
import static cn.smspay.accounts.customers.AccountTables.SUBSCRIPTION;

import cn.smspay.accounts.customers.AccountTables.Identity;
import cn.smspay.accounts.customers.AccountTables.NumberRow;
import cn.smspay.accounts.customers.Subscription.Risk;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Who is who: numbers, their present subscriptions, and what the carrier says about them (R 4.1). */
public final class Subscribers {
    private final NumberSettings settings;
    private final Ledger ledger;
    private final Vault vault;

    public Subscribers(NumberSettings settings, Ledger ledger, Vault vault) {
        this.settings = settings;
        this.ledger = ledger;
        this.vault = vault;
    }

    /** Reads ahead what the next command of this number is likely to want; {@code then} adds what hangs on its subscription. */
    public void load(Reads ahead, Msisdn msisdn, BiConsumer<Reads, Subscription> then) {
        ahead.want(
                NUMBER,
                msisdn.number(),
                (more, number) -> more.want(SUBSCRIPTION, number.subscription(), (yetMore, subscription) -> {
                    then.accept(yetMore, subscription);
                    var no = subscription.account();
                    if (no != null) {
                        yetMore.want(ACCOUNT, no);
                        ledger.load(yetMore, no, Pocket.CASH, Pocket.CARD, Pocket.WITHDRAWING);
                    }
                }));
    }

    /**
     * The subscription of a number from which something came; one is made for an unknown number in the carrier's ranges.
     *
     * @return empty if the number is another carrier's
     */
    public Optional<Subscription> meet(Tx tx, Msisdn msisdn) {
        var known = find(tx, msisdn);
        if (known.isPresent()) {
            return known.filter(Subscription::isOnNet);
        }
        if (settings.prefixes().stream().noneMatch(msisdn.digits()::startsWith)) {
            return Optional.empty();
        }
        return Optional.of(adopt(tx, msisdn));
    }

    private Subscription adopt(Tx tx, Msisdn msisdn) {
        return settings.adoptUnknown()
                ? create(
                        tx,
                        msisdn,
                        1,
                        Operator.CHINA_MOBILE,
                        settings.adoptedProvince(),
                        Brand.GOTONE,
                        PhoneCondition.NORMAL)
                : create(
                        tx,
                        msisdn,
                        1,
                        Operator.CHINA_MOBILE,
                        Province.UNKNOWN,
                        Brand.UNKNOWN,
                        new PhoneCondition(PhoneStatus.UNKNOWN, StopReason.NONE));
    }

    private Subscription create(
            Tx tx,
            Msisdn msisdn,
            int generation,
            Operator operator,
            Province province,
            Brand brand,
            PhoneCondition phone) {
        var subscription = new Subscription(
                new SubscriptionId(tx.next("subscription")),
                msisdn,
                generation,
                operator,
                province,
                brand,
                phone,
                false,
                false,
                null,
                false,
                Risk.NONE,
                null);
        tx.add(SUBSCRIPTION, subscription);
        tx.put(NUMBER, new NumberRow(msisdn.number(), subscription.id()));
        return subscription;
    }

    /** The present subscription of a number. */
    public Optional<Subscription> find(Tx tx, Msisdn msisdn) {
        return tx.find(NUMBER, msisdn.number()).flatMap(number -> tx.find(SUBSCRIPTION, number.subscription()));
    }

    /** {@link #find}, or a new one where unknown numbers are taken as ordinary subscribers (D-29). */
    public Optional<Subscription> known(Tx tx, Msisdn msisdn) {
        var found = find(tx, msisdn);
        return found.isPresent() || !settings.adoptUnknown() ? found : meet(tx, msisdn);
    }

    /** Whether a number is the carrier's, as far as we are told: by its list first, else by its range (R 3.0.2 step 8). */
    public boolean isOnNet(Tx tx, Msisdn msisdn) {
        return find(tx, msisdn)
                .map(Subscription::isOnNet)
                .orElseGet(() -> settings.prefixes().stream().anyMatch(msisdn.digits()::startsWith));
    }

    public Subscription get(Tx tx, SubscriptionId id) {
        return tx.get(SUBSCRIPTION, id);
    }

    public Customer customer(Tx tx, SubscriptionId id) {
        var subscription = get(tx, id);
        var no = subscription.account();
        return new Customer(subscription, no == null ? null : tx.get(ACCOUNT, no));
    }

    public void put(Tx tx, Subscription changed) {
        tx.put(SUBSCRIPTION, changed);
    }

    /** What the carrier's customer system says of a number: a new subscription, or news of the present one. */
    public Subscription feed(
            Tx tx, Msisdn msisdn, Operator operator, Province province, Brand brand, boolean secondary) {
        var before = find(tx, msisdn)
                .orElseGet(() -> create(tx, msisdn, 1, operator, province, brand, PhoneCondition.NORMAL));
        var after = before.withFeed(operator, province, brand, secondary);
        if (after.phone().phoneStatus() == PhoneStatus.UNKNOWN) {
            after = after.withPhone(PhoneCondition.NORMAL);
        }
        put(tx, after);
        return after;
    }

    /** Sets the condition of the phone past the rules, which {@link Lifecycle#status} knows; for staging. */
    public void status(Tx tx, SubscriptionId id, PhoneCondition phone) {
        put(tx, get(tx, id).withPhone(phone));
    }

    /** Bars or clears a number for risk. */
    public void blacklist(Tx tx, SubscriptionId id, boolean barred) {
        put(tx, get(tx, id).withBlacklisted(barred));
    }

    /**
     * What the hall has registered (S-036); what it leaves out stays as it was. Changes nothing in the account by itself.
     *
     * @return whether it is news
     */
    public boolean profile(
            Tx tx, SubscriptionId id, @Nullable Secret name, @Nullable IdType idType, @Nullable Secret idNumber) {
        var known = tx.find(IDENTITY, id);
        var before = known.map(this::profile).orElse(Profile.NONE);
        var after = new Profile(
                name == null ? before.name() : PersonNames.normal(name.reveal()),
                idType == null ? before.idType() : idType,
                idNumber == null ? before.idNumber() : idNumber.reveal());
        if (known.isPresent() && after.equals(before)) {
            return false;
        }
        tx.put(
                IDENTITY,
                new Identity(
                        id,
                        after.name() == null ? null : vault.seal(after.name(), Sealed.NAME),
                        after.idType(),
                        after.idNumber() == null ? null : vault.seal(after.idNumber(), Sealed.ID_NUMBER)));
        put(tx, get(tx, id).withProfileComplete(after.complete()));
        return true;
    }

    private Profile profile(Identity identity) {
        return new Profile(
                identity.nameSealed() == null ? null : vault.unseal(identity.nameSealed(), Sealed.NAME),
                identity.idType(),
                identity.idNumberSealed() == null ? null : vault.unseal(identity.idNumberSealed(), Sealed.ID_NUMBER));
    }

    /** Not for showing. */
    private record Profile(
            @Nullable String name, IdType idType, @Nullable String idNumber) {
        static final Profile NONE = new Profile(null, IdType.ID_CARD, null);

        boolean complete() {
            return name != null && !name.isBlank() && idNumber != null && Documents.isWellFormed(idType, idNumber);
        }
    }

    /** The language of texts from now on (D-31). */
    public void language(Tx tx, SubscriptionId id, String language) {
        put(tx, get(tx, id).withLanguage(language));
    }

    /** Gives a cancelled number to a new owner, who inherits nothing (R 3.11 edge 53). */
    public Subscription reissue(Tx tx, Msisdn msisdn, Province province, Brand brand) {
        int generation = find(tx, msisdn).map(Subscription::generation).orElse(0) + 1;
        return create(tx, msisdn, generation, Operator.CHINA_MOBILE, province, brand, PhoneCondition.NORMAL);
    }
}

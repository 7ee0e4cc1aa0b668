package cn.smspay.accounts.life;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;
import static cn.smspay.accounts.customers.AccountTables.BANK_CARD;
import static cn.smspay.accounts.customers.AccountTables.CARD_BRANCH;
import static cn.smspay.accounts.customers.AccountTables.HOLDER;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Account.BoundCard;
import cn.smspay.accounts.customers.AccountTables.BankCard;
import cn.smspay.accounts.customers.AccountTables.CardBranch;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Documents;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.PersonNames;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The bank card to which withdrawals go (R 4.5). */
public final class BankCards {
    /** S-081: successful bindings in a calendar month; unbinding gives none back. */
    private static final int MOST_A_MONTH = 3;

    private final Subscribers subscribers;
    private final Vault vault;
    private final Notices notices;

    public BankCards(Subscribers subscribers, Vault vault, Notices notices) {
        this.subscribers = subscribers;
        this.vault = vault;
        this.notices = notices;
    }

    /** A card that was bound, and how often a card may be bound in what is left of the month. */
    public record Bound(BankCode bank, String tail, int left) {}

    /** Binds a card that is in the name of the account's holder. */
    public Answer<Bound> bind(Tx tx, SubscriptionId who, BankCode bank, Secret number, Secret holder, Instant now) {
        var customer = subscribers.customer(tx, who);
        var refusal = Answer.first(
                customer::hasAccount,
                () -> refuse(!customer.account().isRealName(), Reason.NOT_REAL_NAME),
                () -> refuse(customer.account().card() != null, Reason.ALREADY_BOUND),
                () -> refuse(bindings(customer, now) >= MOST_A_MONTH, Reason.TOO_MANY_BINDINGS),
                () -> refuse(!Documents.isBankCard(number.reveal()), Reason.BAD_CARD_NUMBER),
                () -> refuse(!isHolder(tx, customer.account(), holder), Reason.NAME_DIFFERS));
        return Answer.unless(refusal, () -> Answer.done(bind(tx, customer, bank, number, now)));
    }

    /** What the site asks for beside the card's number (S-073, S-175). */
    public record Branch(String name, String place) {
        private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ()（）·.,，、#-]{1,59}");

        boolean isFit() {
            return FORM.matcher(name).matches() && FORM.matcher(place).matches();
        }
    }

    /** {@link #bind} as the site does it, with the branch of the bank. */
    public Answer<Bound> bind(
            Tx tx, SubscriptionId who, BankCode bank, Branch branch, Secret number, Secret holder, Instant now) {
        var given = new Branch(branch.name().strip(), branch.place().strip());
        if (!given.isFit()) {
            return Answer.refused(Refusal.of(Reason.BAD_BRANCH));
        }
        return bind(tx, who, bank, number, holder, now)
                .fold(
                        bound -> {
                            var account =
                                    subscribers.customer(tx, who).account().no();
                            tx.put(CARD_BRANCH, new CardBranch(account, given.name(), given.place()));
                            return Answer.done(bound);
                        },
                        Answer::refused);
    }

    /** Whether exactly this card is bound. */
    public boolean isBound(Tx tx, SubscriptionId who, BankCode bank, Secret number) {
        var account = subscribers.customer(tx, who).found();
        return account != null
                && account.card() != null
                && account.card().bank() == bank
                && vault.unseal(tx.get(BANK_CARD, account.no()).numberSealed(), Sealed.BANK_CARD)
                        .equals(number.reveal());
    }

    private static Optional<Refusal> refuse(boolean when, Reason reason) {
        return when ? Optional.of(Refusal.of(reason)) : Optional.empty();
    }

    private boolean isHolder(Tx tx, Account account, Secret name) {
        var sealed = tx.get(HOLDER, account.no()).nameSealed();
        return vault.unseal(sealed, Sealed.NAME).equals(PersonNames.normal(name.reveal()));
    }

    private static int month(Instant now) {
        return ServiceDay.number(now) / 100;
    }

    private static int bindings(Customer customer, Instant now) {
        var risk = customer.subscription().risk();
        return risk.bindingMonth() == month(now) ? risk.bindings() : 0;
    }

    private Bound bind(Tx tx, Customer customer, BankCode bank, Secret number, Instant now) {
        var digits = number.reveal();
        int used = bindings(customer, now) + 1;
        tx.put(ACCOUNT, bound(tx, vault, customer.account(), bank, digits));
        var subscription = customer.subscription();
        subscribers.put(tx, subscription.withRisk(subscription.risk().withBindings(month(now), used)));
        var bound = new Bound(bank, tail(digits), MOST_A_MONTH - used);
        notices.say(
                tx,
                subscription.id(),
                "card_bound",
                Map.of("bank", bank.chinese(), "tail", bound.tail(), "left", Integer.toString(bound.left())),
                now);
        return bound;
    }

    /** The account with this card, whose whole number is kept sealed beside it. */
    public static Account bound(Tx tx, Vault vault, Account account, BankCode bank, String digits) {
        tx.put(BANK_CARD, new BankCard(account.no(), vault.seal(digits, Sealed.BANK_CARD)));
        return account.withCard(new BoundCard(bank, tail(digits)));
    }

    /** The account without a card, of which nothing is kept. */
    static Account unbound(Tx tx, Account account) {
        tx.delete(BANK_CARD, account.no());
        tx.delete(CARD_BRANCH, account.no());
        return account.withCard(null);
    }

    private static String tail(String digits) {
        return digits.substring(digits.length() - 4);
    }

    /** Lets the card go; a withdrawal on its way is paid to it all the same. */
    public Optional<Refusal> unbind(Tx tx, SubscriptionId who) {
        var customer = subscribers.customer(tx, who);
        var refusal = Answer.first(
                customer::hasAccount, () -> refuse(customer.account().card() == null, Reason.NO_BANK_CARD));
        if (refusal.isEmpty()) {
            tx.put(ACCOUNT, unbound(tx, customer.account()));
        }
        return refusal;
    }
}

package cn.smspay.accounts.entry;

import static cn.smspay.accounts.customers.AccountTables.HOLDER;
import static cn.smspay.accounts.customers.AccountTables.IDENTITY;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CarrierRegistry;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.PersonNames;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.entry.Proof.LastTopUp;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Task;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * New passwords for who proves to an agent, or to the second line of 10086, that an account is his (S-120, S-127, S-133). They
 * go to the phone alone (N04), are good at once and lift the lock. Neither the agent nor the line learns them.
 */
public final class ProvenResets {
    /** Of an account in a day: an agent must not try out what he does not know. */
    private static final int WRONG_MOST = 5;
    /** How far back the newest top-up is looked for, in movements of each account. */
    private static final int LOOKED_AT = 200;

    private static final Set<Event> TOP_UPS = EnumSet.of(Event.CASH_TOP_UP, Event.BANK_TOP_UP, Event.CARD_TOP_UP);

    private final Subscribers subscribers;
    private final AgentResets resets;
    private final CarrierRegistry registry;
    private final Ledger ledger;
    private final Vault vault;
    private final SecurityAnswers answers;

    ProvenResets(EntryParts parts, SecurityAnswers answers) {
        this.subscribers = parts.subscribers();
        this.resets = parts.agentResets();
        this.registry = parts.registry();
        this.ledger = parts.ledger();
        this.vault = parts.vault();
        this.answers = answers;
    }

    /** A new login or payment password, told by text message alone. */
    public Optional<Refusal> byAgent(Tx tx, Request request, PasswordKind kind, Proof proof) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.first(
                () -> mayAsk(tx, customer, request.now()),
                () -> isProven(tx, customer, proof, request.now()),
                () -> reset(tx, request, kind));
    }

    /**
     * Puts the wallet's operation password back to 1234 (S-171).
     *
     * @param ownPhone whether the customer calls from the phone itself
     */
    public Optional<Refusal> operation(
            Tx tx, Request request, Proof.Papers papers, boolean ownPhone, OperationPasswords wallet) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.first(
                () -> mayAsk(tx, customer, request.now()),
                () -> ownPhone ? Optional.empty() : Optional.of(Refusal.of(Reason.PROOF_WRONG, "wanted", "phone")),
                () -> count(tx, customer.account(), hasPapers(tx, customer, papers), request.now()),
                () -> wallet.reset(tx, request.who(), request.now()));
    }

    /** Whether the second line of 10086 may reset anything for this caller (S-128: not where only people may help). */
    public Optional<Refusal> checkSecondLine(Tx tx, SubscriptionId who, Instant now) {
        var customer = subscribers.customer(tx, who);
        return Answer.first(
                () -> mayAsk(tx, customer, now),
                () -> answers.isNotBlocked(tx, customer.account().no(), now),
                () -> customer.account().isRealName()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.NOT_REAL_NAME)),
                () -> tx.find(IDENTITY, who)
                                .filter(it -> it.idType() == IdType.ID_CARD)
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.NOT_SUPPORTED)));
    }

    /**
     * A new password for a caller who keys in the number of the identity card that the account is registered with; a final X,
     * for which telephones have no key, is a 0.
     */
    public Optional<Refusal> bySecondLine(Tx tx, Request request, PasswordKind kind, Secret digits) {
        var customer = subscribers.customer(tx, request.who());
        return Answer.first(
                () -> checkSecondLine(tx, request.who(), request.now()),
                () -> count(tx, customer.account(), hasDigits(tx, customer.id(), digits), request.now()),
                () -> reset(tx, request, kind));
    }

    private Optional<Refusal> reset(Tx tx, Request request, PasswordKind kind) {
        return resets.reset(tx, request, kind).fold(done -> Optional.empty(), Optional::of);
    }

    /** The new password goes to the phone, so it must not be a lost one. */
    private static Optional<Refusal> mayAsk(Tx tx, Customer customer, Instant now) {
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.LOOK),
                () -> wrong(tx, customer.account().no(), now) < WRONG_MOST
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.TOO_MANY_WRONG, "until", WrongProofs.midnight(now))));
    }

    private static int wrong(Tx tx, AccountNo account, Instant now) {
        return WrongProofs.today(tx, account, WrongProofs.Kind.DOCUMENT, now);
    }

    private Optional<Refusal> isProven(Tx tx, Customer customer, Proof proof, Instant now) {
        boolean realName = customer.account().isRealName();
        if (proof instanceof Proof.Papers papers && realName) {
            return count(tx, customer.account(), hasPapers(tx, customer, papers), now);
        } else if (proof instanceof Proof.ServiceWord word && !realName) {
            return count(tx, customer.account(), hasServiceWord(tx, customer, word), now);
        }
        return Optional.of(Refusal.of(Reason.PROOF_WRONG, "wanted", realName ? "papers" : "service_word"));
    }

    private static Optional<Refusal> count(Tx tx, Account account, boolean right, Instant now) {
        if (right) {
            return Optional.empty();
        }
        int wrong = WrongProofs.count(tx, account.no(), WrongProofs.Kind.DOCUMENT, now);
        return Optional.of(Refusal.of(Reason.PROOF_WRONG, "left", WRONG_MOST - wrong));
    }

    private boolean hasPapers(Tx tx, Customer customer, Proof.Papers papers) {
        var holder = tx.find(HOLDER, customer.account().no());
        var idNumber = idNumber(tx, customer.id());
        return holder.isPresent()
                && idNumber.isPresent()
                && same(
                        vault.unseal(holder.get().nameSealed(), Sealed.NAME),
                        PersonNames.normal(papers.name().reveal()))
                && same(
                        idNumber.get(),
                        upper(PersonNames.normal(papers.idNumber().reveal())));
    }

    private boolean hasDigits(Tx tx, SubscriptionId who, Secret digits) {
        return idNumber(tx, who)
                .map(number -> number.replace('X', '0'))
                .filter(number -> same(number, digits.reveal()))
                .isPresent();
    }

    private Optional<String> idNumber(Tx tx, SubscriptionId who) {
        return tx.find(IDENTITY, who)
                .flatMap(identity -> Optional.ofNullable(identity.idNumberSealed()))
                .map(bytes -> upper(vault.unseal(bytes, Sealed.ID_NUMBER)));
    }

    private static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    private static boolean same(String left, String right) {
        return MessageDigest.isEqual(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    private boolean hasServiceWord(Tx tx, Customer customer, Proof.ServiceWord word) {
        var question = new RegistryQuestion(registry, customer.subscription().msisdn(), word.password());
        return lastTopUp(tx, customer.account().no()).equals(word.lastTopUp())
                && tx.slow(question) == CarrierRegistry.RegistryVerdict.CONFIRMED;
    }

    private Optional<LastTopUp> lastTopUp(Tx tx, AccountNo account) {
        return ledger.newest(tx, account, LOOKED_AT, Pocket.CASH, Pocket.CARD).stream()
                .filter(line -> TOP_UPS.contains(line.event()))
                .findFirst()
                .map(line -> new LastTopUp(ServiceDay.date(line.at()), line.amount()));
    }

    private record RegistryQuestion(CarrierRegistry registry, Msisdn number, Secret word)
            implements Task<CarrierRegistry.RegistryVerdict> {
        @Override
        public CarrierRegistry.RegistryVerdict compute() {
            return registry.serviceWord(number, word);
        }
    }
}

package cn.smspay.accounts.payments;

import static cn.smspay.accounts.customers.AccountTables.CARD;

import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables.RechargeCard;
import cn.smspay.accounts.customers.AccountTables.Use;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.CardKey;
import cn.smspay.accounts.customers.CardState;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Sealed;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Topping up with a recharge card (R 3.4). */
public final class RechargeCards {
    /** D-20. The counter belongs to the subscription: closing and opening again does not clear it. */
    private static final int WRONG_MOST = 5;
    /** S-070. */
    public static final Pattern PASSWORD = Pattern.compile("18[0-9]{16}");
    /** Who sends the same card again so soon did not get the answer, and is told when it was added, and that it was once. */
    private static final Duration ANSWER_LOST = Duration.ofHours(24);

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Vault vault;
    private final boolean pinWanted;

    public RechargeCards(
            Subscribers subscribers, Passwords passwords, Ledger ledger, Vault vault, PaymentRules settings) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.vault = vault;
        this.pinWanted = settings.pins().forTopUp();
    }

    /** A card's money that has arrived. */
    public record ToppedUp(Fen amount, Fen cardBalance, TransferId transfer) {}

    /** What stands in the way before a card is even looked at. */
    public Optional<Refusal> check(Tx tx, SubscriptionId who, Instant now) {
        return check(subscribers.customer(tx, who), now);
    }

    private static Optional<Refusal> check(Customer customer, Instant now) {
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.TOP_UP_BY_CARD),
                () -> wrongCards(customer, now) < WRONG_MOST
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.TOO_MANY_WRONG)));
    }

    private static int wrongCards(Customer customer, Instant now) {
        var risk = customer.subscription().risk();
        return risk.wrongCardDay() == ServiceDay.number(now) ? risk.wrongCards() : 0;
    }

    /** Uses up a card: its face value goes to the card account (S-071). */
    public Answer<ToppedUp> topUp(Tx tx, Request request, Secret password) {
        return PASSWORD.matcher(password.reveal()).matches()
                ? IdempotentAnswers.once(
                        tx,
                        request,
                        Event.CARD_TOP_UP + "|" + vault.keyedHash(password, Sealed.RECHARGE_CARD),
                        () -> topUpNew(tx, request, password),
                        () -> Answer.done(toppedUp(tx, tx.get(CARD, key(password)))))
                : topUpNew(tx, request, password);
    }

    private ToppedUp toppedUp(Tx tx, RechargeCard card) {
        var use = Objects.requireNonNull(card.use());
        return new ToppedUp(card.face(), balanceAfter(tx, use.usedBy(), use.usedTransfer()), use.usedTransfer());
    }

    private Answer<ToppedUp> topUpNew(Tx tx, Request request, Secret password) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> check(customer, request.now()),
                () -> passwords.payStep(tx, customer.account(), request, pinWanted));
        return Answer.unless(
                refusal,
                () -> PASSWORD.matcher(password.reveal()).matches()
                        ? find(tx, password)
                                .map(card -> use(tx, customer.account(), card, request))
                                .orElseGet(() -> Answer.refused(countWrong(tx, customer, request.now())))
                        : Answer.refused(unknown(wrongCards(customer, request.now()))));
    }

    private Optional<RechargeCard> find(Tx tx, Secret password) {
        return tx.find(CARD, key(password));
    }

    /** The key of the card with this password, whether there is one or not. Any thread. */
    public CardKey key(Secret password) {
        return CardKey.of(vault, password);
    }

    /** Reads ahead what topping up with this card wants. */
    public void load(Reads ahead, CardKey key) {
        ahead.want(CARD, key, (more, card) -> ledger.load(more, entryKey(card)));
    }

    /** The card is the key, not the request: a card is worth its face once, whoever sends it how often. */
    private static String entryKey(RechargeCard card) {
        return "card:" + card.serial();
    }

    private Refusal countWrong(Tx tx, Customer customer, Instant now) {
        int wrong = wrongCards(customer, now) + 1;
        var subscription = customer.subscription();
        passwords.unknownCard(tx, subscription.id(), now);
        subscribers.put(tx, subscription.withRisk(subscription.risk().withWrongCards(ServiceDay.number(now), wrong)));
        return unknown(wrong);
    }

    /** The last one used up says so, rather than that none is left. */
    private static Refusal unknown(int wrong) {
        return wrong >= WRONG_MOST
                ? Refusal.of(Reason.TOO_MANY_WRONG)
                : Refusal.of(Reason.UNKNOWN_CARD, "left", WRONG_MOST - wrong);
    }

    private Answer<ToppedUp> use(Tx tx, Account account, RechargeCard card, Request request) {
        if (card.issuer() != Province.HUNAN) {
            return Answer.refused(Refusal.of(Reason.NOT_HUNAN));
        }
        return switch (card.state()) {
            case NEW, FROZEN, VOID -> Answer.refused(Refusal.of(Reason.NOT_ACTIVE));
            case USED -> usedBefore(account, card, request);
            case ACTIVE ->
                card.lastDay() < ServiceDay.number(request.now())
                        ? Answer.refused(Refusal.of(Reason.EXPIRED))
                        : Answer.done(credit(tx, account, card, request));
        };
    }

    private Answer<ToppedUp> usedBefore(Account account, RechargeCard card, Request request) {
        var use = Objects.requireNonNull(card.use());
        var age = Duration.between(use.usedAt(), request.now());
        if (!use.usedBy().equals(account.no()) || age.compareTo(ANSWER_LOST) > 0) {
            return Answer.refused(Refusal.of(Reason.USED));
        }
        return Answer.refused(Refusal.of(Reason.REPEATED, Map.of("amount", card.face(), "time", use.usedAt())));
    }

    private ToppedUp credit(Tx tx, Account account, RechargeCard card, Request request) {
        var cardMoney = BookAccount.of(account.no(), Pocket.CARD);
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                entryKey(card),
                                Event.CARD_TOP_UP,
                                BookAccount.cardClearing(card.issuer().name()),
                                cardMoney,
                                card.face(),
                                request.now()))
                .transfer();
        var use = new Use(account.no(), request.now(), request.channel(), transfer);
        tx.put(
                CARD,
                new RechargeCard(
                        card.key(), card.serial(), card.face(), card.issuer(), CardState.USED, card.lastDay(), use));
        return new ToppedUp(card.face(), balanceAfter(tx, account.no(), transfer), transfer);
    }

    private Fen balanceAfter(Tx tx, AccountNo account, TransferId transfer) {
        return ledger.line(tx, account, Pocket.CARD, transfer)
                .map(StatementLine::balanceAfter)
                .orElse(Fen.ZERO);
    }
}

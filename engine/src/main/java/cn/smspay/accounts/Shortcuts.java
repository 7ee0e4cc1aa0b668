package cn.smspay.accounts;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.IdType;
import cn.smspay.accounts.customers.Operator;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.life.Openings;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Puts people into the condition that a demonstration or a transcript begins with, past the rules that would make it take
 * days. The books stay good: money that is staged comes out of the clearing account of the e-banks.
 */
public final class Shortcuts {
    /** Of everybody who is staged. */
    private static final Secret NAME = new Secret("王小明");

    private static final Secret ID_NUMBER = new Secret("11010519491231002X");
    /** What comes before the last four digits. */
    private static final String CARD_HEAD = "622202000000000";

    private final Subscribers subscribers;
    private final Openings openings;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Vault vault;

    Shortcuts(Subscribers subscribers, Openings openings, Passwords passwords, Ledger ledger, Vault vault) {
        this.subscribers = subscribers;
        this.openings = openings;
        this.passwords = passwords;
        this.ledger = ledger;
        this.vault = vault;
    }

    /** A subscriber of the carrier with a normal phone. */
    public SubscriptionId subscriber(Tx tx, Msisdn msisdn, Province province, Brand brand) {
        return subscribers
                .feed(tx, msisdn, Operator.CHINA_MOBILE, province, brand, false)
                .id();
    }

    /** An account with these passwords, which need not be good ones. */
    public void open(Tx tx, SubscriptionId who, Secret login, Secret pay, Instant now) {
        var request = new Request(who, Channel.SYSTEM, "staging:" + who, Optional.empty(), now);
        var no = openings.open(tx, request).fold(Openings.Opened::account, refusal -> {
            throw new IllegalStateException("cannot stage an account: " + refusal.reason());
        });
        passwords.setKnown(tx, who, no, PasswordKind.LOGIN, login);
        passwords.setKnown(tx, who, no, PasswordKind.PAY, pay);
    }

    /** What the hall would have registered. */
    public void profile(Tx tx, SubscriptionId who) {
        subscribers.profile(tx, who, NAME, IdType.ID_CARD, ID_NUMBER);
    }

    /** Makes the account a real-name account. */
    public void realName(Tx tx, SubscriptionId who, Instant now) {
        profile(tx, who);
        var customer = subscribers.customer(tx, who);
        tx.put(ACCOUNT, Openings.inRealName(tx, customer.account(), now));
    }

    /** Binds a card that ends so; it does not count as a binding of the month. */
    public void bindCard(Tx tx, SubscriptionId who, BankCode bank, String tail) {
        var account = subscribers.customer(tx, who).account();
        tx.put(ACCOUNT, BankCards.bound(tx, vault, account, bank, CARD_HEAD + tail));
    }

    /** Puts money into the cash or the card account. */
    public void money(Tx tx, SubscriptionId who, Pocket pocket, Fen amount, Instant now) {
        var to = BookAccount.of(subscribers.customer(tx, who).account().no(), pocket);
        var key = "staging:" + tx.next("staging");
        ledger.post(tx, Entry.of(key, Event.OPENING_BALANCE, BookAccount.EBANK_CLEARING, to, amount, now))
                .transfer();
    }

    /** As if so many withdrawals had been made since the last purchase. */
    public void withdrawals(Tx tx, SubscriptionId who, int count) {
        var subscription = subscribers.get(tx, who);
        subscribers.put(tx, subscription.withRisk(subscription.risk().withWithdrawals(count)));
    }
}

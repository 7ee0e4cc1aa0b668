package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.LOAD;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;

import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Passwords;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.WalletTables.Load;
import cn.smspay.accounts.wallet.WalletTables.LoadState;
import cn.smspay.accounts.wallet.WalletTables.Origin;
import cn.smspay.accounts.wallet.WalletTables.SentLoad;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Money onto the card (R 4.7; S-149 to S-152). From cash only, never from card money (D-12). Once a card was told to book, its
 * money stays set aside until the card itself shows whether it did.
 */
public final class WalletLoads {
    private static final String BY_TERMINAL = "select id from wallet_load where terminal = :terminal and card = :card";

    private final Subscribers subscribers;
    private final Passwords passwords;
    private final Ledger ledger;
    private final Notices notices;
    private final CardKeys keys;
    private final Settling settling;
    private final Contacts contacts;

    WalletLoads(
            Subscribers subscribers,
            Passwords passwords,
            Ledger ledger,
            Notices notices,
            CardKeys keys,
            Settling settling,
            Contacts contacts) {
        this.subscribers = subscribers;
        this.passwords = passwords;
        this.ledger = ledger;
        this.notices = notices;
        this.keys = keys;
        this.settling = settling;
        this.contacts = contacts;
    }

    /** Cash paid in at a hall for the card; it is written at the next contact. */
    public Answer<TransferId> payIn(Tx tx, Request request, Till till, Fen amount) {
        return payIn(tx, request, Origin.HALL, Event.WALLET_CASH_LOAD, till.account(), amount);
    }

    /** The same from a bank that has confirmed it (S-152). */
    public Answer<TransferId> fromBank(Tx tx, Request request, Fen amount) {
        return payIn(tx, request, Origin.EBANK, Event.WALLET_BANK_LOAD, BookAccount.EBANK_CLEARING, amount);
    }

    /** What stands in the way of paying in for a card, before a bank is asked for the money. */
    public Optional<Refusal> checkPayIn(Tx tx, SubscriptionId who, Fen amount) {
        var customer = subscribers.customer(tx, who);
        return Answer.first(
                customer::hasAccount,
                () -> customer.phoneAllows(Service.TOP_UP_BY_CASH),
                () -> hasOpenWallet(tx, who),
                () -> isAmount(amount));
    }

    private static Optional<Refusal> hasOpenWallet(Tx tx, SubscriptionId who) {
        return openWallet(tx, who).isPresent() ? Optional.empty() : Optional.of(Refusal.of(Reason.NO_WALLET));
    }

    private static Optional<Wallet> openWallet(Tx tx, SubscriptionId who) {
        return tx.find(WalletTables.WALLET_OF, who)
                .map(of -> tx.get(WALLET, of.card()))
                .filter(wallet -> wallet.status() == WalletStatus.OPEN);
    }

    private static Optional<Refusal> isAmount(Fen amount) {
        return amount.isPositive() && amount.fen() <= PurseData.AMOUNT_MOST
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.BAD_AMOUNT));
    }

    private Answer<TransferId> payIn(Tx tx, Request request, Origin origin, Event event, BookAccount from, Fen amount) {
        var before = ledger.posted(tx, request.key());
        if (before.isPresent()) {
            return again(tx, request, before.get(), origin, amount);
        }
        return Answer.unless(checkPayIn(tx, request.who(), amount), () -> {
            var wallet = openWallet(tx, request.who()).orElseThrow();
            var load = aside(tx, wallet, request.key(), event, from, origin, amount, request.now());
            notices.say(tx, request.who(), "wallet_load_pending", Map.of("amount", amount.toString()), request.now());
            return Answer.done(new TransferId(load.id().value()));
        });
    }

    private static Answer<TransferId> again(Tx tx, Request request, TransferId known, Origin origin, Fen amount) {
        boolean same = tx.find(LOAD, new OrderId(known.value()))
                .filter(load -> load.origin() == origin && load.amount().equals(amount))
                .filter(load -> tx.get(WALLET, load.card()).subscription().equals(request.who()))
                .isPresent();
        return same ? Answer.done(known) : Answer.refused(Refusal.of(Reason.KEY_REUSED));
    }

    private Load aside(
            Tx tx, Wallet wallet, String key, Event event, BookAccount from, Origin origin, Fen amount, Instant now) {
        AccountNo no = wallet.account();
        var transfer = ledger.post(
                        tx, Entry.of(key, event, from, BookAccount.of(no, Pocket.WALLET_PENDING), amount, now))
                .transfer();
        var load = new Load(
                new OrderId(transfer.value()), wallet.card(), no, amount, origin, LoadState.WAITING, now, null, null);
        tx.add(LOAD, load);
        return load;
    }

    /**
     * A card begins a load over the air, from the cash account. The answer may be given to it only when the transaction is durable.
     * The same message again gets the same answer as long as the card may still use it.
     */
    public Answer<LoadOrder> start(Tx tx, Request request, LoadStart start) {
        return Wallets.ofHolder(tx, request.who(), start.card())
                .fold(
                        wallet -> repeated(tx, wallet, start)
                                .<Answer<LoadOrder>>map(Answer::done)
                                .orElseGet(() -> contacts.meet(tx, start, request.now())
                                        .fold(met -> start(tx, request, met, start), Answer::refused)),
                        Answer::refused);
    }

    private Answer<LoadOrder> start(Tx tx, Request request, Wallet wallet, LoadStart start) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> isOpen(wallet),
                customer::hasAccount,
                () -> customer.phoneAllows(Service.TOP_UP_BY_CASH),
                customer::isNotFrozen,
                () -> isAmount(start.amount()),
                () -> hasRoom(start),
                () -> hasCash(tx, wallet, start.amount()),
                () -> passwords.payStep(tx, customer.account(), request, true));
        return Answer.unless(refusal, () -> {
            var load = aside(
                    tx,
                    wallet,
                    "wallet-load:" + start.terminal(),
                    Event.WALLET_LOAD,
                    BookAccount.of(wallet.account(), Pocket.CASH),
                    Origin.STK,
                    start.amount(),
                    request.now());
            return Answer.done(send(tx, wallet, load, start, request.now()));
        });
    }

    /** A card begins to book what was paid in for it and waits. */
    public Answer<LoadOrder> write(Tx tx, LoadStart start, OrderId waiting, Instant now) {
        var known = tx.find(WALLET, start.card());
        if (known.isPresent()) {
            var repeated = repeated(tx, known.get(), start);
            if (repeated.isPresent()) {
                return Answer.done(repeated.get());
            }
        }
        return contacts.meet(tx, start, now).fold(wallet -> write(tx, wallet, start, waiting, now), Answer::refused);
    }

    private Answer<LoadOrder> write(Tx tx, Wallet wallet, LoadStart start, OrderId waiting, Instant now) {
        var load = tx.find(LOAD, waiting)
                .filter(found -> found.card().equals(start.card()) && found.state() == LoadState.WAITING);
        var customer = subscribers.customer(tx, wallet.subscription());
        var refusal = Answer.first(
                () -> isOpen(wallet),
                customer::hasAccount,
                () -> load.filter(found -> found.amount().equals(start.amount()))
                                .isPresent()
                        ? Optional.empty()
                        : Optional.of(Refusal.of(Reason.BAD_AMOUNT)),
                () -> hasRoom(start));
        return Answer.unless(refusal, () -> Answer.done(send(tx, wallet, load.orElseThrow(), start, now)));
    }

    private static Optional<Refusal> isOpen(Wallet wallet) {
        return switch (wallet.status()) {
            case OPEN -> Optional.empty();
            case CLOSING, CLOSED -> Optional.of(Refusal.of(Reason.NO_WALLET));
            case LOST -> Optional.of(Refusal.of(Reason.NOT_SUPPORTED));
        };
    }

    private static Optional<Refusal> hasRoom(LoadStart start) {
        return start.online() < Contacts.COUNTER_MOST
                        && start.balance().plus(start.amount()).fen() <= PurseData.AMOUNT_MOST
                ? Optional.empty()
                : Optional.of(Refusal.of(Reason.CARD_FULL));
    }

    private Optional<Refusal> hasCash(Tx tx, Wallet wallet, Fen amount) {
        var cash = ledger.balance(tx, wallet.account(), Pocket.CASH);
        return cash.covers(amount) ? Optional.empty() : Optional.of(Refusal.of(Reason.INSUFFICIENT, "cash", cash));
    }

    private LoadOrder send(Tx tx, Wallet wallet, Load load, LoadStart start, Instant now) {
        var at = CardTime.of(now);
        int mac = keys.loadMac(
                start.card(),
                start.random(),
                start.online(),
                PurseData.loadOrder(start.amount(), start.terminal(), at));
        var sent = load.sent(new SentLoad(
                start.online(),
                start.offline(),
                start.balance(),
                start.terminal(),
                start.random(),
                mac,
                at,
                now,
                wallet.newestSent()));
        tx.put(LOAD, sent);
        tx.put(WALLET, wallet.withLoads(load.id(), load.id()));
        return order(sent);
    }

    private static LoadOrder order(Load load) {
        var sent = load.order();
        return new LoadOrder(load.id(), load.card(), sent.terminal(), load.amount(), sent.sentTime(), sent.mac());
    }

    private Optional<LoadOrder> repeated(Tx tx, Wallet wallet, LoadStart start) {
        if (wallet.sent() == null) {
            return Optional.empty();
        }
        var load = tx.get(LOAD, wallet.sent());
        var sent = load.order();
        boolean same = sent.terminal().equals(start.terminal())
                && sent.random() == start.random()
                && sent.online() == start.online()
                && load.amount().equals(start.amount());
        return same ? Optional.of(order(load)) : Optional.empty();
    }

    /** A card proves that it has booked a load. However late and however often. */
    public Optional<Refusal> proved(Tx tx, LoadProof proof, Instant now) {
        var found = byTerminal(tx, proof);
        if (found.isEmpty()) {
            return Optional.of(Refusal.of(Reason.CONTACT_OVER));
        }
        var load = found.get();
        var sent = load.order();
        int tac = keys.tac(
                load.card(),
                PurseData.loadProof(
                        sent.balanceBefore().plus(load.amount()),
                        sent.online(),
                        load.amount(),
                        sent.terminal(),
                        sent.sentTime()));
        if (tac != proof.tac()) {
            openCase(tx, load, "came with a wrong proof", now);
            return Optional.of(Refusal.of(Reason.BAD_CARD_PROOF));
        }
        return switch (load.state()) {
            case SENT -> {
                settling.loaded(tx, tx.get(WALLET, load.card()), load, now);
                yield Optional.empty();
            }
            case LOADED -> Optional.empty();
            case VOID, WAITING -> {
                openCase(tx, load, "was given back, and comes with a right proof: the card is not one", now);
                yield Optional.of(Refusal.of(Reason.OTHER_CARD));
            }
        };
    }

    private void openCase(Tx tx, Load load, String what, Instant now) {
        WalletCases.of(
                tx,
                CaseKind.MISSING_PROOF,
                "wallet-proof:" + load.id() + ":" + load.state(),
                tx.get(WALLET, load.card()),
                "load " + load.id() + " over " + load.amount() + " " + what,
                load.amount(),
                now);
    }

    private static Optional<Load> byTerminal(Tx tx, LoadProof proof) {
        return tx.query(sql -> sql.createQuery(BY_TERMINAL)
                        .bind("terminal", proof.terminal().number())
                        .bind("card", proof.card().digits())
                        .mapTo(Long.class)
                        .findOne())
                .map(id -> tx.get(LOAD, new OrderId(id)));
    }
}

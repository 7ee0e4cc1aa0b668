package cn.smspay.accounts.wallet;

import static cn.smspay.accounts.wallet.WalletTables.SHADOW;
import static cn.smspay.accounts.wallet.WalletTables.WALLET;
import static cn.smspay.accounts.wallet.WalletTables.WALLET_OF;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Brand;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Service;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.customers.WalletLife;
import cn.smspay.accounts.wallet.CardReading.Flag;
import cn.smspay.accounts.wallet.Contact.Ordered;
import cn.smspay.accounts.wallet.Contact.Waiting;
import cn.smspay.accounts.wallet.WalletTables.Shadow;
import cn.smspay.accounts.wallet.WalletTables.Wallet;
import cn.smspay.accounts.wallet.WalletTables.WalletOf;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The life of a wallet (R 4.7): opened at a hall, met by its menu or a reader, closed, or lost with its SIM. */
public final class Wallets implements WalletLife {
    private static final String UNDER_WAY =
            "select count(*) from wallet_load where account = :no and state in ('WAITING', 'SENT')";

    private final Subscribers subscribers;
    private final Notices notices;
    private final CardKeys keys;
    private final Settling settling;
    private final Contacts contacts;
    private final WalletClosings closings;

    Wallets(
            Subscribers subscribers,
            Notices notices,
            CardKeys keys,
            Settling settling,
            Contacts contacts,
            WalletClosings closings) {
        this.subscribers = subscribers;
        this.notices = notices;
        this.keys = keys;
        this.settling = settling;
        this.contacts = contacts;
        this.closings = closings;
    }

    /** Opens a wallet with a new card, at a hall that has seen papers and SIM (S-134, S-141). */
    public Answer<CardNo> open(Tx tx, Request request, CardNo card) {
        var customer = subscribers.customer(tx, request.who());
        var refusal = Answer.first(
                () -> refuse(!keys.arePresent(), Reason.NOT_SUPPORTED),
                customer::hasAccount,
                () -> customer.phoneAllows(Service.OPEN),
                () -> refuse(customer.subscription().brand() == Brand.EASYOWN_STANDARD, Reason.BRAND),
                () -> refuse(isOpen(tx, request.who()), Reason.WALLET),
                () -> refuse(tx.find(WALLET, card).isPresent(), Reason.CARD_TAKEN));
        return Answer.unless(refusal, () -> {
            add(tx, customer, card, request.now());
            return Answer.done(card);
        });
    }

    private static Optional<Refusal> refuse(boolean when, Reason reason) {
        return when ? Optional.of(Refusal.of(reason)) : Optional.empty();
    }

    private static void add(Tx tx, Customer customer, CardNo card, Instant now) {
        tx.add(
                WALLET,
                new Wallet(
                        card,
                        customer.id(),
                        customer.account().no(),
                        WalletStatus.OPEN,
                        now,
                        null,
                        0,
                        null,
                        null,
                        new Terminal(tx.next("wallet_contact")),
                        false,
                        null,
                        Flag.PASSWORD_INITIAL.bit(),
                        false,
                        false,
                        null));
        tx.add(SHADOW, new Shadow(card, 0, 0, Fen.ZERO, now));
        tx.put(WALLET_OF, new WalletOf(customer.id(), card));
    }

    /** Gives a menu or a reader the number of a contact with a card. */
    public Answer<Terminal> contact(Tx tx, CardNo card) {
        return tx.find(WALLET, card)
                .filter(wallet -> keys.arePresent())
                .<Answer<Terminal>>map(
                        wallet -> Answer.done(contacts.next(tx, wallet).terminal()))
                .orElseGet(() -> Answer.refused(Refusal.of(Reason.NO_WALLET)));
    }

    /** A card has told how it stands: settles what hung on that and says what there is to do. */
    public Answer<Contact> read(Tx tx, CardReading reading, Instant now) {
        return contacts.meet(tx, reading, now)
                .fold(
                        wallet -> Answer.done(answer(tx, noted(tx, wallet, reading, now), reading, null)),
                        Answer::refused);
    }

    /**
     * Closes a card. What it holds is given back once it has said that it is closed, at the reading after this one: by its menu
     * only when it is empty (S-142), at a hall with return (S-145).
     */
    public Answer<Contact> close(Tx tx, Request request, CardReading reading) {
        return ofHolder(tx, request.who(), reading.card())
                .fold(
                        known -> contacts.meet(tx, reading, request.now())
                                .fold(wallet -> close(tx, request, wallet, reading), Answer::refused),
                        Answer::refused);
    }

    private Answer<Contact> close(Tx tx, Request request, Wallet met, CardReading reading) {
        var wallet = noted(tx, met, reading, request.now());
        var customer = subscribers.customer(tx, request.who());
        boolean byMenu = request.channel() == Channel.STK;
        var refusal = Answer.first(
                () -> refuse(wallet.status() == WalletStatus.LOST, Reason.NOT_SUPPORTED),
                () -> byMenu ? customer.phoneAllows(Service.CLOSE) : Optional.empty(),
                () -> refuse(byMenu && reading.balance().isPositive(), Reason.NOT_EMPTY));
        return Answer.unless(
                refusal,
                () -> Answer.done(
                        answer(tx, wallet, reading, wallet.status() == WalletStatus.OPEN ? CardOrder.CLOSE : null)));
    }

    private Wallet noted(Tx tx, Wallet wallet, CardReading reading, Instant now) {
        var noted = wallet.withSettings(
                wallet.singleLimit(),
                reading.flags(),
                wallet.resetDue() && !reading.is(Flag.PASSWORD_INITIAL),
                wallet.calibrationDue() && !reading.is(Flag.CALIBRATED));
        tx.put(WALLET, noted);
        return reading.is(Flag.CLOSED) && noted.status() == WalletStatus.OPEN
                ? closings.begin(tx, noted, reading, now)
                : noted;
    }

    private Contact answer(Tx tx, Wallet wallet, CardReading reading, @Nullable CardOrder asked) {
        var orders = new ArrayList<Ordered>();
        boolean alive = wallet.status() == WalletStatus.OPEN && !reading.is(Flag.CLOSED);
        if (alive && wallet.resetDue()) {
            orders.add(ordered(reading, CardOrder.RESET_OPERATION_PASSWORD));
        }
        if (alive && wallet.calibrationDue()) {
            orders.add(ordered(reading, CardOrder.CALIBRATE));
        }
        if (asked != null) {
            orders.add(ordered(reading, asked));
        }
        List<Waiting> waiting = alive && asked == null
                ? settling.waiting(tx, wallet).stream()
                        .map(load -> new Waiting(load.id(), load.amount()))
                        .toList()
                : List.of();
        var next = contacts.next(tx, wallet).terminal();
        return new Contact(next, wallet.status(), orders, waiting);
    }

    private Ordered ordered(CardReading reading, CardOrder order) {
        var data = PurseData.order(order, reading.terminal());
        return new Ordered(
                order, reading.terminal(), keys.loadMac(reading.card(), reading.random(), reading.online(), data));
    }

    /** Distance was measured, by instrument or by message (S-138): the card is told at its next reading. */
    public Optional<Refusal> calibrate(Tx tx, SubscriptionId who, CardNo card) {
        return change(
                tx,
                who,
                card,
                wallet -> wallet.withSettings(wallet.singleLimit(), wallet.flags(), wallet.resetDue(), true));
    }

    /** An agent has checked who asks (S-171): the card is told at its next reading. */
    public Optional<Refusal> resetOperationPassword(Tx tx, SubscriptionId who) {
        return current(tx, who)
                .map(wallet -> change(
                        tx,
                        who,
                        wallet.card(),
                        open -> open.withSettings(open.singleLimit(), open.flags(), true, open.calibrationDue())))
                .orElseGet(() -> Optional.of(Refusal.of(Reason.NO_WALLET)));
    }

    /** The customer has set the limit of a single purchase in the card (S-157); zero means that nothing can be bought. */
    public Optional<Refusal> limitSet(Tx tx, Request request, CardNo card, Fen limit) {
        if (limit.fen() < 0 || limit.fen() > PurseData.AMOUNT_MOST) {
            return Optional.of(Refusal.of(Reason.BAD_AMOUNT));
        }
        var refusal = change(
                tx,
                request.who(),
                card,
                wallet -> wallet.withSettings(limit, wallet.flags(), wallet.resetDue(), wallet.calibrationDue()));
        if (refusal.isEmpty()) {
            notices.say(tx, request.who(), "wallet_limit", Map.of("amount", limit.toString()), request.now());
        }
        return refusal;
    }

    private Optional<Refusal> change(Tx tx, SubscriptionId who, CardNo card, UnaryOperator<Wallet> how) {
        return ofHolder(tx, who, card)
                .fold(
                        wallet -> {
                            if (wallet.status() != WalletStatus.OPEN) {
                                return Optional.of(Refusal.of(Reason.NO_WALLET));
                            }
                            tx.put(WALLET, how.apply(wallet));
                            return Optional.empty();
                        },
                        Optional::of);
    }

    /** The wallet of this card, if it is this subscriber's. */
    static Answer<Wallet> ofHolder(Tx tx, SubscriptionId who, CardNo card) {
        return tx.find(WALLET, card)
                .filter(wallet -> wallet.subscription().equals(who))
                .<Answer<Wallet>>map(Answer::done)
                .orElseGet(() -> Answer.refused(Refusal.of(Reason.NO_WALLET)));
    }

    /** The wallet that a subscriber has now or had last. */
    Optional<Wallet> current(Tx tx, SubscriptionId who) {
        return tx.find(WALLET_OF, who).map(of -> tx.get(WALLET, of.card()));
    }

    /** The card that a subscriber has now or had last. */
    public Optional<CardNo> card(Tx tx, SubscriptionId who) {
        return tx.find(WALLET_OF, who).map(WalletOf::card);
    }

    /** What a wallet is, without its money. */
    public record File(
            CardNo card,
            WalletStatus status,
            boolean calibrated,
            boolean passwordInitial,
            Optional<Fen> singleLimit,
            boolean loadOnItsWay) {}

    /** The wallet that a subscriber has now or had last. */
    public Optional<File> file(Tx tx, SubscriptionId who) {
        return current(tx, who)
                .map(wallet -> new File(
                        wallet.card(),
                        wallet.status(),
                        wallet.is(Flag.CALIBRATED),
                        wallet.is(Flag.PASSWORD_INITIAL),
                        Optional.ofNullable(wallet.singleLimit()),
                        wallet.sent() != null));
    }

    /** A lost wallet is neither blocked nor found again, so there is nothing to do (S-146). */
    public Optional<Refusal> lost(Tx tx, SubscriptionId who) {
        return refuse(true, current(tx, who).isPresent() ? Reason.NOT_SUPPORTED : Reason.NO_WALLET);
    }

    /** Another SIM: the wallet on the old one is lost (S-146). What was never sent to it is the customer's cash. */
    public void simChanged(Tx tx, SubscriptionId who, Instant now) {
        current(tx, who).filter(wallet -> wallet.status() == WalletStatus.OPEN).ifPresent(wallet -> {
            var lost = wallet.withStatus(WalletStatus.LOST, now).withContact(wallet.terminal(), false);
            tx.put(WALLET, lost);
            settling.giveBackWaiting(tx, lost, now);
        });
    }

    @Override
    public boolean isOpen(Tx tx, SubscriptionId who) {
        return current(tx, who)
                .filter(wallet -> wallet.status().blocksClosing())
                .isPresent();
    }

    @Override
    public int loadsUnderWay(Tx tx, AccountNo no) {
        return tx.query(sql -> sql.createQuery(UNDER_WAY)
                .bind("no", no.value())
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public void numberGone(Tx tx, SubscriptionId who, Instant now) {
        current(tx, who).ifPresent(wallet -> settling.giveBackWaiting(tx, wallet, now));
    }
}

package cn.smspay.accounts.banks;

import static cn.smspay.accounts.customers.AccountTables.ACCOUNT;

import cn.smspay.accounts.banks.TopUpOrder.Status;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.cases.CaseKind;
import cn.smspay.accounts.cases.Cases;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.Subscribers;
import cn.smspay.accounts.life.Lifecycle;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.base.vault.Vault;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Entry;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Ledger;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Topping up from a bank (R 4.4 topup.ebank, 4.14): the bank's page and the return to us decide nothing, what the bank tells
 * us does, once for each of its own numbers. Money that fits no order lies in SUSPENSE until somebody has looked.
 */
public final class TopUps {
    static final Duration GOOD_FOR = Duration.ofHours(24);
    static final Table<String, TopUpOrder> TOP_UP = Table.of("bank_top_up", String.class, TopUpOrder.class);
    private static final Table<PaymentKey, Payment> PAYMENT = Table.of("bank_payment", PaymentKey.class, Payment.class);
    /** As banks number their payments, each in its own way. */
    private static final Pattern BANK_NUMBER = Pattern.compile("[A-Za-z0-9-]{1,40}");

    private static final String OF_DAY = "select " + String.join(", ", PAYMENT.columns())
            + " from bank_payment where bank = :bank and bank_day = :day order by bank_number";

    private final Subscribers subscribers;
    private final Ledger ledger;
    private final Lifecycle lifecycle;
    private final OrderNumbers numbers;
    private final Map<Target, TopUpTarget> targets;

    /** @param targets where money may go */
    public TopUps(
            Subscribers subscribers,
            Ledger ledger,
            Lifecycle lifecycle,
            Vault vault,
            Map<Target, TopUpTarget> targets) {
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.lifecycle = lifecycle;
        this.numbers = new OrderNumbers(vault);
        this.targets = Map.copyOf(targets);
    }

    record PaymentKey(BankCode bank, String bankNumber) {}

    /** @param topUp the order that the bank named, whether it is one of ours or not */
    record Payment(
            PaymentKey key,
            String topUp,
            Fen amount,
            Instant paidAt,
            int bankDay,
            Instant toldAt,
            ToldBy toldBy,
            PaymentOutcome outcome,
            TransferId transfer) {}

    /** By which way a bank told us. */
    public enum ToldBy {
        NOTIFICATION,
        INQUIRY,
        PERSON
    }

    /** What became of a payment. */
    public enum PaymentOutcome {
        BOOKED,
        /** After the order had run out; added all the same. */
        BOOKED_LATE,
        /** It fits no order of ours: a case. */
        SUSPENDED
    }

    /** How a bank's word was taken. */
    public enum BookingResult {
        BOOKED,
        BOOKED_LATE,
        SUSPENDED,
        /** It said just that before; nothing was done. */
        KNOWN,
        /** It said something else under this number before; nothing was done, and somebody has to look. */
        CONTRADICTS
    }

    /** A payment as a bank tells of it. */
    public record BankPayment(BankCode bank, String bankNumber, String order, Fen amount, Instant paidAt) {
        public BankPayment {
            if (!BANK_NUMBER.matcher(bankNumber).matches()) {
                throw new IllegalArgumentException("a bank's number has 1 to 40 letters, digits or hyphens");
            }
        }
    }

    /** Begins a top-up. */
    public Answer<TopUpOrder> create(Tx tx, Request request, BankCode bank, Target target, Fen amount) {
        var way = targets.get(target);
        if (way == null) {
            return Answer.refused(Refusal.of(Reason.NOT_AVAILABLE));
        }
        var refusal = amount.isPositive()
                ? way.check(tx, request.who(), amount, request.now())
                : Optional.of(Refusal.of(Reason.BAD_AMOUNT));
        return Answer.unless(refusal, () -> {
            var now = request.now();
            var expires = now.plus(GOOD_FOR);
            var order = new TopUpOrder(
                    numbers.next(tx, now),
                    request.who(),
                    subscribers.customer(tx, request.who()).account().no(),
                    bank,
                    target,
                    amount,
                    Status.CREATED,
                    now,
                    expires,
                    null,
                    expires,
                    0,
                    null,
                    false);
            tx.add(TOP_UP, order);
            return Answer.done(order);
        });
    }

    /** The customer goes to the bank's page. From now on the bank is asked, and the account cannot be closed (S-053). */
    public Answer<TopUpOrder> redirect(Tx tx, SubscriptionId who, String number, Instant now) {
        var found = find(tx, number).filter(order -> order.subscription().equals(who));
        if (found.isEmpty()) {
            return Answer.refused(Refusal.of(Reason.UNKNOWN_ORDER));
        }
        var order = found.get();
        if (order.status() == Status.REDIRECTED && now.isBefore(order.expiresAt())) {
            // He went back and presses the button again: the same order, the same form.
            return Answer.done(order);
        }
        if (order.status() != Status.CREATED || !now.isBefore(order.expiresAt())) {
            return Answer.refused(Refusal.of(Reason.WRONG_STATE, "state", order.status()));
        }
        var sent = order.redirected(now, LookTimes.next(now, 0));
        tx.put(TOP_UP, sent);
        countOpen(tx, order.account(), 1);
        return Answer.done(sent);
    }

    public Optional<TopUpOrder> find(Tx tx, String number) {
        return tx.find(TOP_UP, number);
    }

    private static void countOpen(Tx tx, AccountNo no, int change) {
        var account = tx.get(ACCOUNT, no);
        tx.put(ACCOUNT, account.withOpenOrders(account.openOrders() + change));
    }

    /** Takes what a bank says of a payment, once for each number of the bank. */
    public BookingResult take(Tx tx, BankPayment told, ToldBy by, Instant now) {
        var key = new PaymentKey(told.bank(), told.bankNumber());
        var before = tx.find(PAYMENT, key);
        if (before.isPresent()) {
            boolean same = before.get().topUp().equals(told.order())
                    && before.get().amount().equals(told.amount());
            return same ? BookingResult.KNOWN : contradicts(tx, told, before.get(), now);
        }
        if (!told.amount().isPositive()) {
            throw new IllegalArgumentException("a payment of " + told.amount());
        }
        var order = find(tx, told.order()).filter(it -> it.bank() == told.bank());
        var why =
                order.isEmpty() ? "no top-up of ours at this bank has the number it names" : misfit(order.get(), told);
        var booked = why == null && order.isPresent() ? book(tx, order.get(), told, now) : null;
        if (booked == null) {
            suspend(tx, order.orElse(null), told, why == null ? "the account takes no money any more" : why, by, now);
            return BookingResult.SUSPENDED;
        }
        boolean late = order.orElseThrow().status() == Status.EXPIRED;
        end(tx, order.get(), Status.PAID, told.paidAt(), late, now);
        keep(tx, key, told, by, late ? PaymentOutcome.BOOKED_LATE : PaymentOutcome.BOOKED, booked, now);
        return late ? BookingResult.BOOKED_LATE : BookingResult.BOOKED;
    }

    /** Why a payment is not what was ordered; null if it is. */
    private static @Nullable String misfit(TopUpOrder order, BankPayment told) {
        if (order.status() == Status.PAID) {
            return "the top-up was paid before, under another number of the bank";
        } else if (order.status() == Status.MISMATCH) {
            return "another amount was paid for the top-up before";
        }
        return order.amount().equals(told.amount()) ? null : told.amount() + " was paid instead of " + order.amount();
    }

    private @Nullable TransferId book(Tx tx, TopUpOrder order, BankPayment told, Instant now) {
        var customer = subscribers.customer(tx, order.subscription());
        var account = customer.found();
        var target = targets.get(order.target());
        if (account == null || target == null || !account.no().equals(order.account())) {
            return null;
        }
        var request = new Request(order.subscription(), Channel.BANK, ledgerKey(told), Optional.empty(), now);
        return target.book(tx, request, told.amount()).fold(done -> done, refusal -> null);
    }

    private static String ledgerKey(BankPayment told) {
        return "ebank:" + told.bank() + ":" + told.bankNumber();
    }

    private void suspend(Tx tx, @Nullable TopUpOrder order, BankPayment told, String why, ToldBy by, Instant now) {
        var transfer = ledger.post(
                        tx,
                        Entry.of(
                                ledgerKey(told),
                                Event.BANK_TOP_UP,
                                BookAccount.EBANK_CLEARING,
                                BookAccount.SUSPENSE,
                                told.amount(),
                                now))
                .transfer();
        keep(tx, new PaymentKey(told.bank(), told.bankNumber()), told, by, PaymentOutcome.SUSPENDED, transfer, now);
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.UNKNOWN_BANK_LINE,
                        ledgerKey(told),
                        order == null ? null : order.subscription(),
                        "transfer:" + transfer,
                        told.bank() + " paid " + told.amount() + " under its number " + told.bankNumber()
                                + " for top-up " + shown(told.order()) + ": " + why,
                        told.amount()),
                now);
        if (order != null && isOpen(order) && !order.amount().equals(told.amount())) {
            end(tx, order, Status.MISMATCH, told.paidAt(), false, now);
        }
    }

    /** What a bank calls an order may be anything; what a case says of it has bounds. */
    private static String shown(String order) {
        return order.matches("[0-9]{1,20}") ? order : "of an unreadable number";
    }

    private static boolean isOpen(TopUpOrder order) {
        return order.status() == Status.CREATED || order.status() == Status.REDIRECTED;
    }

    private static void keep(
            Tx tx,
            PaymentKey key,
            BankPayment told,
            ToldBy by,
            PaymentOutcome outcome,
            TransferId transfer,
            Instant now) {
        int day = ServiceDay.number(told.paidAt());
        tx.add(PAYMENT, new Payment(key, told.order(), told.amount(), told.paidAt(), day, now, by, outcome, transfer));
    }

    private static BookingResult contradicts(Tx tx, BankPayment told, Payment before, Instant now) {
        Cases.open(
                tx,
                new Cases.Opening(
                        CaseKind.STATEMENT_DIFFERENCE,
                        "contradicts:" + ledgerKey(told),
                        null,
                        "transfer:" + before.transfer(),
                        told.bank() + " told of its payment " + told.bankNumber() + " twice: first " + before.amount()
                                + " for top-up " + shown(before.topUp()) + ", then " + told.amount() + " for "
                                + shown(told.order()) + "; the first is in the book",
                        told.amount()),
                now);
        return BookingResult.CONTRADICTS;
    }

    private void end(Tx tx, TopUpOrder order, Status status, @Nullable Instant paidAt, boolean late, Instant now) {
        tx.put(TOP_UP, order.ended(status, paidAt, late));
        if (order.status() == Status.REDIRECTED) {
            countOpen(tx, order.account(), -1);
            lifecycle.closeOrphanAtZero(tx, order.account(), Channel.SYSTEM, now);
        }
    }

    /**
     * An order's time has come: notes that the bank is asked now, or that the order has run out.
     *
     * @return the order, if its bank is to be asked
     */
    Optional<TopUpOrder> look(Tx tx, String number, Instant now) {
        var order = tx.get(TOP_UP, number);
        if (!isOpen(order)) {
            return Optional.empty();
        }
        boolean over = !now.isBefore(order.expiresAt());
        if (over) {
            end(tx, order, Status.EXPIRED, null, false, now);
        }
        if (order.status() != Status.REDIRECTED || (!over && !LookTimes.isDue(order, now))) {
            return Optional.empty();
        }
        if (!over) {
            tx.put(TOP_UP, order.looked(LookTimes.next(redirectedAt(order), order.looks() + 1)));
        }
        return Optional.of(order);
    }

    private static Instant redirectedAt(TopUpOrder order) {
        return order.redirectedAt() == null ? order.createdAt() : order.redirectedAt();
    }

    /** Payments that a bank told us of, by the bank's day. */
    static List<Payment> payments(Tx tx, BankCode bank, int day) {
        return tx.query(sql -> sql.createQuery(OF_DAY)
                .bind("bank", bank.name())
                .bind("day", day)
                .map((row, c) -> PAYMENT.read(row))
                .list());
    }

    static Optional<Payment> payment(Tx tx, BankCode bank, String bankNumber) {
        return tx.find(PAYMENT, new PaymentKey(bank, bankNumber));
    }
}

package cn.smspay.accounts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.Account.LifeState;
import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.PhoneCondition;
import cn.smspay.accounts.customers.PhoneStatus;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.customers.StopReason;
import cn.smspay.accounts.payments.BillSystem.PaymentVerdict;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.payments.WithdrawalResults.Result;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acts by chance, against books in memory that know the rules of money and nothing else. */
final class ModelTest {
    private static final int ACTS = 250;
    private static final long BILL_MAX = 1000_00;
    private static final Duration REPEAT = Duration.ofSeconds(120);
    private static final String[] NUMBERS = {"13800000001", "13800000002", "13900000003"};
    private static final List<Till> TILLS = List.of(Till.of(Province.HUNAN), new Till(Province.HUNAN, "7"));

    @TempDir
    private Path folder;

    private final Map<String, Owner> owners = new HashMap<>();
    private final List<Owner> everybody = new ArrayList<>();
    private final List<Book> books = new ArrayList<>();
    private final List<Receipt> receipts = new ArrayList<>();
    private final List<Withdrawn> withdrawals = new ArrayList<>();
    private final List<Billed> bills = new ArrayList<>();
    private final List<Bought> purchases = new ArrayList<>();
    private final Map<BookAccount, Long> service = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private World world;
    private Random random;
    private int keys;

    /** A subscription in memory. */
    private static final class Owner {
        private final SubscriptionId id;
        private final String number;
        private boolean gone;
        private int streak;
        private int epoch;

        @Nullable
        private Book book;

        Owner(SubscriptionId id, String number) {
            this.id = id;
            this.number = number;
        }
    }

    /** An account in memory. */
    private static final class Book {
        private final AccountNo no;
        private final Map<Pocket, Long> holds = new EnumMap<>(Pocket.class);
        private final boolean canWithdraw;
        private LifeState status = LifeState.OPEN;
        private boolean frozen;
        private int open;

        @Nullable
        private Billed last;

        Book(AccountNo no, boolean canWithdraw) {
            this.no = no;
            this.canWithdraw = canWithdraw;
        }

        long in(Pocket pocket) {
            return holds.getOrDefault(pocket, 0L);
        }

        void add(Pocket pocket, long fen) {
            holds.merge(pocket, fen, Long::sum);
        }

        boolean isEmpty() {
            return holds.values().stream().allMatch(fen -> fen == 0);
        }
    }

    private record Receipt(TransferId id, Owner owner, Book book, Till till, long fen, boolean[] reversed) {}

    private record Withdrawn(OrderId id, String number, Owner owner, Book book, long fen, int epoch, Result[] ended) {}

    private record Billed(OrderId id, Owner owner, Book book, Pocket pocket, long fen, Instant at, String[] state) {}

    private record Bought(OrderId id, Owner owner, Book book, Pocket pocket, long fen, long[] refunded) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void anyActsLeaveTheBooksAsTheRulesSay(long seed) {
        random = new Random(seed);
        world = new World(folder);
        try {
            for (String number : NUMBERS) {
                var id = world.realNameCustomer(number, "100");
                var owner = new Owner(id, number);
                owner.book = new Book(account(id), true);
                owner.book.add(Pocket.CASH, 100_00);
                service.merge(BookAccount.hallCash("HUNAN"), 100_00L, Long::sum);
                books.add(owner.book);
                owners.put(number, owner);
                everybody.add(owner);
            }
            for (int i = 0; i < ACTS; i++) {
                act();
                world.clock.turn(Duration.ofSeconds(random.nextInt(100)));
                compare();
            }
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + String.join("\n", log), e);
        } finally {
            world.close();
        }
    }

    private void act() {
        var owner = owners.get(NUMBERS[random.nextInt(NUMBERS.length)]);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> payIn(owner);
            case 3 -> reverse();
            case 4 -> topUpByCard(owner);
            case 5, 6, 7 -> withdraw(owner);
            case 8, 9 -> settle();
            case 10, 11 -> payBill(owner);
            case 12, 13 -> answerBill();
            case 14, 15 -> buy(everybody.get(random.nextInt(everybody.size())));
            case 16 -> refund();
            case 17 -> freeze(owner);
            case 18 -> cancelOrReissue(owner);
            default -> closeOrOpen(owner);
        }
    }

    private long amount() {
        return random.nextInt(4) == 0 ? 1 + random.nextInt(300_00) : 1_00 + random.nextInt(40_00);
    }

    private static Fen fen(long fen) {
        return new Fen(fen);
    }

    private Request request(Owner owner) {
        return new Request(owner.id, Channel.AGENT, "model-" + ++keys, Optional.empty(), now());
    }

    private Instant now() {
        return world.clock.instant();
    }

    private AccountNo account(SubscriptionId id) {
        return Objects.requireNonNull(
                world.in(tx -> world.accounts.subscribers().get(tx, id)).account());
    }

    private void did(String what, boolean expected, boolean happened) {
        log.add(what + (happened ? "" : ": refused"));
        assertEquals(expected, happened, what);
    }

    private static boolean isOpen(Owner owner) {
        return owner.book != null && owner.book.status == LifeState.OPEN;
    }

    private void payIn(Owner owner) {
        var till = TILLS.get(random.nextInt(TILLS.size()));
        long fen = amount();
        var request = request(owner);
        var answer = world.in(tx -> world.accounts.cashTopUps().payIn(tx, request, till, fen(fen)));
        boolean right = isOpen(owner) && !owner.gone;
        did("pay in " + fen, right, answer.fold(done -> true, refusal -> false));
        if (right) {
            var book = Objects.requireNonNull(owner.book);
            book.add(Pocket.CASH, fen);
            service.merge(tillAccount(till), fen, Long::sum);
            receipts.add(new Receipt(
                    answer.fold(done -> done, refusal -> new TransferId(0)), owner, book, till, fen, new boolean[1]));
            var other = world.in(tx -> world.accounts.cashTopUps().payIn(tx, request, till, fen(fen + 1)));
            did("the same key, another amount", false, other.fold(done -> true, refusal -> false));
            var again = world.in(tx -> world.accounts.cashTopUps().payIn(tx, request, till, fen(fen)));
            did("the same key, the same request", true, again.fold(done -> true, refusal -> false));
        }
    }

    private static BookAccount tillAccount(Till till) {
        return BookAccount.hallCash(till.name().isEmpty() ? "HUNAN" : "HUNAN:" + till.name());
    }

    private void reverse() {
        if (receipts.isEmpty()) {
            return;
        }
        var receipt = receipts.get(random.nextInt(receipts.size()));
        var till = TILLS.get(random.nextInt(TILLS.size()));
        var refusal =
                world.in(tx -> world.accounts.cashTopUps().reverse(tx, receipt.owner().id, receipt.id(), till, now()));
        var book = receipt.book();
        boolean right = receipt.owner().book == book
                && !receipt.reversed()[0]
                && till.equals(receipt.till())
                && !book.frozen
                && book.in(Pocket.CASH) >= receipt.fen();
        did("reverse " + receipt.fen(), right, refusal.isEmpty());
        if (right) {
            receipt.reversed()[0] = true;
            book.add(Pocket.CASH, -receipt.fen());
            service.merge(tillAccount(till), -receipt.fen(), Long::sum);
            closeOrphan(receipt.owner(), book);
        }
    }

    private void topUpByCard(Owner owner) {
        var card = world.card("30");
        var answer = world.in(tx -> world.accounts.rechargeCards().topUp(tx, request(owner), card));
        boolean right = isOpen(owner) && !owner.gone;
        did("card of 30", right, answer.fold(done -> true, refusal -> false));
        if (right) {
            Objects.requireNonNull(owner.book).add(Pocket.CARD, 30_00);
            service.merge(BookAccount.cardClearing("HUNAN"), 30_00L, Long::sum);
        }
    }

    private void withdraw(Owner owner) {
        long fen = amount();
        var tail = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);
        var answer = world.in(tx -> world.accounts.withdrawals().withdraw(tx, request(owner), fen(fen), tail));
        var book = owner.book;
        boolean right = book != null
                && isOpen(owner)
                && !owner.gone
                && !book.frozen
                && book.canWithdraw
                && owner.streak < 2
                && book.in(Pocket.CASH) >= fen
                && fen >= 1_00;
        did("withdraw " + fen, right, answer.fold(done -> true, refusal -> false));
        if (right) {
            book.add(Pocket.CASH, -fen);
            book.add(Pocket.WITHDRAWING, fen);
            book.open++;
            owner.streak++;
            var accepted = answer.fold(done -> done, refusal -> {
                throw new AssertionError(refusal);
            });
            withdrawals.add(
                    new Withdrawn(accepted.order(), accepted.number(), owner, book, fen, owner.epoch, new Result[1]));
        }
    }

    private void settle() {
        if (withdrawals.isEmpty()) {
            return;
        }
        var order = withdrawals.get(random.nextInt(withdrawals.size()));
        var result = random.nextBoolean() ? Result.PAID : Result.RETURNED;
        world.in(tx -> world.accounts.withdrawalRounds().hand(tx, order.number(), result, null, now()));
        world.accounts.withdrawalRounds().round();
        world.settle();
        log.add("bank says " + result + " of " + order.fen());
        if (order.ended()[0] != null) {
            return;
        }
        order.ended()[0] = result;
        order.book().add(Pocket.WITHDRAWING, -order.fen());
        order.book().open--;
        if (result == Result.RETURNED) {
            order.book().add(Pocket.CASH, order.fen());
            if (order.epoch() == order.owner().epoch) {
                order.owner().streak = Math.max(0, order.owner().streak - 1);
            }
        } else {
            service.merge(BookAccount.bank("ICBC"), -order.fen(), Long::sum);
        }
        closeOrphan(order.owner(), order.book());
    }

    private static @Nullable Pocket funding(Book book, long fen) {
        if (book.in(Pocket.CARD) >= fen) {
            return Pocket.CARD;
        }
        return book.in(Pocket.CASH) >= fen ? Pocket.CASH : null;
    }

    private void payBill(Owner owner) {
        long fen = random.nextInt(3) == 0 ? 10_00 : amount();
        var answer = world.in(tx -> world.accounts.bills().pay(tx, request(owner), fen(fen)));
        var book = owner.book;
        var last = book == null ? null : book.last;
        boolean repeated = last != null
                && last.fen() == fen
                && Duration.between(last.at(), now()).compareTo(REPEAT) < 0
                && !last.state()[0].equals("RETURNED");
        boolean right = book != null
                && isOpen(owner)
                && !owner.gone
                && !book.frozen
                && fen <= BILL_MAX
                && !repeated
                && funding(book, fen) != null;
        did("bill of " + fen, right, answer.fold(done -> true, refusal -> false));
        if (right) {
            var pocket = Objects.requireNonNull(funding(book, fen));
            book.add(pocket, -fen);
            book.open++;
            service.merge(BookAccount.BILL_PENDING, fen, Long::sum);
            var order = answer.fold(done -> done, refusal -> new OrderId(0));
            book.last = new Billed(order, owner, book, pocket, fen, now(), new String[] {"PENDING"});
            bills.add(book.last);
        }
    }

    private void answerBill() {
        if (bills.isEmpty()) {
            return;
        }
        var bill = bills.get(random.nextInt(bills.size()));
        var verdict = random.nextBoolean() ? PaymentVerdict.PAID : PaymentVerdict.FAILED;
        world.bills.asked.stream()
                .filter(asked -> asked.bill().order().equals(bill.id()))
                .findFirst()
                .orElseThrow()
                .answer()
                .accept(verdict);
        world.settle();
        log.add("bill system says " + verdict + " of " + bill.fen() + " " + bill.state()[0]);
        var payable = BookAccount.billPayable("HUNAN");
        if (bill.state()[0].equals("PENDING")) {
            service.merge(BookAccount.BILL_PENDING, -bill.fen(), Long::sum);
            bill.book().open--;
            if (verdict == PaymentVerdict.PAID) {
                service.merge(payable, bill.fen(), Long::sum);
                bill.state()[0] = "PAID";
            } else {
                bill.book().add(bill.pocket(), bill.fen());
                bill.state()[0] = "RETURNED";
            }
            closeOrphan(bill.owner(), bill.book());
        } else if (bill.state()[0].equals("RETURNED") && verdict == PaymentVerdict.PAID) {
            service.merge(BookAccount.SUSPENSE, -bill.fen(), Long::sum);
            service.merge(payable, bill.fen(), Long::sum);
            bill.state()[0] = "PAID_AFTER_RETURN";
        }
    }

    private void buy(Owner owner) {
        long fen = amount();
        var answer = world.in(tx -> world.accounts.purchases().buy(tx, request(owner), World.SHOP, fen(fen)));
        var book = owner.book;
        boolean right = book != null && book.status != LifeState.CLOSED && !book.frozen && funding(book, fen) != null;
        did("purchase of " + fen, right, answer.fold(done -> true, refusal -> false));
        if (right) {
            var pocket = Objects.requireNonNull(funding(book, fen));
            book.add(pocket, -fen);
            owner.streak = 0;
            owner.epoch++;
            service.merge(BookAccount.merchant(World.SHOP), fen, Long::sum);
            purchases.add(new Bought(
                    answer.fold(done -> done.order(), refusal -> new OrderId(0)),
                    owner,
                    book,
                    pocket,
                    fen,
                    new long[1]));
            closeOrphan(owner, book);
        }
    }

    private void refund() {
        if (purchases.isEmpty()) {
            return;
        }
        var bought = purchases.get(random.nextInt(purchases.size()));
        long fen = 1 + random.nextInt((int) bought.fen());
        var key = "model-" + ++keys;
        var refusal = world.in(tx -> world.accounts.purchases().refund(tx, bought.id(), key, fen(fen), now()));
        boolean right = bought.refunded()[0] + fen <= bought.fen();
        did("refund of " + fen, right, refusal.isEmpty());
        if (right) {
            bought.refunded()[0] += fen;
            service.merge(BookAccount.merchant(World.SHOP), -fen, Long::sum);
            if (bought.book().status == LifeState.CLOSED) {
                service.merge(BookAccount.SUSPENSE, fen, Long::sum);
            } else {
                bought.book().add(bought.pocket(), fen);
            }
        }
    }

    private void freeze(Owner owner) {
        boolean to = random.nextInt(3) == 0;
        boolean known = world.in(tx -> world.accounts.lifecycle().freeze(tx, owner.id, to));
        did("freeze " + to, owner.book != null, known);
        if (owner.book != null) {
            owner.book.frozen = to;
        }
    }

    private void cancelOrReissue(Owner owner) {
        var to = owner.gone ? PhoneStatus.NORMAL : PhoneStatus.CANCELLED;
        var after = world.in(
                tx -> world.accounts.lifecycle().status(tx, owner.id, new PhoneCondition(to, StopReason.NONE), now()));
        log.add(owner.number + " " + to);
        if (owner.gone) {
            var fresh = new Owner(after.fold(done -> done.id(), refusal -> owner.id), owner.number);
            owners.put(owner.number, fresh);
            everybody.add(fresh);
            return;
        }
        owner.gone = true;
        if (owner.book != null && owner.book.status == LifeState.OPEN) {
            owner.book.status = LifeState.ORPHANED;
            closeOrphan(owner, owner.book);
        }
    }

    private static void closeOrphan(Owner owner, Book book) {
        if (book.status == LifeState.ORPHANED && book.open == 0 && book.isEmpty()) {
            book.status = LifeState.CLOSED;
            if (owner.book == book) {
                owner.book = null;
            }
        }
    }

    private void closeOrOpen(Owner owner) {
        if (owner.book == null) {
            var answer = world.in(tx -> world.accounts.openings().open(tx, request(owner)));
            did("open", !owner.gone, answer.fold(done -> true, refusal -> false));
            if (!owner.gone) {
                owner.book = new Book(account(owner.id), false);
                books.add(owner.book);
            }
            return;
        }
        Optional<Refusal> refusal = world.in(tx -> world.accounts.closings().close(tx, request(owner)));
        var book = owner.book;
        boolean right = isOpen(owner) && !owner.gone && !book.frozen && book.open == 0 && book.isEmpty();
        did("close", right, refusal.isEmpty());
        if (right) {
            book.status = LifeState.CLOSED;
            owner.book = null;
        }
    }

    private void compare() {
        world.in(tx -> {
            for (Book book : books) {
                for (Pocket pocket : List.of(Pocket.CASH, Pocket.CARD, Pocket.WITHDRAWING)) {
                    assertEquals(
                            fen(book.in(pocket)), world.accounts.ledger().balance(tx, book.no, pocket), pocket.name());
                }
                var row = tx.get(AccountTables.ACCOUNT, book.no);
                assertEquals(book.status, row.status(), "status of " + book.no);
                assertEquals(book.open, row.openOrders(), "open orders of " + book.no);
                assertEquals(book.frozen, row.frozen(), "freeze of " + book.no);
            }
            for (Owner owner : everybody) {
                var row = world.accounts.subscribers().get(tx, owner.id);
                assertEquals(owner.streak, row.risk().withdrawalStreak(), "withdrawals in a row of " + owner.id);
                assertEquals(owner.book == null ? null : owner.book.no, row.account());
            }
            service.forEach((account, fen) ->
                    assertEquals(fen(fen), world.accounts.ledger().balance(tx, account), account.toString()));
            return true;
        });
    }
}

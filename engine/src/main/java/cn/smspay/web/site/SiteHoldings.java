package cn.smspay.web.site;

import static cn.smspay.accounts.customers.AccountTables.BILL;
import static cn.smspay.accounts.customers.AccountTables.CARD_BRANCH;
import static cn.smspay.accounts.customers.AccountTables.PURCHASE;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.Account;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.AccountTables.WithdrawalOrder;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Customer;
import cn.smspay.accounts.customers.Identities;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Event;
import cn.smspay.books.ledger.Line;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.books.ledger.StatementLine;
import cn.smspay.books.ledger.Statements;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.store.Tx;
import cn.smspay.web.site.SiteService.Overview;
import cn.smspay.web.site.SiteService.SiteCard;
import cn.smspay.web.site.SiteService.SiteHistory;
import cn.smspay.web.site.SiteService.SiteMovement;
import cn.smspay.web.site.SiteService.Visitor;
import cn.smspay.web.site.SiteService.WalletMove;
import cn.smspay.web.site.SiteService.WalletOverview;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What a customer has and what has moved: the looks of his pages. Thread-safe. */
final class SiteHoldings {
    private static final Pocket[] SHOWN = {Pocket.CASH, Pocket.CARD};
    private static final int LAST = 3;
    private static final int BINDINGS_A_MONTH = 3;
    private static final int MONTHS = 100;
    /** Of which the wallet's page tells. */
    private static final int WALLET_DAYS = 90;

    private static final DateTimeFormatter CARD_TIME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);

    private final SiteLane lane;
    private final Desks desks;
    private final Accounts accounts;
    private final Identities identities;
    private final OrderNumbers numbers;

    SiteHoldings(SiteLane lane, Desks desks) {
        this.lane = lane;
        this.desks = desks;
        this.accounts = desks.counter().accounts();
        this.identities = new Identities(desks.counter().parts().vault());
        this.numbers = new OrderNumbers(desks.counter().parts().vault());
    }

    CompletionStage<Reply<Overview>> overview(Member who, Visitor from) {
        return lane.read(who, tx -> lane.withAccount(tx, who.id(), account -> Reply.done(overview(tx, who, account))));
    }

    private Overview overview(Tx tx, Member who, Account account) {
        var customer = accounts.subscribers().customer(tx, who.id());
        var no = account.no();
        var lines = accounts.ledger().newest(tx, no, LAST, Pocket.CASH, Pocket.CARD);
        return new Overview(
                lane.held(tx, no, Pocket.CASH),
                lane.held(tx, no, Pocket.CARD),
                lane.held(tx, no, Pocket.WITHDRAWING),
                accounts.wallet()
                        .views()
                        .balance(tx, who.id())
                        .map(it -> new WalletOverview(it.shadow(), it.pending(), it.asOf(), null, List.of()))
                        .orElse(null),
                account.isRealName(),
                account.isRealName() ? identities.maskedName(tx, customer).orElse("") : "",
                bound(tx, customer),
                bindingsLeft(customer),
                account.frozen(),
                accounts.passwords()
                        .lockedUntil(tx, no, PasswordKind.PAY, lane.now())
                        .orElse(null),
                accounts.entrance().answers().question(tx, no).isPresent(),
                accounts.entrance().aliases().of(tx, no).orElse(""),
                lines.stream().map(line -> movement(tx, line)).toList(),
                lane.now());
    }

    private @Nullable SiteCard bound(Tx tx, Customer customer) {
        var card = customer.account().card();
        return card == null ? null : bound(tx, customer, card.bank(), card.tail());
    }

    SiteCard bound(Tx tx, Customer customer, BankCode bank, String tail) {
        return new SiteCard(
                bank,
                tail,
                tx.find(CARD_BRANCH, customer.account().no())
                        .map(it -> it.branch())
                        .orElse(null),
                identities.maskedName(tx, customer).orElse(null));
    }

    private int bindingsLeft(Customer customer) {
        var risk = customer.subscription().risk();
        var today = ServiceDay.date(lane.now());
        boolean thisMonth = risk.bindingMonth() == today.getYear() * MONTHS + today.getMonthValue();
        return Math.max(0, BINDINGS_A_MONTH - (thisMonth ? risk.bindings() : 0));
    }

    private SiteMovement movement(Tx tx, StatementLine line) {
        var id = new OrderId(line.transfer().value());
        var amount = line.side() == Line.Side.CREDIT
                ? line.amount()
                : new Fen(-line.amount().fen());
        var about = About.of(tx, accounts, line.event(), id);
        return new SiteMovement(
                OrderNumbers.shown(about.number(), id),
                line.at(),
                SiteLane.word(line.event()),
                about.with(),
                about.card(),
                line.pocket() == Pocket.CARD ? "card" : line.pocket() == Pocket.CASH ? "cash" : "wallet",
                amount,
                line.balanceAfter(),
                about.state());
    }

    /** What is known of the order behind a movement. */
    private record About(
            @Nullable String number, String with, @Nullable SiteCard card, String state) {
        private static final About NOTHING = new About(null, "", null, "done");

        static About of(Tx tx, Accounts accounts, Event event, OrderId id) {
            return switch (event) {
                case WITHDRAWAL -> tx.find(WITHDRAWAL, id).map(About::of).orElse(NOTHING);
                case BILL -> tx.find(BILL, id).map(About::of).orElse(NOTHING);
                case PURCHASE ->
                    tx.find(PURCHASE, id)
                            .map(it -> new About(
                                    it.number(),
                                    accounts.merchants()
                                            .find(tx, it.merchant())
                                            .map(merchant -> merchant.name())
                                            .orElse(it.merchant()),
                                    null,
                                    "done"))
                            .orElse(NOTHING);
                default -> NOTHING;
            };
        }

        static About of(WithdrawalOrder order) {
            var state = switch (order.status()) {
                case SUBMITTED -> "waiting";
                case PAID -> "done";
                case RETURNED -> "returned";
            };
            return new About(order.number(), "", new SiteCard(order.bank(), order.tail(), null, null), state);
        }

        static About of(BillOrder order) {
            var digits = order.payee().digits();
            return new About(
                    order.number(),
                    cn.smspay.web.page.DisplayFormat.number(digits),
                    null,
                    order.status() == BillStatus.RETURNED
                            ? "returned"
                            : order.status() == BillStatus.PAID ? "done" : "waiting");
        }
    }

    CompletionStage<Reply<SiteHistory>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most) {
        return lane.read(
                who,
                tx -> lane.withAccount(tx, who.id(), account -> {
                    if (first.isAfter(last)) {
                        return Reply.refused("bad-dates");
                    }
                    var start = first.atStartOfDay(ServiceDay.ZONE).toInstant();
                    var to = last.plusDays(1).atStartOfDay(ServiceDay.ZONE).toInstant();
                    var sums = Statements.sums(tx, account.no(), start, to, SHOWN);
                    var rows =
                            Statements.between(tx, account.no(), start, to, Long.MAX_VALUE, skip + most, SHOWN).stream()
                                    .skip(skip)
                                    .map(line -> movement(tx, line))
                                    .toList();
                    return Reply.done(new SiteHistory(
                            sums.in(),
                            sums.ins(),
                            new Fen(-sums.out().fen()),
                            sums.outs(),
                            rows,
                            sums.ins() + sums.outs()));
                }));
    }

    CompletionStage<Reply<SiteMovement>> movement(Member who, Visitor from, String number) {
        return lane.read(
                who,
                tx -> lane.withAccount(
                        tx,
                        who.id(),
                        account -> number(tx, number)
                                .flatMap(transfer -> Arrays.stream(SHOWN)
                                        .flatMap(pocket ->
                                                accounts.ledger().line(tx, account.no(), pocket, transfer).stream())
                                        .findFirst())
                                .map(line -> Reply.done(movement(tx, line)))
                                .orElseGet(() -> Reply.refused("not-found"))));
    }

    /** A number of an order, or what stands for one where there is no order. */
    private Optional<TransferId> number(Tx tx, String number) {
        return numbers.find(tx, number)
                .map(order -> new TransferId(order.value()))
                .or(() -> Optional.of(number)
                        .filter(text -> text.matches("[0-9]{14,18}"))
                        .map(text -> new TransferId(Long.parseLong(text))));
    }

    CompletionStage<Reply<WalletOverview>> wallet(Member who, Visitor from) {
        var caller = SiteLane.caller(who, from);
        var yesterday = ServiceDay.date(lane.now()).minusDays(1);
        return SiteLane.then(
                desks.wallets().query(caller, SiteLane.subject(who), ""),
                page -> SiteLane.then(
                        desks.wallets()
                                .history(
                                        caller, SiteLane.subject(who), yesterday.minusDays(WALLET_DAYS), yesterday, ""),
                        history -> CompletableFuture.completedFuture(Reply.done(wallet(page, history)))));
    }

    private static WalletOverview wallet(WalletDesk.WalletMovementPage page, WalletDesk.History history) {
        return new WalletOverview(
                page.shadow(),
                page.pending(),
                page.asOf(),
                page.singleLimit(),
                history.lines().stream()
                        .map(line -> new WalletMove(
                                LocalDateTime.parse(line.at(), CARD_TIME)
                                        .atZone(ServiceDay.ZONE)
                                        .toInstant(),
                                line.purchase() ? "wallet-purchase" : "wallet-load",
                                Objects.requireNonNullElse(line.merchant(), ""),
                                line.purchase() ? new Fen(-line.amount().fen()) : line.amount()))
                        .toList());
    }
}

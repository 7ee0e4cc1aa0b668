package cn.smspay.web.site;

import static cn.smspay.accounts.customers.AccountTables.BILL;
import static cn.smspay.accounts.customers.AccountTables.WITHDRAWAL;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.banks.TopUpOrder;
import cn.smspay.accounts.customers.AccountTables.BillOrder;
import cn.smspay.accounts.customers.AccountTables.BillStatus;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.life.BankCards;
import cn.smspay.accounts.payments.OrderNumbers;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.BankDesk;
import cn.smspay.counter.desks.Desks;
import cn.smspay.store.Tx;
import cn.smspay.web.site.SiteService.BankField;
import cn.smspay.web.site.SiteService.BankOrder;
import cn.smspay.web.site.SiteService.BankPaymentForm;
import cn.smspay.web.site.SiteService.BillPaid;
import cn.smspay.web.site.SiteService.BillQuote;
import cn.smspay.web.site.SiteService.CardBinding;
import cn.smspay.web.site.SiteService.CardToppedUp;
import cn.smspay.web.site.SiteService.SiteCard;
import cn.smspay.web.site.SiteService.Visitor;
import cn.smspay.web.site.SiteService.WithdrawalOffer;
import cn.smspay.web.site.SiteService.WithdrawalTaken;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Top-ups, withdrawals, bills and the bank card. Thread-safe. */
final class SiteMoney {
    private final Desks desks;
    private final Accounts accounts;
    private final OrderNumbers numbers;
    private final SiteLane lane;
    private final SiteHoldings holdings;

    SiteMoney(SiteLane lane, Desks desks, SiteHoldings holdings) {
        this.desks = desks;
        this.accounts = desks.counter().accounts();
        this.numbers = new OrderNumbers(desks.counter().parts().vault());
        this.lane = lane;
        this.holdings = holdings;
    }

    boolean asksPayForTopUp() {
        return accounts.settings().pins().forTopUp();
    }

    CompletionStage<Reply<CardToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret card, @Nullable Secret pay) {
        var caller = SiteLane.caller(who, from);
        return SiteLane.then(
                desks.cards().topUp(caller, SiteLane.key(caller, word, card, pay), SiteLane.subject(who), card, pay),
                done -> CompletableFuture.completedFuture(Reply.done(new CardToppedUp(
                        OrderNumbers.shown(null, new OrderId(done.receipt().value())),
                        done.amount(),
                        done.balance(),
                        done.at()))));
    }

    CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode bank, Fen amount, boolean toWallet) {
        var caller = SiteLane.caller(who, from);
        var target = toWallet ? TopUpOrder.Target.WALLET : TopUpOrder.Target.CASH;
        return desks.banks()
                .topUp(
                        caller,
                        SiteLane.key(caller, word, bank, amount, toWallet),
                        SiteLane.subject(who),
                        bank,
                        target,
                        amount)
                .thenApply(reply -> reply.fold(
                        done -> Reply.done(bankOrder(done.value(), null)),
                        no -> Reply.refused(no.reason(), no.facts()),
                        pending -> Reply.refused("busy")));
    }

    private static BankOrder bankOrder(BankDesk.TopUp it, @Nullable BankPaymentForm form) {
        return new BankOrder(
                it.number(),
                it.bank(),
                it.amount(),
                it.target() == TopUpOrder.Target.WALLET,
                SiteLane.word(it.status()),
                it.expiresAt(),
                form);
    }

    /** An order that can still be paid comes with the form to the bank. */
    CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order) {
        var caller = SiteLane.caller(who, from);
        var customer = Subject.customer(who.id());
        return desks.banks()
                .topUp(caller, customer, order)
                .thenCompose(reply -> reply.fold(
                        done -> isOpen(done.value().status())
                                ? desks.banks()
                                        .redirect(caller, customer, order)
                                        .thenApply(sent -> Reply.done(bankOrder(done.value(), form(sent))))
                                : CompletableFuture.completedFuture(Reply.done(bankOrder(done.value(), null))),
                        no -> CompletableFuture.completedFuture(Reply.refused(
                                no.reason().equals("unknown-order") ? "not-found" : no.reason(), no.facts())),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private static boolean isOpen(TopUpOrder.Status status) {
        return status == TopUpOrder.Status.CREATED || status == TopUpOrder.Status.REDIRECTED;
    }

    private static @Nullable BankPaymentForm form(Reply<BankDesk.PaymentForm> reply) {
        if (!(reply instanceof Reply.Done<BankDesk.PaymentForm> done)) {
            return null;
        }
        var sent = done.value();
        return new BankPaymentForm(
                sent.origin().toString(),
                sent.page(),
                sent.fields().stream()
                        .map(field -> new BankField(field.name(), field.value()))
                        .toList());
    }

    CompletionStage<Reply<WithdrawalOffer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount) {
        return lane.read(who, tx -> {
            var refusal = amount == null
                    ? Optional.<Refusal>empty()
                    : accounts.withdrawals().checkAmount(tx, who.id(), amount, lane.now());
            var offer = accounts.withdrawals().check(tx, who.id(), lane.now());
            return offer.<Reply<WithdrawalOffer>>fold(
                    it -> refusal.<Reply<WithdrawalOffer>>map(no -> tooMuch(no, Objects.requireNonNull(amount)))
                            .orElseGet(() -> Reply.done(offer(tx, who, it.cash(), it.bank(), it.tail()))),
                    Reply::refused);
        });
    }

    private static Reply<WithdrawalOffer> tooMuch(Refusal no, Fen amount) {
        return no.reason() == Refusal.Reason.TOO_MUCH && no.facts().get("cash") instanceof Fen cash
                ? Reply.refused("too-much", Map.of("cash", cash, "amount", amount))
                : Reply.refused(no);
    }

    private WithdrawalOffer offer(Tx tx, Member who, Fen cash, BankCode bank, String tail) {
        var customer = accounts.subscribers().customer(tx, who.id());
        var window = accounts.withdrawals().window(lane.now());
        return new WithdrawalOffer(cash, holdings.bound(tx, customer, bank, tail), window.earliest(), window.latest());
    }

    CompletionStage<Reply<WithdrawalTaken>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return SiteLane.then(
                desks.banks()
                        .withdraw(
                                caller,
                                SiteLane.key(caller, word, amount, tail, pay),
                                SiteLane.subject(who),
                                amount,
                                tail,
                                pay),
                done -> lane.after(who.id(), tx -> {
                    var customer = accounts.subscribers().customer(tx, who.id());
                    var order =
                            tx.get(WITHDRAWAL, numbers.find(tx, done.number()).orElseThrow());
                    return new WithdrawalTaken(
                            done.number(),
                            amount,
                            holdings.bound(tx, customer, done.bank(), done.tail()),
                            done.cash(),
                            ServiceDay.date(order.dueFrom()),
                            ServiceDay.date(order.dueBy()),
                            order.requestedAt());
                }));
    }

    CompletionStage<Reply<BillQuote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount) {
        return lane.read(who, tx -> {
            var barred = accounts.bills().checkPayer(tx, who.id(), Channel.WEB);
            if (barred.isPresent()) {
                return Reply.refused(barred.get());
            }
            return accounts.bills()
                    .check(tx, who.id(), payee, amount, lane.now())
                    .<Reply<BillQuote>>fold(
                            it -> Reply.done(quote(tx, who, payee, amount, it.pocket(), it.inTest())),
                            no -> insufficient(tx, who, refused(no), amount));
        });
    }

    private static Reply.Refused<Nothing> refused(Refusal no) {
        return Reply.<Nothing>refused(no) instanceof Reply.Refused<Nothing> refused
                ? refused
                : new Reply.Refused<>("other", Map.of(), false);
    }

    private BillQuote quote(Tx tx, Member who, Msisdn payee, Fen amount, Pocket pocket, boolean inTest) {
        var no = accounts.subscribers().customer(tx, who.id()).account().no();
        var province = accounts.subscribers()
                .find(tx, payee)
                .map(it -> it.province().chinese())
                .orElse("");
        return new BillQuote(SiteLane.word(pocket), lane.held(tx, no, pocket).minus(amount), inTest, province);
    }

    /** What there is, also where the rule did not say it. */
    private <T> Reply<T> insufficient(Tx tx, Member who, Reply.Refused<?> no, Fen amount) {
        var account = accounts.subscribers().customer(tx, who.id()).found();
        if (!no.reason().equals("insufficient") || account == null) {
            return Reply.refused(no.reason(), no.facts());
        }
        return Reply.refused(
                "insufficient",
                Map.of(
                        "amount",
                        amount,
                        "cash",
                        lane.held(tx, account.no(), Pocket.CASH),
                        "card",
                        lane.held(tx, account.no(), Pocket.CARD)));
    }

    CompletionStage<Reply<BillPaid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.bills()
                .pay(
                        caller,
                        SiteLane.key(caller, word, payee, amount, testConfirmed, pay),
                        SiteLane.subject(who),
                        payee,
                        amount,
                        testConfirmed,
                        pay)
                .thenCompose(reply -> reply.fold(
                        done -> lane.after(
                                who.id(),
                                tx -> paid(tx, tx.get(BILL, done.value().order()))),
                        no -> lane.read(who, tx -> insufficient(tx, who, no, amount)),
                        pending -> CompletableFuture.completedFuture(Reply.refused("busy"))));
    }

    private BillPaid paid(Tx tx, BillOrder order) {
        return new BillPaid(
                OrderNumbers.shown(order.number(), order.id()),
                order.amount(),
                SiteLane.word(order.pocket()),
                lane.held(tx, order.account(), order.pocket()),
                order.status() == BillStatus.PAID,
                order.requestedAt());
    }

    CompletionStage<Reply<SiteCard>> bind(Member who, Visitor from, String word, CardBinding wanted) {
        var caller = SiteLane.caller(who, from);
        var key = SiteLane.key(
                caller,
                word,
                wanted.bank(),
                wanted.branch(),
                wanted.place(),
                wanted.number(),
                wanted.holder(),
                wanted.code());
        return SiteLane.then(
                desks.banks()
                        .bind(
                                caller,
                                key,
                                SiteLane.subject(who),
                                wanted.bank(),
                                new BankCards.Branch(wanted.branch(), wanted.place()),
                                wanted.number(),
                                wanted.holder(),
                                wanted.code()),
                done -> CompletableFuture.completedFuture(
                        Reply.done(new SiteCard(done.bank(), done.tail(), wanted.branch(), null))));
    }

    CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.banks().unbind(caller, SiteLane.key(caller, word, "unbind", pay), SiteLane.subject(who), pay);
    }
}

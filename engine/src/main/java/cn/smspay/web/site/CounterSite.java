package cn.smspay.web.site;

import cn.smspay.accounts.Accounts;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.SessionDesk;
import cn.smspay.net.http.SessionKeeper;
import cn.smspay.store.Tx;
import cn.smspay.web.page.KeptSessions;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The site's functions on the counter: each act is one input of the lane, under the key that came with the form. What a customer
 * sees of his own things is no look of the staff and leaves no audit row. Thread-safe.
 */
public final class CounterSite implements SiteService {
    private final Desks desks;
    private final Accounts accounts;
    private final SiteLane lane;
    private final SiteEntrance entrance;
    private final SiteHoldings holdings;
    private final SiteMoney money;
    private final SiteCheckout checkout;

    public CounterSite(Desks desks) {
        this.desks = desks;
        this.accounts = desks.counter().accounts();
        this.lane = new SiteLane(desks.counter());
        this.entrance = new SiteEntrance(lane, desks);
        this.holdings = new SiteHoldings(lane, desks);
        this.money = new SiteMoney(lane, desks, holdings);
        this.checkout = new SiteCheckout(lane, desks);
    }

    /** Where the site's logins outlive the program. */
    public static SessionKeeper sessions(Desks desks) {
        return new KeptSessions(desks.sessions(), SessionDesk.SITE);
    }

    @Override
    public Set<Function> functions() {
        return desks.banks().open().isEmpty()
                ? EnumSet.complementOf(EnumSet.of(Function.BANK_TOP_UP))
                : EnumSet.allOf(Function.class);
    }

    // --- who somebody is

    @Override
    public CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose) {
        return entrance.sendCode(from, to, purpose);
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> login(Visitor from, String name, Secret password) {
        return entrance.login(from, name, password);
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> present(String session) {
        return entrance.present(session);
    }

    @Override
    public CompletionStage<Reply<SiteLogin>> register(Visitor from, String word, SignUp wanted) {
        return entrance.register(from, word, wanted);
    }

    @Override
    public CompletionStage<Reply<Nothing>> changeLogin(
            Member who, Visitor from, String word, Secret old, Secret chosen) {
        return entrance.changeLogin(who, from, word, old, chosen);
    }

    @Override
    public CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen) {
        return entrance.changePay(who, from, word, old, chosen);
    }

    @Override
    public List<Integer> questions() {
        return entrance.questions();
    }

    @Override
    public CompletionStage<Reply<Question>> question(Visitor from, Msisdn number) {
        return entrance.question(from, number);
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetLogin(Visitor from, String word, Reset wanted) {
        return entrance.resetLogin(from, word, wanted);
    }

    @Override
    public CompletionStage<Reply<Nothing>> resetPay(Member who, Visitor from, String word, Reset wanted) {
        return entrance.resetPay(who, from, word, wanted);
    }

    @Override
    public CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay) {
        return entrance.setQuestion(who, from, word, question, answer, pay);
    }

    @Override
    public CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String alias) {
        return entrance.setAlias(who, from, word, alias);
    }

    // --- what he has

    @Override
    public CompletionStage<Reply<Overview>> overview(Member who, Visitor from) {
        return holdings.overview(who, from);
    }

    @Override
    public CompletionStage<Reply<SiteHistory>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most) {
        return holdings.history(who, from, first, last, skip, most);
    }

    @Override
    public CompletionStage<Reply<SiteMovement>> movement(Member who, Visitor from, String number) {
        return holdings.movement(who, from, number);
    }

    @Override
    public CompletionStage<Reply<WalletOverview>> wallet(Member who, Visitor from) {
        return holdings.wallet(who, from);
    }

    // --- money

    @Override
    public boolean asksPayForTopUp() {
        return money.asksPayForTopUp();
    }

    @Override
    public CompletionStage<Reply<CardToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret card, @Nullable Secret pay) {
        return money.topUpByCard(who, from, word, card, pay);
    }

    @Override
    public CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode bank, Fen amount, boolean toWallet) {
        return money.topUpByBank(who, from, word, bank, amount, toWallet);
    }

    @Override
    public CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order) {
        return money.bankOrder(who, from, order);
    }

    @Override
    public CompletionStage<Reply<WithdrawalOffer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount) {
        return money.withdrawalOffer(who, from, amount);
    }

    @Override
    public CompletionStage<Reply<WithdrawalTaken>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay) {
        return money.withdraw(who, from, word, amount, tail, pay);
    }

    @Override
    public CompletionStage<Reply<BillQuote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount) {
        return money.billQuote(who, from, payee, amount);
    }

    @Override
    public CompletionStage<Reply<BillPaid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay) {
        return money.payBill(who, from, word, payee, amount, testConfirmed, pay);
    }

    @Override
    public CompletionStage<Reply<SiteCard>> bind(Member who, Visitor from, String word, CardBinding wanted) {
        return money.bind(who, from, word, wanted);
    }

    @Override
    public CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay) {
        return money.unbind(who, from, word, pay);
    }

    // --- the account

    @Override
    public CompletionStage<Reply<Nothing>> upgrade(Member who, Visitor from, String word, Secret code) {
        var caller = SiteLane.caller(who, from);
        return desks.customers()
                .upgrade(caller, SiteLane.key(caller, word, "upgrade", code), SiteLane.subject(who), code);
    }

    @Override
    public CompletionStage<Reply<Nothing>> closable(Member who, Visitor from) {
        return lane.read(who, tx -> {
            Reply<Nothing> reply = Reply.of(accounts.closings().check(tx, who.id(), lane.now()), Nothing.NOTHING);
            var account = accounts.subscribers().customer(tx, who.id()).found();
            return account == null
                            || !(reply instanceof Reply.Refused<Nothing> no)
                            || !no.facts().containsKey("total")
                    ? reply
                    : Reply.refused(no.reason(), withBalances(tx, account.no(), no.facts()));
        });
    }

    private Map<String, Object> withBalances(Tx tx, AccountNo no, Map<String, Object> facts) {
        var more = new java.util.HashMap<>(facts);
        more.put("cash", lane.held(tx, no, Pocket.CASH));
        more.put("card", lane.held(tx, no, Pocket.CARD));
        return more;
    }

    @Override
    public CompletionStage<Reply<Nothing>> close(Member who, Visitor from, String word, Secret pay) {
        var caller = SiteLane.caller(who, from);
        return desks.customers()
                .closeOnSite(caller, SiteLane.key(caller, word, "close", pay), SiteLane.subject(who), pay);
    }

    // --- checkout

    @Override
    public CompletionStage<Reply<CheckoutOrder>> order(@Nullable Member who, Visitor from, String token) {
        return checkout.order(who, from, token);
    }

    @Override
    public CompletionStage<Reply<CheckoutPaid>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code) {
        return checkout.pay(who, from, word, token, pay, code);
    }
}

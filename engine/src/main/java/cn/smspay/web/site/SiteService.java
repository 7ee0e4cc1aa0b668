package cn.smspay.web.site;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What the site asks for, function by function. The reply comes once it is durable. Every act names its request by a word that
 * came with the form: the same word is the same act, however often it is sent (R 3.0.11).
 */
public interface SiteService {
    /** Functions that an installation may lack; no page links to one that is not there. */
    enum Function {
        REGISTER,
        RESET,
        BANK_TOP_UP,
        CARD_TOP_UP,
        BANK_CARD,
        WITHDRAW,
        BILL,
        BILL_OTHER,
        REAL_NAME,
        WALLET,
        ALIAS,
        QUESTION,
        CLOSE
    }

    /** A code is asked for by this. */
    enum CodeFor {
        REGISTER,
        REAL_NAME,
        PAY_OVER_100,
        RESET_PAY,
        RESET_LOGIN,
        BIND
    }

    Set<Function> functions();

    // --- who somebody is

    /** The reply is the same for numbers that are known and that are not. */
    CompletionStage<Reply<Nothing>> sendCode(Visitor from, Msisdn to, CodeFor purpose);

    CompletionStage<Reply<SiteLogin>> login(Visitor from, String name, Secret password);

    /** Whose session this is; refused with {@code session-over} once it is not good any more. */
    CompletionStage<Reply<SiteLogin>> present(String session);

    CompletionStage<Reply<SiteLogin>> register(Visitor from, String word, SignUp wanted);

    CompletionStage<Reply<Nothing>> changeLogin(Member who, Visitor from, String word, Secret old, Secret chosen);

    CompletionStage<Reply<Nothing>> changePay(Member who, Visitor from, String word, Secret old, Secret chosen);

    /** The fixed questions, by number from 1. */
    List<Integer> questions();

    /** The question of a number; one of the fixed ones also for a number that has none. */
    CompletionStage<Reply<Question>> question(Visitor from, Msisdn number);

    CompletionStage<Reply<Nothing>> resetLogin(Visitor from, String word, Reset wanted);

    /** For who is logged in: a number that was cancelled may be another's by now. */
    CompletionStage<Reply<Nothing>> resetPay(Member who, Visitor from, String word, Reset wanted);

    CompletionStage<Reply<Nothing>> setQuestion(
            Member who, Visitor from, String word, int question, Secret answer, Secret pay);

    CompletionStage<Reply<Nothing>> setAlias(Member who, Visitor from, String word, String alias);

    // --- what he has

    CompletionStage<Reply<Overview>> overview(Member who, Visitor from);

    CompletionStage<Reply<SiteHistory>> history(
            Member who, Visitor from, LocalDate first, LocalDate last, int skip, int most);

    CompletionStage<Reply<SiteMovement>> movement(Member who, Visitor from, String number);

    CompletionStage<Reply<WalletOverview>> wallet(Member who, Visitor from);

    // --- money

    /**
     * Whether a top-up by card asks for the pay password, as the carrier's settings say (D-01). What goes out, and closing, asks
     * for it on the site whatever they say of the phone.
     */
    boolean asksPayForTopUp();

    /** @param pay where {@link #asksPayForTopUp}; else null */
    CompletionStage<Reply<CardToppedUp>> topUpByCard(
            Member who, Visitor from, String word, Secret card, @Nullable Secret pay);

    CompletionStage<Reply<BankOrder>> topUpByBank(
            Member who, Visitor from, String word, BankCode bank, Fen amount, boolean toWallet);

    CompletionStage<Reply<BankOrder>> bankOrder(Member who, Visitor from, String order);

    CompletionStage<Reply<WithdrawalOffer>> withdrawalOffer(Member who, Visitor from, @Nullable Fen amount);

    CompletionStage<Reply<WithdrawalTaken>> withdraw(
            Member who, Visitor from, String word, Fen amount, String tail, Secret pay);

    CompletionStage<Reply<BillQuote>> billQuote(Member who, Visitor from, Msisdn payee, Fen amount);

    CompletionStage<Reply<BillPaid>> payBill(
            Member who, Visitor from, String word, Msisdn payee, Fen amount, boolean testConfirmed, Secret pay);

    CompletionStage<Reply<SiteCard>> bind(Member who, Visitor from, String word, CardBinding wanted);

    CompletionStage<Reply<Nothing>> unbind(Member who, Visitor from, String word, Secret pay);

    // --- the account

    CompletionStage<Reply<Nothing>> upgrade(Member who, Visitor from, String word, Secret code);

    /** Refused with all hindrances, or nothing stands in the way. */
    CompletionStage<Reply<Nothing>> closable(Member who, Visitor from);

    CompletionStage<Reply<Nothing>> close(Member who, Visitor from, String word, Secret pay);

    // --- checkout

    CompletionStage<Reply<CheckoutOrder>> order(@Nullable Member who, Visitor from, String token);

    CompletionStage<Reply<CheckoutPaid>> pay(
            Member who, Visitor from, String word, String token, Secret pay, @Nullable Secret code);

    // --- records

    /**
     * @param address from where somebody comes, as the door saw it
     * @param session of his browser; empty for none
     */
    record Visitor(String address, String session) {}

    /** @param mustChange the password was given to him; he has to choose his own first (S-113) */
    record SiteLogin(Member member, boolean mustChange) {}

    /** @param alias empty for none */
    record SignUp(
            Msisdn number,
            Secret code,
            Secret login,
            Secret pay,
            int question,
            Secret answer,
            String alias,
            String agreement) {}

    record Question(int number) {}

    /** @param answer to the question; empty where none is wanted */
    record Reset(Msisdn number, Secret code, Secret answer, Secret chosen) {}

    record SiteCard(
            BankCode bank,
            String tail,
            @Nullable String branch,
            @Nullable String holder) {}

    record CardBinding(BankCode bank, String branch, String place, Secret number, Secret holder, Secret code) {}

    /**
     * @param holder the account's name, masked; empty without real name
     * @param wallet what the shadow holds; null without a wallet
     */
    record Overview(
            Fen cash,
            Fen card,
            Fen transit,
            @Nullable WalletOverview wallet,
            boolean realName,
            String holder,
            @Nullable SiteCard bank,
            int bindingsLeft,
            boolean frozen,
            @Nullable Instant payLockedUntil,
            boolean questionSet,
            String alias,
            List<SiteMovement> last,
            Instant at) {}

    /**
     * @param kind key of its words, like {@code cash-top-up}
     * @param with with whom, like a merchant; may be empty
     * @param card the bank card that it went to
     * @param pocket cash, card or wallet
     * @param amount negative for what went out
     * @param state of an order: done, waiting, returned
     */
    record SiteMovement(
            String number,
            Instant at,
            String kind,
            String with,
            @Nullable SiteCard card,
            String pocket,
            Fen amount,
            Fen balance,
            String state) {}

    record SiteHistory(Fen in, int ins, Fen out, int outs, List<SiteMovement> rows, int total) {}

    /**
     * @param balance of the shadow, which lags behind the card (S-163)
     * @param pending paid in and not on the card yet
     * @param limit of a single purchase; null if none is set
     * @param rows up to the day before this one (S-160), newest first
     */
    record WalletOverview(
            Fen balance,
            Fen pending,
            Instant asOf,
            @Nullable Fen limit,
            List<WalletMove> rows) {}

    /**
     * @param kind key of its words, like {@code wallet-purchase}
     * @param with the merchant; empty for a load
     * @param amount negative for what was spent
     */
    record WalletMove(Instant at, String kind, String with, Fen amount) {}

    record CardToppedUp(String number, Fen amount, Fen balance, Instant at) {}

    /**
     * @param form where a browser takes it: the bank's address and the signed fields; null once there is nothing to pay
     * @param state created, redirected, paid, expired or mismatch
     */
    record BankOrder(
            String order,
            BankCode bank,
            Fen amount,
            boolean toWallet,
            String state,
            Instant payUntil,
            @Nullable BankPaymentForm form) {}

    record BankPaymentForm(String origin, String action, List<BankField> fields) {}

    record BankField(String name, String value) {}

    record WithdrawalOffer(Fen cash, SiteCard to, LocalDate earliest, LocalDate latest) {}

    record WithdrawalTaken(
            String number, Fen amount, SiteCard to, Fen cash, LocalDate earliest, LocalDate latest, Instant at) {}

    /** @param inTest the payee's province is still being tested and a failed payment comes back (S-103) */
    record BillQuote(String pocket, Fen after, boolean inTest, String province) {}

    /** @param sure false while the bill system has not answered */
    record BillPaid(String number, Fen amount, String pocket, Fen balance, boolean sure, Instant at) {}

    /**
     * @param pocket cash or card, which pays; empty if neither can
     * @param codeWanted the amount needs an SMS code too (S-084)
     * @param state open, paid, closed
     */
    record CheckoutOrder(
            String order,
            String merchant,
            String host,
            String subject,
            String merchantOrder,
            Fen amount,
            Instant until,
            String state,
            String returnUrl,
            String pocket,
            Fen after,
            Fen cash,
            Fen card,
            boolean codeWanted,
            @Nullable Instant codeSentAt) {}

    record CheckoutPaid(String number, String pocket, Fen balance, Instant at) {}
}

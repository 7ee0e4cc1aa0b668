package cn.smspay.counter.desks;

import cn.smspay.accounts.payments.Bills;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Act;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Phone bills, one's own and others' (R 4.8). */
public final class BillDesk {
    private static final Act<Quote> QUOTE = Act.of("bill.quote", Quote.class, Role.CUSTOMER, Role.TERMINAL, Role.AGENT);
    private static final Act<Submitted> PAY =
            Act.of("bill.pay", Submitted.class, Role.CUSTOMER, Role.TERMINAL, Role.AGENT);

    private final Counter counter;
    private final Bills bills;

    BillDesk(Counter counter) {
        this.counter = counter;
        this.bills = counter.accounts().bills();
    }

    /** @param inTest whether the payee's province is one where payments may fail (S-103) */
    public record Quote(Pocket pocket, boolean inTest) {}

    /** The bill system has it; what it makes of it is told by text message. */
    public record Submitted(OrderId order, String number) {}

    /** Whether this bill can be paid, and from which account. */
    public CompletableFuture<Reply<Quote>> quote(Caller caller, Subject payer, Msisdn payee, Fen amount) {
        return counter.look(
                caller,
                QUOTE,
                payer,
                "",
                deal -> Reply.of(
                        bills.check(deal.tx(), deal.who(), payee, amount, deal.now()),
                        quote -> new Quote(quote.pocket(), quote.inTest())));
    }

    /**
     * Pays a bill.
     *
     * @param confirmTest whether the payer knows that it may fail in the payee's province
     * @param pin the payment password; null from agents, who have looked at the person, and from the SIM's menu for the phone
     *     itself (S-172)
     */
    public CompletableFuture<Reply<Submitted>> pay(
            Caller caller,
            Key key,
            Subject payer,
            Msisdn payee,
            Fen amount,
            boolean confirmTest,
            @Nullable Secret pin) {
        return counter.act(caller, key, PAY, payer, deal -> {
            deal.note("payee", payee).note("amount", amount);
            boolean wanted = caller.hasOne(Set.of(Role.CUSTOMER))
                    || (caller.hasOne(Set.of(Role.TERMINAL)) && !bills.isOwn(deal.tx(), deal.who(), payee));
            if (wanted && pin == null) {
                return Reply.refused("pin-wanted");
            }
            var request = Optional.ofNullable(pin).map(deal::request).orElseGet(deal::request);
            return Reply.of(bills.pay(deal.tx(), request, payee, amount, confirmTest), order -> {
                var number = bills.number(deal.tx(), order);
                deal.note("order", number);
                return new Submitted(order, number);
            });
        });
    }
}

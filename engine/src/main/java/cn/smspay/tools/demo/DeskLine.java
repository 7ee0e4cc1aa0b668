package cn.smspay.tools.demo;

import cn.smspay.accounts.wallet.CardNo;
import cn.smspay.accounts.wallet.CardReading;
import cn.smspay.accounts.wallet.Contact;
import cn.smspay.accounts.wallet.LoadOrder;
import cn.smspay.accounts.wallet.LoadProof;
import cn.smspay.accounts.wallet.LoadStart;
import cn.smspay.accounts.wallet.Terminal;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.Desks;
import cn.smspay.counter.desks.WalletDesk;
import cn.smspay.outside.cards.AccountLine;
import cn.smspay.outside.cards.WalletLine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** The way of one number's SIM, or of a hall's reader, to the counter. One thread. */
final class DeskLine implements WalletLine, AccountLine {
    private final Desks desks;
    private final WalletDesk desk;
    private final Msisdn number;
    private final Caller caller;
    private final BooleanSupplier torn;
    private final String session = Long.toHexString(System.nanoTime());
    private int keys;

    /** @param torn whether the answer to what is sent now is lost */
    DeskLine(Desks desks, Msisdn number, Channel channel, BooleanSupplier torn) {
        this.desks = desks;
        this.desk = desks.wallets();
        this.number = number;
        this.caller = Caller.of(channel, "demo", "local", channel == Channel.STK ? Role.TERMINAL : Role.CLERK);
        this.torn = torn;
    }

    private Key key() {
        return Key.of(caller, session + "-" + ++keys, number.digits() + keys);
    }

    private <T, R> LineReply<R> heard(CompletableFuture<Reply<T>> stage, java.util.function.Function<T, R> read) {
        boolean lost = torn.getAsBoolean();
        var reply = stage.join();
        if (lost) {
            return new LineReply.NoReply<>();
        }
        return reply.<LineReply<R>>fold(
                done -> new LineReply.Replied<>(read.apply(done.value())),
                no -> new LineReply.No<>(no.reason()),
                pending -> new LineReply.NoReply<>());
    }

    @Override
    public LineReply<Terminal> contact(CardNo card) {
        return heard(desk.contact(caller, key(), card), WalletDesk.Numbered::terminal);
    }

    @Override
    public LineReply<Contact> read(CardReading reading) {
        return heard(desk.read(caller, key(), reading), contact -> contact);
    }

    @Override
    public LineReply<LoadOrder> start(LoadStart start, Secret pin) {
        return heard(desk.load(caller, key(), number, start, pin), order -> order);
    }

    @Override
    public LineReply<LoadOrder> write(LoadStart start, OrderId waiting) {
        return heard(desk.write(caller, key(), start, waiting), order -> order);
    }

    @Override
    public LineReply<Boolean> proved(LoadProof proof) {
        return heard(desk.proved(caller, key(), proof), nothing -> true);
    }

    @Override
    public LineReply<Contact> close(CardReading reading) {
        return heard(desk.close(caller, key(), number, reading), contact -> contact);
    }

    @Override
    public LineReply<Boolean> limit(CardNo card, Fen limit) {
        return heard(desk.limit(caller, key(), number, card, limit), nothing -> true);
    }

    @Override
    public LineReply<Boolean> calibrate(CardNo card) {
        return heard(desk.calibrate(caller, key(), number, card), nothing -> true);
    }

    @Override
    public LineReply<Balance> balance() {
        return heard(
                desks.customers().balance(caller, Subject.number(number)),
                held -> new Balance(held.cash(), held.card()));
    }

    @Override
    public LineReply<Fen> topUp(Secret cardPassword) {
        return heard(desks.cards().topUp(caller, key(), Subject.number(number), cardPassword), done -> done.amount());
    }

    @Override
    public LineReply<String> bill(Optional<Msisdn> payee, Fen amount, boolean confirmTest, Optional<Secret> pin) {
        return heard(
                desks.bills()
                        .pay(
                                caller,
                                key(),
                                Subject.number(number),
                                payee.orElse(number),
                                amount,
                                confirmTest,
                                pin.orElse(null)),
                submitted -> submitted.number());
    }

    @Override
    public LineReply<Boolean> payPassword(Secret present, Secret chosen) {
        return heard(desks.logins().changePay(caller, key(), Subject.number(number), present, chosen), nothing -> true);
    }
}

package cn.smspay.testing;

import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Request;
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
import cn.smspay.base.SubscriptionId;
import cn.smspay.outside.cards.AccountLine;
import cn.smspay.outside.cards.WalletLine;
import cn.smspay.store.Tx;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** A menu's or a reader's way into a world, without a door between. */
public final class DirectLine implements WalletLine, AccountLine {
    private final World world;
    private final SubscriptionId who;
    private final Channel channel;
    private int keys;

    public DirectLine(World world, SubscriptionId who, Channel channel) {
        this.world = world;
        this.who = who;
        this.channel = channel;
    }

    private <T> LineReply<T> said(Function<Tx, Answer<T>> work) {
        return world.in(work).<LineReply<T>>fold(LineReply.Replied::new, refusal -> new LineReply.No<>(word(refusal)));
    }

    private static String word(Refusal refusal) {
        return refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static LineReply<Boolean> done(Optional<Refusal> refusal) {
        return refusal.<LineReply<Boolean>>map(no -> new LineReply.No<>(word(no)))
                .orElseGet(() -> new LineReply.Replied<>(true));
    }

    private Request request(Optional<Secret> pin) {
        return new Request(who, channel, who + "-line-" + ++keys, pin, world.clock.instant());
    }

    @Override
    public LineReply<Terminal> contact(CardNo card) {
        return said(tx -> world.accounts.wallet().wallets().contact(tx, card));
    }

    @Override
    public LineReply<Contact> read(CardReading reading) {
        return said(tx -> world.accounts.wallet().wallets().read(tx, reading, world.clock.instant()));
    }

    @Override
    public LineReply<LoadOrder> start(LoadStart start, Secret pin) {
        return said(tx -> world.accounts.wallet().loads().start(tx, request(Optional.of(pin)), start));
    }

    @Override
    public LineReply<LoadOrder> write(LoadStart start, OrderId waiting) {
        return said(tx -> world.accounts.wallet().loads().write(tx, start, waiting, world.clock.instant()));
    }

    @Override
    public LineReply<Boolean> proved(LoadProof proof) {
        return done(world.in(tx -> world.accounts.wallet().loads().proved(tx, proof, world.clock.instant())));
    }

    @Override
    public LineReply<Contact> close(CardReading reading) {
        return said(tx -> world.accounts.wallet().wallets().close(tx, request(Optional.empty()), reading));
    }

    @Override
    public LineReply<Boolean> calibrate(CardNo card) {
        return done(world.in(tx -> world.accounts.wallet().wallets().calibrate(tx, who, card)));
    }

    @Override
    public LineReply<Boolean> limit(CardNo card, Fen limit) {
        return done(
                world.in(tx -> world.accounts.wallet().wallets().limitSet(tx, request(Optional.empty()), card, limit)));
    }

    @Override
    public LineReply<Balance> balance() {
        return said(tx -> world.accounts
                .statement()
                .balance(tx, who)
                .fold(it -> Answer.done(new Balance(it.cash(), it.card())), Answer::refused));
    }

    @Override
    public LineReply<Fen> topUp(Secret cardPassword) {
        return said(tx -> world.accounts
                .rechargeCards()
                .topUp(tx, request(Optional.empty()), cardPassword)
                .fold(it -> Answer.done(it.amount()), Answer::refused));
    }

    @Override
    public LineReply<String> bill(Optional<Msisdn> payee, Fen amount, boolean confirmTest, Optional<Secret> pin) {
        return said(tx -> {
            var to = payee.orElseGet(
                    () -> world.accounts.subscribers().get(tx, who).msisdn());
            var bills = world.accounts.bills();
            return bills.pay(tx, request(pin), to, amount, confirmTest)
                    .fold(order -> Answer.done(bills.number(tx, order)), Answer::refused);
        });
    }

    @Override
    public LineReply<Boolean> payPassword(Secret present, Secret chosen) {
        return done(world.in(tx -> world.accounts
                .entrance()
                .passwords()
                .change(tx, who, PasswordKind.PAY, present, chosen, world.clock.instant())));
    }
}

package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.customers.Notices;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.cards.CardTalk;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.store.Tx;
import cn.smspay.testing.DirectLine;
import cn.smspay.testing.World;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;

/** A customer with 100.00 yuan of cash, a calibrated card and a POS. */
abstract class WalletFixture extends AccountsFixture {
    static final CardNo CARD = new CardNo("8600755000000001");
    static final Terminal PSAM = new Terminal(100_000_000_001L);

    SubscriptionId alice;
    WalletSim card;
    DirectLine menu;
    DirectLine hall;
    Pos pos;
    WalletParts wallet;
    private int keys;

    @BeforeEach
    void openWallet() {
        wallet = accounts.wallet();
        alice = world.customer(ALICE);
        world.payIn(alice, "100.00");
        card = new WalletSim(CARD, World.MASTERS, new Random(5));
        menu = new DirectLine(world, alice, Channel.STK);
        hall = new DirectLine(world, alice, Channel.HALL);
        pos = new Pos(PSAM, World.MASTERS);
        world.in(tx -> {
            wallet.batches().terminal(tx, PSAM, World.SHOP, false);
            return true;
        });
        assertEquals(null, reason(world.in(tx -> wallet.wallets().open(tx, hallRequest(), CARD))));
        assertEquals(Optional.empty(), world.in(tx -> wallet.wallets().calibrate(tx, alice, CARD)));
        assertEquals(CardTalk.DONE, new CardTalk(hall).meet(card));
        world.said.clear();
    }

    Request hallRequest() {
        return new Request(alice, Channel.HALL, "hall-" + ++keys, Optional.empty(), world.clock.instant());
    }

    String load(String yuan) {
        return new CardTalk(menu).load(card, World.fen(yuan), new Secret(World.PIN));
    }

    String atHall() {
        return new CardTalk(hall).meet(card);
    }

    void payInAtHall(String yuan) {
        assertEquals(
                null,
                reason(world.in(
                        tx -> wallet.loads().payIn(tx, hallRequest(), Till.of(Province.HUNAN), World.fen(yuan)))));
    }

    Pos.TapOutcome tap(String yuan) {
        return tap(yuan, false);
    }

    Pos.TapOutcome tap(String yuan, boolean tear) {
        world.clock.turn(Duration.ofMinutes(1));
        return pos.tap(card, World.fen(yuan), CardTime.of(world.clock.instant()), tear);
    }

    BatchAnswer hand(String text) {
        return hand(text, Optional.empty());
    }

    BatchAnswer hand(String text, Optional<Terminal> door) {
        try {
            var file = Files.writeString(Files.createTempFile(folder, "pos", ".batch"), text);
            return wallet.batches().take(() -> Files.newInputStream(file), door);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    BatchAnswer handIn() {
        return hand(pos.close().orElseThrow().text());
    }

    /** The result file's lines: what became of each. */
    java.util.List<String> outcomes(long batch) {
        var text = new StringWriter();
        try {
            wallet.batches().result(PSAM, batch, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return text.toString()
                .lines()
                .skip(1)
                .map(line -> line.substring(line.lastIndexOf(',') + 1))
                .toList();
    }

    String held(Pocket pocket) {
        return world.held(alice, pocket).toString();
    }

    Fen merchant() {
        return world.in(tx -> accounts.ledger().balance(tx, BookAccount.merchant(World.SHOP)));
    }

    Fen suspense() {
        return world.in(tx -> accounts.ledger().balance(tx, BookAccount.SUSPENSE));
    }

    /** Cash, set aside, shadow, and what the card holds. */
    void holds(String cash, String pending, String shadow, String onCard) {
        assertEquals(
                cash + " " + pending + " " + shadow + " " + onCard,
                held(Pocket.CASH) + " " + held(Pocket.WALLET_PENDING) + " " + held(Pocket.WALLET) + " "
                        + card.balance());
    }

    /** The room's parts by themselves, as {@link WalletParts} puts them together. */
    Settling settling() {
        return new Settling(accounts.ledger(), notices());
    }

    WalletClosings closings() {
        return new WalletClosings(accounts.ledger(), accounts.lifecycle(), notices(), settling());
    }

    Notices notices() {
        return (tx, who, notice, values, now) -> world.said.add(new World.Said(who, notice, values));
    }

    WalletTables.Wallet row() {
        return world.in(tx -> tx.get(WalletTables.WALLET, CARD));
    }

    WalletTables.Shadow shadow() {
        return world.in(tx -> tx.get(WalletTables.SHADOW, CARD));
    }

    /** A load that the card was told to book and has not answered. */
    WalletTables.Load sent(String yuan) {
        var contact = menu.contact(CARD).<Terminal>fold(number -> number, no -> null, null);
        menu.start(card.beginLoad(contact, World.fen(yuan)), new Secret(World.PIN));
        return world.in(tx -> tx.get(WalletTables.LOAD, Objects.requireNonNull(row(tx).sent())));
    }

    /** The same of money that was paid in at a hall. */
    WalletTables.Load written(String yuan) {
        payInAtHall(yuan);
        var number = hall.contact(CARD).<Terminal>fold(contact -> contact, no -> null, null);
        var contact = hall.read(card.read(number)).<Contact>fold(it -> it, no -> null, null);
        var waiting = contact.waiting().get(0);
        hall.write(card.beginLoad(contact.next(), waiting.amount()), waiting.load());
        return world.in(tx -> tx.get(WalletTables.LOAD, Objects.requireNonNull(row(tx).sent())));
    }

    static WalletTables.Wallet row(Tx tx) {
        return tx.get(WalletTables.WALLET, CARD);
    }

    void cancelNumber() {
        world.in(tx -> {
            accounts.lifecycle().cancel(tx, alice, world.clock.instant());
            return true;
        });
    }

    void changeSim() {
        world.in(tx -> {
            wallet.wallets().simChanged(tx, alice, world.clock.instant());
            return true;
        });
    }

    WalletStatus status() {
        return world.in(tx -> wallet.wallets().file(tx, alice)).orElseThrow().status();
    }

    void cycle() {
        world.clock.turn(Duration.ofDays(1));
        world.in(tx -> wallet.rounds().look(tx, world.clock.instant()));
    }
}

package cn.smspay.accounts.wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountSettings;
import cn.smspay.accounts.customers.Answer;
import cn.smspay.accounts.customers.Province;
import cn.smspay.accounts.customers.Request;
import cn.smspay.accounts.payments.Till;
import cn.smspay.accounts.wallet.WalletTables.LoadState;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.OrderId;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.BookAccount;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.outside.cards.Pos;
import cn.smspay.outside.cards.WalletSim;
import cn.smspay.outside.cards.WalletSim.Paid;
import cn.smspay.store.Tx;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cards, terminals and the service, between which every message is lost, doubled, late or overtaken by chance, with cards torn away,
 * counters near their end, batches weeks late and the engine restarted between any two steps. The model knows what each card
 * really did; money must be in one place at a time. By hand: {@code -Dsmspay.wallet.steps=1000000}.
 */
final class WalletModelTest {
    private static final int STEPS = 2_500;
    private static final int LOOK_EVERY = 50;

    @TempDir
    private Path folder;

    private World world;
    private WalletParts wallet;
    private Random random;
    private final List<Holder> holders = new ArrayList<>();
    private final List<Pos> terminals = new ArrayList<>();
    /** What is on its way; anything may happen to it. */
    private final List<Runnable> air = new ArrayList<>();

    private final List<String> batches = new ArrayList<>();
    private final Map<CardNo, Set<OrderId>> booked = new HashMap<>();
    private long paidIn;
    private int keys;

    /** A card and whose it is. */
    private record Holder(SubscriptionId who, WalletSim card) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void moneyIsInOnePlaceAtATime(long seed) {
        play(seed, STEPS);
    }

    @Test
    void moneyIsInOnePlaceAtATimeByChance() {
        play(System.nanoTime(), Integer.getInteger("smspay.wallet.steps", STEPS));
    }

    private void play(long seed, int steps) {
        System.out.println("wallet model, seed " + seed);
        random = new Random(seed);
        start();
        for (int i = 0; i < 4; i++) {
            begin(i);
        }
        try {
            for (int step = 0; step < steps; step++) {
                act();
                if (step % LOOK_EVERY == 0) {
                    look();
                }
            }
            end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            world.close();
        }
    }

    private void start() {
        world = new World(folder, AccountSettings.defaults());
        wallet = world.accounts.wallet();
    }

    private void restart() {
        world.close();
        start();
    }

    private void begin(int i) {
        var who = world.customer("1380000000" + i);
        payInCash(who, 500_00);
        var card = new WalletSim(new CardNo("860075500000000" + i), World.MASTERS, new Random(random.nextLong()));
        holders.add(new Holder(who, card));
        booked.put(card.number(), new HashSet<>());
        done(tx -> wallet.wallets().open(tx, request(who), card.number()));
        if (i == 0) {
            card.age(65_520, 65_520);
            world.in(tx -> {
                tx.put(
                        WalletTables.WALLET,
                        tx.get(WalletTables.WALLET, card.number()).withOnline(65_520));
                tx.put(
                        WalletTables.SHADOW,
                        tx.get(WalletTables.SHADOW, card.number()).withOffline(65_520, 0));
                return true;
            });
        }
        var pos = new Pos(new Terminal(100_000_000_000L + i), World.MASTERS);
        terminals.add(pos);
        world.in(tx -> {
            wallet.batches().terminal(tx, pos.psam(), World.SHOP, false);
            wallet.wallets().calibrate(tx, who, card.number());
            return true;
        });
    }

    private Request request(SubscriptionId who) {
        return new Request(who, Channel.HALL, "model-" + ++keys, Optional.empty(), world.clock.instant());
    }

    private <T> T done(Function<Tx, Answer<T>> work) {
        return world.in(work).fold(what -> what, refusal -> {
            throw new AssertionError(refusal);
        });
    }

    private void payInCash(SubscriptionId who, long fen) {
        done(tx -> world.accounts.cashTopUps().payIn(tx, request(who), Till.of(Province.HUNAN), new Fen(fen)));
        paidIn += fen;
    }

    private Holder anybody() {
        return holders.get(random.nextInt(holders.size()));
    }

    private void act() {
        var holder = anybody();
        int what = random.nextInt(1000);
        if (what < 500) {
            carry();
        } else if (what < 620) {
            contact(holder, number -> load(holder, number, 1 + random.nextInt(30_00)));
        } else if (what < 690) {
            contact(holder, number -> read(holder, number));
        } else if (what < 850) {
            tap(holder);
        } else if (what < 880) {
            terminals.get(random.nextInt(terminals.size())).close().ifPresent(batch -> batches.add(batch.text()));
        } else if (what < 930) {
            hand();
        } else if (what < 950) {
            payInForCard(holder);
        } else if (what < 965) {
            payInCash(holder);
        } else if (what < 980) {
            world.clock.turn(Duration.ofHours(random.nextInt(100)));
            world.in(tx -> wallet.rounds().look(tx, world.clock.instant()));
        } else if (what < 990) {
            holder.card().swapHandset();
            world.in(tx ->
                    wallet.wallets().calibrate(tx, holder.who(), holder.card().number()));
        } else if (what < 994) {
            restart();
        } else if (what == 994) {
            contact(holder, number -> close(holder, number));
        } else if (what == 995 && random.nextInt(4) == 0) {
            world.in(tx -> {
                wallet.wallets().simChanged(tx, holder.who(), world.clock.instant());
                return true;
            });
        } else if (what == 996 && random.nextInt(8) == 0) {
            world.in(tx -> {
                world.accounts.lifecycle().cancel(tx, holder.who(), world.clock.instant());
                return true;
            });
        }
        while (air.size() > 30) {
            air.remove(random.nextInt(air.size()));
        }
    }

    private void payInCash(Holder holder) {
        if (world.in(tx -> world.accounts
                .cashTopUps()
                .payIn(tx, request(holder.who()), Till.of(Province.HUNAN), new Fen(50_00))
                .fold(receipt -> true, refusal -> false))) {
            paidIn += 50_00;
        }
    }

    private void payInForCard(Holder holder) {
        long fen = 1 + random.nextInt(20_00);
        if (world.in(tx -> wallet.loads()
                .fromBank(tx, request(holder.who()), new Fen(fen))
                .fold(receipt -> true, refusal -> false))) {
            paidIn += fen;
        }
    }

    // messages

    private void send(Runnable message) {
        air.add(message);
    }

    /** Some message arrives, or is lost; sometimes it arrives and is still on its way. */
    private void carry() {
        if (air.isEmpty()) {
            return;
        }
        int at = random.nextInt(3) > 0 ? air.size() - 1 : random.nextInt(air.size());
        int fate = random.nextInt(100);
        var message = fate < 20 ? air.get(at) : air.remove(at);
        if (fate < 88) {
            message.run();
        }
    }

    /** Asks the service; what it says is on its way back then. */
    private <T> void ask(Function<Tx, Answer<T>> question, java.util.function.Consumer<T> then) {
        send(() -> world.in(question)
                .fold(
                        what -> {
                            send(() -> then.accept(what));
                            return true;
                        },
                        refusal -> false));
    }

    private void contact(Holder holder, java.util.function.Consumer<Terminal> then) {
        ask(tx -> wallet.wallets().contact(tx, holder.card().number()), then);
    }

    private void load(Holder holder, Terminal number, long fen) {
        var start = holder.card().beginLoad(number, new Fen(fen));
        ask(tx -> wallet.loads().start(tx, request(holder.who()), start), order -> book(holder, order));
    }

    private void book(Holder holder, LoadOrder order) {
        holder.card().book(order).ifPresent(proof -> {
            assertTrue(booked.get(holder.card().number()).add(order.id()), "load " + order.id() + " was booked twice");
            send(() -> world.in(tx -> wallet.loads().proved(tx, proof, world.clock.instant())));
        });
    }

    private void read(Holder holder, Terminal number) {
        var reading = holder.card().read(number);
        ask(tx -> wallet.wallets().read(tx, reading, world.clock.instant()), contact -> met(holder, contact));
    }

    private void close(Holder holder, Terminal number) {
        var reading = holder.card().read(number);
        ask(tx -> wallet.wallets().close(tx, request(holder.who()), reading), contact -> met(holder, contact));
    }

    private void met(Holder holder, Contact contact) {
        boolean obeyed = contact.orders().stream().map(holder.card()::obey).reduce(false, Boolean::logicalOr);
        if (obeyed) {
            read(holder, contact.next());
        } else if (!contact.waiting().isEmpty()) {
            var waiting = contact.waiting().get(0);
            var start = holder.card().beginLoad(contact.next(), waiting.amount());
            ask(
                    tx -> wallet.loads().write(tx, start, waiting.load(), world.clock.instant()),
                    order -> book(holder, order));
        }
    }

    // purchases

    private final Map<CardNo, List<Paid>> bought = new HashMap<>();

    private void tap(Holder holder) {
        var pos = terminals.get(random.nextInt(terminals.size()));
        int before = holder.card().offline();
        pos.tap(
                holder.card(),
                new Fen(1 + random.nextInt(8_00)),
                CardTime.of(world.clock.instant()),
                random.nextInt(10) == 0);
        if (holder.card().offline() > before) {
            bought.computeIfAbsent(holder.card().number(), card -> new ArrayList<>())
                    .add(holder.card().lastPaid().orElseThrow());
        }
    }

    /** A batch comes, cut short by a restart sometimes, and sometimes it comes again. */
    private void hand() {
        if (batches.isEmpty()) {
            return;
        }
        Collections.shuffle(batches, random);
        var text = random.nextInt(4) == 0 ? batches.get(0) : batches.remove(0);
        int cut = random.nextInt(5) == 0 ? 1 : Integer.MAX_VALUE;
        hand(text, cut);
        if (cut == 1) {
            restart();
            batches.add(text);
        }
    }

    private void hand(String text, int slices) {
        try {
            var file = Files.writeString(folder.resolve("model.batch"), text);
            wallet.batches()
                    .take(() -> Files.newInputStream(file), Optional.empty(), new PosBatches.Cut(2, slices))
                    .fold(taken -> true, refused -> {
                        throw new AssertionError(refused);
                    });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    // what must hold

    private void look() {
        long merchant = 0;
        long all = 0;
        for (var holder : holders) {
            var truth = world.in(tx -> truth(tx, holder));
            merchant += truth.reported();
            all += truth.held();
            assertEquals(
                    holder.card().balance().fen(),
                    truth.shadow()
                            + truth.closedBack()
                            + truth.inSuspense()
                            + truth.sentAndBooked()
                            - truth.unreported(),
                    "card " + holder.card().number() + " " + truth);
            assertTrue(truth.closedBack() <= holder.card().balance().fen(), "more came back than there was");
        }
        long suspense = held(BookAccount.SUSPENSE);
        assertEquals(merchant, held(BookAccount.merchant(World.SHOP)), "a merchant has what was bought, once");
        assertEquals(paidIn, all + merchant + suspense, "what came in is somewhere");
    }

    private long held(BookAccount account) {
        return world.in(tx -> world.accounts.ledger().balance(tx, account)).fen();
    }

    /**
     * @param held all pockets of the account
     * @param sentAndBooked on the card, and the service does not know it yet
     */
    private record Truth(
            long held,
            long shadow,
            long inSuspense,
            long closedBack,
            long sentAndBooked,
            long reported,
            long unreported) {}

    private Truth truth(Tx tx, Holder holder) {
        var ledger = world.accounts.ledger();
        var number = holder.card().number();
        var row = tx.get(WalletTables.WALLET, number);
        long held = 0;
        for (Pocket pocket : Pocket.values()) {
            held += ledger.balance(tx, row.account(), pocket).fen();
        }
        long sent = 0;
        for (var load : loads(tx, number)) {
            boolean onCard = booked.get(number).contains(load.id());
            switch (load.state()) {
                case LOADED -> assertTrue(onCard, "load " + load.id() + " is LOADED and the card has not booked it");
                case VOID, WAITING ->
                    assertTrue(!onCard, "load " + load.id() + " is " + load.state() + " and the card has booked it");
                case SENT -> sent += onCard ? load.amount().fen() : 0;
            }
        }
        long reported = 0;
        long unreported = 0;
        for (Paid paid : bought.getOrDefault(number, List.of())) {
            long fen = paid.demand().amount().fen();
            if (tx.find(WalletTables.RECORD, new WalletTables.RecordKey(number, paid.counter()))
                    .isPresent()) {
                reported += fen;
            } else {
                unreported += fen;
            }
        }
        long back = tx.query(sql -> sql.createQuery("select coalesce(sum(p.amount), 0) from posting p"
                        + " join transfer t on t.id = p.transfer where t.event = 'WALLET_CLOSED' and p.account = ?")
                .bind(0, row.account().value() * 8 + Pocket.WALLET.ordinal())
                .mapTo(Long.class)
                .one());
        return new Truth(
                held,
                ledger.balance(tx, row.account(), Pocket.WALLET).fen(),
                tx.get(WalletTables.SHADOW, number).inSuspense().fen(),
                back,
                sent,
                reported,
                unreported);
    }

    private static List<WalletTables.Load> loads(Tx tx, CardNo card) {
        return tx
                .query(sql -> sql.createQuery("select id from wallet_load where card = ?")
                        .bind(0, card.digits())
                        .mapTo(Long.class)
                        .list())
                .stream()
                .map(id -> tx.get(WalletTables.LOAD, new OrderId(id)))
                .toList();
    }

    /** Everything that was late comes at last, and every card is seen once more: nothing is open then. */
    private void end() {
        var late = new ArrayList<>(air);
        air.clear();
        Collections.shuffle(late, random);
        late.forEach(Runnable::run);
        air.clear();
        terminals.forEach(pos -> pos.close().ifPresent(batch -> batches.add(batch.text())));
        batches.forEach(text -> hand(text, Integer.MAX_VALUE));
        for (var holder : holders) {
            var number = done(tx -> wallet.wallets().contact(tx, holder.card().number()));
            var reading = holder.card().read(number);
            done(tx -> wallet.wallets().read(tx, reading, world.clock.instant()));
            world.in(tx -> {
                assertTrue(
                        loads(tx, holder.card().number()).stream().noneMatch(load -> load.state() == LoadState.SENT),
                        "a load is open after its card was seen");
                return true;
            });
        }
        look();
    }
}

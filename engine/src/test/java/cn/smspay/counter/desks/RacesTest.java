package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.accounts.customers.BankCode;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.ledger.Pocket;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several who want one thing at the same moment: one has it, and nothing is doubled. */
final class RacesTest {
    private static final int RACERS = 8;
    private static final Caller OPERATOR = Caller.operator("root");

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newFixedThreadPool(RACERS);
    private World world;
    private Desks desks;
    private SubscriptionId who;

    @BeforeEach
    void open() {
        world = new World(folder);
        desks = world.desks();
        who = world.realNameCustomer("13800000001", "100.00");
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        world.close();
    }

    private static Caller customer(int i) {
        return Caller.of(Channel.WEB, "c" + i, "192.0.2." + i, Role.CUSTOMER);
    }

    /** All at once, from threads of their own: how often it was done. */
    private <T> List<Reply<T>> race(IntFunction<CompletableFuture<Reply<T>>> act) throws Exception {
        var start = new CyclicBarrier(RACERS);
        var all = new ArrayList<Future<Reply<T>>>();
        for (int i = 0; i < RACERS; i++) {
            int racer = i;
            all.add(threads.submit(() -> {
                start.await();
                return act.apply(racer).join();
            }));
        }
        var replies = new ArrayList<Reply<T>>();
        for (var each : all) {
            replies.add(each.get());
        }
        return replies;
    }

    private static long done(List<? extends Reply<?>> replies) {
        return replies.stream().filter(reply -> reply instanceof Reply.Done<?>).count();
    }

    @Test
    void oneCardIsUsedOnceWhoeverTypesItsPassword() throws Exception {
        var card = world.card("50.00");
        var people = new ArrayList<SubscriptionId>();
        for (int i = 0; i < RACERS; i++) {
            people.add(world.customer("1390000000" + i));
        }
        var replies = race(
                i -> desks.cards().topUp(customer(i), key(customer(i), "k"), Subject.customer(people.get(i)), card));

        assertEquals(1, done(replies));
        assertEquals(World.fen("50.00"), people.stream().map(world::card).reduce(Fen.ZERO, Fen::plus));
    }

    @Test
    void oneBalanceIsSpentOnceByWhateverDoors() throws Exception {
        var pin = new Secret(World.PIN);
        var amount = World.fen("60.00");
        var replies = race(i -> i % 2 == 0
                ? RacesTest.<Object>any(desks.banks()
                        .withdraw(
                                customer(i),
                                key(customer(i), "w"),
                                Subject.customer(who),
                                amount,
                                World.BANK_CARD.substring(World.BANK_CARD.length() - 4),
                                pin))
                : RacesTest.<Object>any(desks.bills()
                        .pay(
                                customer(i),
                                key(customer(i), "b"),
                                Subject.customer(who),
                                new Msisdn("13800000001"),
                                amount,
                                true,
                                pin)));

        assertEquals(1, done(replies));
        assertEquals(World.fen("40.00"), world.cash(who));
    }

    @SuppressWarnings("unchecked")
    private static <T> CompletableFuture<Reply<T>> any(CompletableFuture<? extends Reply<?>> reply) {
        return reply.thenApply(each -> (Reply<T>) each);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.00", "25.00"})
    void oneLineOfABankIsSettledOnce(String yuan) throws Exception {
        var tail = World.BANK_CARD.substring(World.BANK_CARD.length() - 4);
        value(desks.banks()
                .withdraw(
                        customer(1),
                        key(customer(1), "w"),
                        Subject.customer(who),
                        World.fen(yuan),
                        tail,
                        new Secret(World.PIN)));
        world.clock.turn(Duration.ofDays(1));
        var batches = race(i -> desks.banks().batch(OPERATOR, BankCode.ICBC));
        var batch = batches.stream()
                .flatMap(reply -> reply instanceof Reply.Done<BankDesk.BankBatch> made
                        ? List.of(made.value()).stream()
                        : List.<BankDesk.BankBatch>of().stream())
                .toList();
        assertEquals(
                1, batch.stream().map(each -> each.file().reveal()).distinct().count());
        var file = world.eBanks.results(batch.get(0).octets(), ServiceDay.date(world.clock.instant()));
        var taken = race(i -> desks.banks().results(OPERATOR, file));

        assertEquals(
                1,
                taken.stream()
                        .mapToInt(reply -> reply instanceof Reply.Done<BankDesk.Results> one
                                ? one.value().settled()
                                : 0)
                        .sum());
        assertEquals(Fen.ZERO, world.held(who, Pocket.WITHDRAWING));
        assertEquals(World.fen("100.00"), world.cash(who).plus(World.fen(yuan)));
    }

    @Test
    void ofAReleaseAndARefusalOneCounts() throws Exception {
        value(desks.customers().freeze(AGENT, key(AGENT, "f"), Subject.customer(who), "stolen"));
        long id = pending(desks.customers().unfreeze(AGENT, key(AGENT, "u"), Subject.customer(who), "found"));
        var replies = race(i -> i % 2 == 0
                ? desks.approvals().release(CHIEF, key(CHIEF, "r" + i), id)
                : desks.approvals().refuse(CHIEF, key(CHIEF, "n" + i), id, "no"));

        assertEquals(1, done(replies));
        assertEquals(
                List.of(1),
                world.store.read(sql -> sql.createQuery("select count(*) from audit where act = 'account.unfreeze'"
                                + " and outcome = 'done' or act = 'approval.refuse' and outcome = 'done'")
                        .mapTo(Integer.class)
                        .list()));
    }
}

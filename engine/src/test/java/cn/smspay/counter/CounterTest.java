package cn.smspay.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CounterTest {
    private static final Act<Told> ACT = Act.of("test.act", Told.class, Role.CLERK);
    private static final Act<Told> OTHER = Act.of("test.other", Told.class, Role.CLERK);
    private static final Caller CLERK = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.CLERK);
    private static final Msisdn NUMBER = new Msisdn("13800000001");

    @TempDir
    Path folder;

    private World world;
    private final AtomicInteger runs = new AtomicInteger();

    record Told(int run, Fen amount, Instant at, Secret secret, List<String> words) {}

    @BeforeEach
    void open() {
        world = new World(folder);
        world.customer(NUMBER.digits());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Reply<Told> act(
            Caller caller, String word, String body, Act<Told> act, Subject subject, ActBody<Told> work) {
        return world.counter()
                .act(caller, Key.of(caller, word, body), act, subject, work)
                .join();
    }

    private Reply<Told> act(String word, String body) {
        return act(CLERK, word, body, ACT, Subject.number(NUMBER), this::once);
    }

    private Reply<Told> once(ActContext deal) {
        deal.note("amount", "1.00");
        return Reply.done(
                new Told(runs.incrementAndGet(), new Fen(100), deal.now(), new Secret("geheim"), List.of("a", "b")));
    }

    private static String reason(Reply<?> reply) {
        return reply instanceof Reply.Refused<?> no ? no.reason() : "not refused: " + reply;
    }

    @Test
    void theSameRequestGetsTheFirstAnswerAndIsMarked() {
        var first = act("k1", "body");
        var second = act("k1", "body");

        assertEquals(first.again(), second);
        assertEquals(1, runs.get());
    }

    @Test
    void aKeyIsOfOneClientOneActOneCustomerAndOneBody() {
        world.customer("13800000002");
        act("k1", "body");
        var lucy = Caller.of(Channel.HALL, "lucy", "10.0.0.8", Role.CLERK);

        assertEquals("key-reused", reason(act("k1", "other body")));
        assertEquals("key-reused", reason(act(CLERK, "k1", "body", OTHER, Subject.number(NUMBER), this::once)));
        assertEquals(
                "key-reused",
                reason(act(CLERK, "k1", "body", ACT, Subject.number(new Msisdn("13800000002")), this::once)));
        assertEquals(
                "done",
                act(lucy, "k1", "other body", ACT, Subject.number(NUMBER), this::once)
                        .outcome());
        assertEquals(2, runs.get());
    }

    @Test
    void aRefusalByARuleIsKeptWithItsFacts() {
        ActBody<Told> refuses = deal -> {
            runs.incrementAndGet();
            return Reply.refused(
                    "too-much", Map.of("cash", new Fen(7), "until", deal.now(), "left", 3L, "words", List.of("x")));
        };
        var first = act(CLERK, "k", "b", ACT, Subject.number(NUMBER), refuses);
        var second = act(CLERK, "k", "b", ACT, Subject.number(NUMBER), this::once);

        assertEquals(first.again(), second);
        assertEquals(1, runs.get());
    }

    @Test
    void aFaultIsNoAnswerAndLeavesNothing() {
        assertThrows(
                CompletionException.class,
                () -> act(CLERK, "k", "b", ACT, Subject.number(NUMBER), deal -> {
                    world.accounts.subscribers().language(deal.tx(), deal.who(), "en");
                    throw new IllegalStateException("planted");
                }));

        assertEquals(0, audits().size());
        assertEquals("done", act("k", "b").outcome());
    }

    @Test
    void anotherRoleIsRefusedAndAuditedAndMayComeAgainWithTheRightOne() {
        var auditor = Caller.of(Channel.HALL, "li.lei", "10.0.0.7", Role.AUDITOR);

        assertEquals("role", reason(act(auditor, "k", "b", ACT, Subject.number(NUMBER), this::once)));
        assertEquals("done", act("k", "b").outcome());
        assertEquals(List.of("refused:role", "done"), audits());
    }

    @Test
    void anUnknownNumberIsRefusedUnlessTheActSaysThatItMayBe() {
        var nobody = new Msisdn("13899999999");

        assertEquals("unknown-number", reason(act(CLERK, "k", "b", ACT, Subject.number(nobody), this::once)));
        assertEquals(
                "done",
                act(CLERK, "k", "b", ACT, new Subject.AnyNumber(nobody), this::once)
                        .outcome());
    }

    @Test
    void everyActAndEveryLookIsAnAuditRowAndARepetitionIsNone() {
        act("k", "b");
        act("k", "b");
        world.counter()
                .look(CLERK, ACT, Subject.number(NUMBER), "the customer asked", this::once)
                .join();

        var rows = world.in(tx -> AuditTrail.newest(tx, null, Long.MAX_VALUE, 10));
        assertEquals(2, rows.size());
        var look = rows.get(0).entry();
        assertEquals("hall:li.lei", look.who());
        assertEquals("10.0.0.7", look.address());
        assertEquals("test.act", look.act());
        assertEquals("number:13800000001", look.subject());
        assertEquals("the customer asked", look.why());
        assertEquals("amount=1.00", look.what());
        assertEquals("done", look.outcome());
    }

    @Test
    void nothingOfASecretLiesInTheTablesInClearOrAsADigestOfItself() {
        var body = "{\"pin\":\"135792\"}";
        act("k", body);

        var kept = world.store.read(sql -> sql.createQuery("select print || hex(reply) from counter_key")
                .mapTo(String.class)
                .one());
        assertFalse(kept.contains(Key.of(CLERK, "k", body).hash()));
        assertFalse(kept.contains("67656865696D"));
    }

    @Test
    void manyAtOnceWithOneKeyAreDoneOnce() {
        var all = new ArrayList<CompletableFuture<Reply<Told>>>();
        for (int i = 0; i < 100; i++) {
            all.add(world.counter().act(CLERK, Key.of(CLERK, "k", "b"), ACT, Subject.number(NUMBER), this::once));
        }
        var values = new HashSet<Told>();
        long fresh = 0;
        for (var each : all) {
            var done = (Reply.Done<Told>) each.join();
            values.add(done.value());
            fresh += done.replayed() ? 0 : 1;
        }
        assertEquals(1, values.size());
        assertEquals(1, fresh);
    }

    @Test
    void answersAreForgottenAfterSevenDays() {
        act("k", "b");
        world.clock.turn(Duration.ofDays(7).plusMillis(1));
        world.counter().forget();
        world.settle();

        assertEquals("done", act("k", "b").outcome());
        assertEquals(2, runs.get());
    }

    @Test
    void oneRoundForgetsAllThatIsOldHoweverMuchThereIs() {
        world.<Integer>in(
                tx -> tx.query(
                        sql -> sql.execute(
                                "with recursive n(i) as (select 1 union all select i + 1 from n where i < 1203)"
                                        + " insert into counter_key (client, word, print, at, reply) select 'shop', 'k' || i, '', 0, x'' from n")));
        world.counter().forget();
        for (int i = 0; i < 5; i++) {
            world.settle();
        }

        int left = world.<Integer>in(tx -> tx.query(sql -> sql.createQuery("select count(*) from counter_key")
                .mapTo(Integer.class)
                .one()));
        assertEquals(0, left);
    }

    @Test
    void whatIsPendingIsSettledOnceAndKnownToItsClientOnly() {
        var reply = act(CLERK, "k", "b", ACT, Subject.number(NUMBER), deal -> deal.pend(deal.now()));
        long id = ((Reply.Pending<Told>) reply).requestId();
        var requests = world.counter().requests();
        var told = new Told(1, new Fen(5), world.clock.instant(), new Secret("s"), List.of());

        assertEquals(
                Requests.State.PENDING,
                world.in(tx -> requests.find(tx, CLERK.client(), id, Told.class))
                        .orElseThrow()
                        .state());
        world.in(tx -> {
            requests.settle(tx, id, Reply.done(told), world.clock.instant());
            requests.settle(tx, id, Reply.refused("too-late"), world.clock.instant());
            return true;
        });
        var known = world.in(tx -> requests.find(tx, CLERK.client(), id, Told.class))
                .orElseThrow();
        assertEquals(Requests.State.COMPLETED, known.state());
        assertEquals(Reply.done(told), known.reply());
        assertTrue(
                world.in(tx -> requests.find(tx, "hall:lucy", id, Told.class)).isEmpty());
    }

    @Test
    void aPartnersEventIsWrittenWithTheActThatMadeItTrue() {
        act(CLERK, "k", "b", ACT, Subject.number(NUMBER), deal -> {
            deal.tell(World.SHOP, "order.paid", Map.of("order_no", "17", "amount_fen", 100));
            return once(deal);
        });

        var events = world.in(tx -> PartnerEvents.after(tx, World.SHOP, 0, 10));
        assertEquals(1, events.size());
        assertTrue(
                events.get(0).body().contains("\"amount_fen\":100"),
                events.get(0).body());
    }

    private List<String> audits() {
        var rows = new ArrayList<String>();
        world.in(tx -> AuditTrail.newest(tx, null, Long.MAX_VALUE, 100))
                .forEach(row -> rows.add(0, row.entry().outcome()));
        return rows;
    }
}

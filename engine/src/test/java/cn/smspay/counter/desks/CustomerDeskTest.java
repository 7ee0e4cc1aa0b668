package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.base.Channel;
import cn.smspay.base.Fen;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.counter.desks.CustomerDesk.CustomerMovement;
import cn.smspay.counter.desks.CustomerDesk.PapersShown;
import cn.smspay.counter.desks.CustomerDesk.Proof;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CustomerDeskTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final PapersShown ALL = new PapersShown(true, true);
    private static final Caller SELF = Caller.of(Channel.WEB, "customer-1", "203.0.113.5", Role.CUSTOMER);
    private static final Secret NAME = new Secret("王小明");
    private static final Secret ID = new Secret(World.ID_NUMBER);

    @TempDir
    Path folder;

    private World world;
    private CustomerDesk desk;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        desk = world.desks().customers();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private static Subject self(SubscriptionId who) {
        return Subject.customer(who);
    }

    @ParameterizedTest
    @CsvSource({
        "false, true, id-not-checked",
        "true, false, sim-not-present",
        "false, false, id-not-checked",
        "true, true, done"
    })
    void aHallOpensAndClosesWithDocumentAndSimOnly(boolean idChecked, boolean simPresent, String outcome) {
        var who = world.subscriber(NUMBER.digits());
        var shown = new PapersShown(idChecked, simPresent);

        assertEquals(outcome, said(desk.openAtHall(LI, fresh(LI), NUMBER, shown)));
        assertEquals(outcome.equals("done") ? List.of("opened_login", "opened_pay") : List.of(), world.notices());
        if (!outcome.equals("done")) {
            world.open(who);
        }
        world.said.clear();
        assertEquals(outcome, said(desk.closeAtHall(LI, fresh(LI), NUMBER, shown)));
        assertEquals(outcome.equals("done") ? List.of("closed") : List.of(), world.notices());
    }

    @Test
    void anAccountOpenedAtTheHallIsInTheNameThatIsRegistered() {
        var who = world.subscriber(NUMBER.digits());
        world.profile(who, "王小明");

        assertTrue(value(desk.openAtHall(LI, fresh(LI), NUMBER, ALL)).realName());
        assertEquals("already-open", said(desk.openAtHall(LI, fresh(LI), NUMBER, ALL)));
        assertEquals("role", said(desk.openAtHall(AGENT, fresh(AGENT), NUMBER, ALL)));
    }

    @Test
    void theSameRequestIsOneAccountAndOnePairOfPasswords() {
        world.subscriber(NUMBER.digits());
        var k = fresh(LI);
        value(desk.openAtHall(LI, k, NUMBER, ALL));
        value(desk.openAtHall(LI, k, NUMBER, ALL));

        assertEquals(List.of("opened_login", "opened_pay"), world.notices());
    }

    @Test
    void anAgentsRequestSendsTheAgreementAndOpensNothing() {
        var who = world.subscriber(NUMBER.digits());

        assertEquals("done", said(desk.openRequest(AGENT, fresh(AGENT), NUMBER)));
        assertEquals(List.of("kt.agree"), world.dialogues);
        assertFalse(
                world.in(tx -> world.accounts.subscribers().customer(tx, who)).isRegistered());
        world.open(who);
        assertEquals("already-open", said(desk.openRequest(AGENT, fresh(AGENT), NUMBER)));
        assertEquals("role", said(desk.openRequest(LI, fresh(LI), NUMBER)));
    }

    @Test
    void aCustomerIsShownWithEverythingButSecrets() {
        var who = world.realNameCustomer(NUMBER.digits(), "88.00");
        world.in(tx -> world.accounts
                .passwords()
                .attempt(
                        tx,
                        world.accounts.subscribers().customer(tx, who).account().no(),
                        PasswordKind.PAY,
                        new Secret("000000"),
                        world.clock.instant()));
        var card = value(desk.query(AGENT, Subject.number(NUMBER), "he called"));

        assertEquals("王**", card.name());
        assertEquals("id-card", card.idType());
        assertNotNull(card.account());
        assertEquals(World.fen("88.00"), card.account().cash());
        assertEquals("0128", card.account().tail());
        assertEquals(1, card.bindings());
        var pay = card.account().locks().stream()
                .filter(lock -> lock.kind() == PasswordKind.PAY)
                .findFirst()
                .orElseThrow();
        assertEquals(1, pay.wrong());
        assertNull(pay.until());
        assertFalse(card.toString().contains(World.ID_NUMBER), card.toString());
        assertFalse(card.toString().contains(World.BANK_CARD), card.toString());
        assertFalse(card.toString().contains("小明"), card.toString());
    }

    @Test
    void aLockIsShownWithItsEndAndEndsThere() {
        var who = world.customer(NUMBER.digits());
        for (int i = 0; i < 5; i++) {
            world.in(tx -> world.accounts
                    .passwords()
                    .attempt(
                            tx,
                            world.accounts
                                    .subscribers()
                                    .customer(tx, who)
                                    .account()
                                    .no(),
                            PasswordKind.PAY,
                            new Secret("000000"),
                            world.clock.instant()));
        }
        var end = world.clock.instant().plus(Duration.ofHours(24));

        assertTrue(value(desk.locks(AGENT, NUMBER)).locks().stream().anyMatch(lock -> end.equals(lock.until())));
        world.clock.turn(Duration.ofHours(24));
        assertTrue(value(desk.locks(AGENT, NUMBER)).locks().stream().allMatch(lock -> lock.until() == null));
        world.subscriber("13800000002");
        assertEquals("no-account", said(desk.locks(AGENT, new Msisdn("13800000002"))));
    }

    @Test
    void theMovementsOfSomeDaysComeInPagesNewestFirstAndNoneIsMissedOrDoubled() {
        var who = world.customer(NUMBER.digits());
        for (int i = 1; i <= 250; i++) {
            world.payIn(who, "0.01");
            if (i % 50 == 0) {
                world.clock.turn(Duration.ofDays(1));
            }
        }
        var today = LocalDate.ofInstant(world.clock.instant(), world.clock.getZone());
        var all = new ArrayList<CustomerMovement>();
        Long before = null;
        do {
            var page = value(desk.transactions(AGENT, Subject.number(NUMBER), today.minusDays(9), today, before, ""));
            all.addAll(page.movements());
            before = page.next();
        } while (before != null);

        assertEquals(250, all.size());
        assertEquals(
                250, new HashSet<>(all.stream().map(CustomerMovement::transfer).toList()).size());
        assertEquals(new Fen(250), all.get(0).balance());
        assertEquals(
                50,
                value(desk.transactions(
                                AGENT, Subject.number(NUMBER), today.minusDays(2), today.minusDays(2), null, ""))
                        .movements()
                        .size());
        assertEquals(
                "bad-dates",
                said(desk.transactions(AGENT, Subject.number(NUMBER), today, today.minusDays(1), null, "")));
    }

    @ParameterizedTest
    @CsvSource({
        "王小明, 11010519491231002X, false, done",
        "王小明, 11010519491231002x, false, done",
        "王小明, 110105194912310021, false, proof-wrong",
        "王大明, 11010519491231002X, false, proof-wrong",
        ", , false, proof-wrong",
        "王小明, , false, proof-wrong",
        ", , true, done"
    })
    void anAgentClosesForWhoHasProvedWhoHeIs(String name, String id, boolean service, String outcome) {
        var who = world.subscriber(NUMBER.digits());
        world.profile(who, "王小明");
        world.open(who);
        var proof = new Proof(name == null ? null : new Secret(name), id == null ? null : new Secret(id), service);

        assertEquals(outcome, said(desk.closeByAgent(AGENT, fresh(AGENT), NUMBER, proof)));
        assertEquals(outcome.equals("done") ? List.of("closed") : List.of(), world.notices());
    }

    @Test
    void onTheSiteTheCustomerClosesWithThePayPasswordAndIsToldAllHindrances() {
        var who = world.customer(NUMBER.digits());
        world.payIn(who, "5.00");
        var no = (Reply.Refused<Nothing>) desk.closeOnSite(SELF, fresh(SELF), self(who), new Secret(World.PIN))
                .join();
        assertEquals("not-closable", no.reason());
        assertEquals(List.of("balance"), no.facts().get("hindrances"));
        assertEquals(World.fen("5.00"), no.facts().get("total"));

        world.in(
                tx -> world.accounts.purchases().buy(tx, world.request(who, World.PIN), World.SHOP, World.fen("5.00")));
        world.said.clear();
        assertEquals("pin-wrong", said(desk.closeOnSite(SELF, fresh(SELF), self(who), new Secret("000000"))));
        assertEquals("done", said(desk.closeOnSite(SELF, fresh(SELF), self(who), new Secret(World.PIN))));
        assertEquals(List.of("closed"), world.notices());
        assertEquals("no-account", said(desk.closeOnSite(SELF, fresh(SELF), self(who), new Secret(World.PIN))));
    }

    @Test
    void everyChannelsWayOfClosingIsItsOwn() {
        world.customer(NUMBER.digits());

        assertEquals("role", said(desk.closeAtHall(AGENT, fresh(AGENT), NUMBER, ALL)));
        assertEquals("role", said(desk.closeByAgent(LI, fresh(LI), NUMBER, new Proof(null, null, true))));
        assertEquals(
                "role", said(desk.closeOnSite(AGENT, fresh(AGENT), Subject.number(NUMBER), new Secret(World.PIN))));
    }

    @Test
    void anAccountIsFrozenByOneAndUnfrozenByTwo() {
        var who = world.customer(NUMBER.digits());
        world.payIn(who, "5.00");
        assertEquals("reason-missing", said(desk.freeze(AGENT, fresh(AGENT), Subject.number(NUMBER), "")));
        assertEquals("not-frozen", said(desk.unfreeze(AGENT, fresh(AGENT), Subject.number(NUMBER), "found")));
        assertEquals("done", said(desk.freeze(AGENT, fresh(AGENT), Subject.number(NUMBER), "phone stolen")));
        assertEquals("frozen", said(desk.closeAtHall(LI, fresh(LI), NUMBER, ALL)));
        // It outlives the number, whose account is reached by its customer.
        value(world.desks().subscribers().cancel(Replies.BOSS, fresh(Replies.BOSS), NUMBER));

        long id = pending(desk.unfreeze(AGENT, fresh(AGENT), self(who), "phone found"));
        assertTrue(value(desk.query(AGENT, self(who), "")).account().frozen());
        value(world.desks().approvals().release(CHIEF, fresh(CHIEF), id));
        assertFalse(value(desk.query(AGENT, self(who), "")).account().frozen());
    }

    @Test
    void anUpgradeOnTheSiteWantsTheCodeThatWasSent() {
        var who = world.customer(NUMBER.digits());
        world.profile(who, "王小明");
        world.in(tx -> world.accounts.codes().send(tx, who, Purpose.REAL_NAME, world.clock.instant()));
        var code = new Secret(world.said.get(0).values().get("code"));
        var wrong = new Secret(code.reveal().equals("111111") ? "222222" : "111111");

        assertEquals("code-wrong", said(desk.upgrade(SELF, fresh(SELF), self(who), wrong)));
        assertEquals("done", said(desk.upgrade(SELF, fresh(SELF), self(who), code)));
        assertEquals("code-wrong", said(desk.upgrade(SELF, fresh(SELF), self(who), code)));
        assertTrue(value(desk.query(AGENT, self(who), "")).account().realName());
    }

    @Test
    void nothingThatProvesAPersonIsInTheAudit() {
        var who = world.subscriber(NUMBER.digits());
        world.profile(who, "王小明");
        world.open(who);
        said(desk.closeByAgent(AGENT, fresh(AGENT), NUMBER, new Proof(NAME, ID, false)));

        var audit = world.store.read(sql -> sql.createQuery("select group_concat(why || what || outcome) from audit")
                .mapTo(String.class)
                .one());
        assertFalse(audit.contains(World.ID_NUMBER) || audit.contains("小明"), audit);
    }
}

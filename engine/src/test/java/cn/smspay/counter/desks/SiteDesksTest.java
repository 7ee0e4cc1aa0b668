package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.AGENT;
import static cn.smspay.counter.desks.Replies.pending;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.banks.SignedForms;
import cn.smspay.accounts.banks.TopUpOrder.Status;
import cn.smspay.accounts.banks.TopUpOrder.Target;
import cn.smspay.accounts.banks.TopUps.BookingResult;
import cn.smspay.accounts.customers.BankCode;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.entry.Proof;
import cn.smspay.accounts.entry.Registrations;
import cn.smspay.accounts.entry.SecurityQuestion;
import cn.smspay.accounts.life.BankCards.Branch;
import cn.smspay.accounts.life.OneTimeCodes.Purpose;
import cn.smspay.accounts.payments.CardBatches.CardCondition;
import cn.smspay.base.Channel;
import cn.smspay.base.Msisdn;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Nothing;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.testing.World;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the site, banks and operators do at the desks of logins, banks, cards and bills. */
final class SiteDesksTest {
    private static final Msisdn NUMBER = new Msisdn("13800000001");
    private static final Caller GUEST = Caller.of(Channel.WEB, "guest", "203.0.113.7", Role.CUSTOMER);
    private static final Caller SITE = Caller.of(Channel.WEB, "session-1", "203.0.113.7", Role.CUSTOMER);
    private static final Caller BANK = Caller.of(Channel.BANK, "ICBC", "198.51.100.1", Role.BANK);
    private static final Caller ONE = Caller.of(Channel.OPERATOR, "one", "local", Role.OPERATOR);
    private static final Caller TWO = Caller.of(Channel.OPERATOR, "two", "local", Role.OPERATOR);
    private static final Secret PIN = new Secret(World.PIN);

    /** Of the card that is bound. */
    private static final String TAIL = "0128";

    @TempDir
    Path folder;

    private World world;
    private Desks desks;
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        desks = world.desks();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return Replies.key(caller, "k" + ++keys);
    }

    private Secret code(Purpose purpose) {
        world.clock.turn(Duration.ofSeconds(60));
        world.said.clear();
        assertEquals("done", said(desks.logins().sendCode(GUEST, NUMBER, purpose)));
        return new Secret(Objects.requireNonNull(world.said.get(0).values().get("code")));
    }

    private Registrations.Form form(Secret code, String login) {
        return new Registrations.Form(
                NUMBER, code, "2009-11", new Secret(login), PIN, SecurityQuestion.FIRST_PET, new Secret("小黑"), "alice");
    }

    @Test
    void aCustomerRegistersLogsInAndLooksAfterPasswordsOnTheSite() {
        world.subscriber(NUMBER.digits());
        var form = form(code(Purpose.REGISTER), "Hunan2009");
        assertEquals(Optional.empty(), desks.logins().check(form));
        var key = fresh(GUEST);
        var opened = value(desks.logins().register(GUEST, key, form));
        assertEquals(opened, value(desks.logins().register(GUEST, key, form)));
        assertEquals("key-reused", said(desks.logins().register(GUEST, Key.of(GUEST, key.word(), "else"), form)));

        assertEquals("login-wrong", said(desks.logins().enter(GUEST, "alice", new Secret("Wrong2009"))));
        var entered = value(desks.logins().enter(GUEST, "alice", new Secret("Hunan2009")));
        assertEquals(opened.who(), entered.who());
        var me = Subject.customer(entered.who());
        assertEquals(
                "done",
                said(desks.logins()
                        .changeLogin(SITE, fresh(SITE), me, new Secret("Hunan2009"), new Secret("Other2009"))));
        assertEquals("done", said(desks.logins().changePay(SITE, fresh(SITE), me, PIN, new Secret("204963"))));
        assertEquals(
                "answer-wrong",
                said(desks.logins()
                        .resetLogin(
                                GUEST,
                                fresh(GUEST),
                                NUMBER,
                                code(Purpose.RESET_LOGIN),
                                Optional.empty(),
                                new Secret("Third2009"))));
        assertEquals(
                "done",
                said(desks.logins()
                        .resetPay(
                                SITE,
                                fresh(SITE),
                                me,
                                code(Purpose.RESET_PAY),
                                Optional.of(new Secret("小黑")),
                                new Secret("204969"))));
        assertEquals("bad-alias", said(desks.logins().chooseAlias(SITE, fresh(SITE), me, "1")));
        assertEquals("done", said(desks.logins().chooseAlias(SITE, fresh(SITE), me, "Alice_2")));
        assertEquals(
                new LoginDesk.Names("Alice_2", SecurityQuestion.FIRST_PET, false, false),
                value(desks.logins().names(SITE, me)));
        assertEquals("role", said(desks.logins().enter(AGENT, "alice", new Secret("x"))));
    }

    @Test
    void anAgentResetsAndLearnsNothing() {
        world.realNameCustomer(NUMBER.digits(), "10");
        world.said.clear();
        var proof = new Proof.Papers(new Secret("王小明"), new Secret(World.ID_NUMBER));

        var reply = desks.logins().resetByAgent(AGENT, fresh(AGENT), NUMBER, PasswordKind.PAY, proof);

        assertEquals(Nothing.NOTHING, value(reply));
        assertEquals(List.of("password_reset"), world.notices());
        var wrong = new Proof.Papers(new Secret("王小"), new Secret(World.ID_NUMBER));
        assertEquals(
                "proof-wrong",
                said(desks.logins().resetByAgent(AGENT, fresh(AGENT), NUMBER, PasswordKind.LOGIN, wrong)));
        assertEquals("role", said(desks.logins().resetByAgent(SITE, fresh(SITE), NUMBER, PasswordKind.PAY, proof)));
    }

    private SubscriptionId customer() {
        var who = world.realNameCustomer(NUMBER.digits(), "100");
        world.said.clear();
        return who;
    }

    @Test
    void tellsTheAuditWhatWasDoneAndNoSecret() {
        world.customer(NUMBER.digits());
        said(desks.logins().enter(GUEST, "my password is geheim", new Secret("geheim")));
        world.settle();

        String rows = world.store.read(
                sql -> sql.createQuery("select * from audit").mapToMap().list().toString());
        assertTrue(rows.contains("login.try"), rows);
        assertFalse(rows.contains("geheim"), rows);
    }

    private static Map<String, String> fields(BankDesk.PaymentForm sent) {
        return sent.fields().stream().collect(Collectors.toMap(BankDesk.Field::name, BankDesk.Field::value));
    }

    @Test
    void aCustomerTopsUpFromHisBankEndToEnd() {
        var me = Subject.customer(customer());
        assertEquals(
                "not-available",
                said(desks.banks().topUp(SITE, fresh(SITE), me, BankCode.ICBC, Target.CASH, World.fen("50"))));
        var contract = new SignedForms.Contract(
                URI.create("https://bank.example:8443/pay"),
                "smspay",
                World.BANK_KEY,
                URI.create("https://pay.example/bank/ICBC/notify"),
                URI.create("https://pay.example/bank/ICBC/return"));
        desks.banks().connect(BankCode.ICBC, new SignedForms(BankCode.ICBC, contract));
        assertEquals(List.of(BankCode.ICBC), desks.banks().open());
        var order = value(desks.banks().topUp(SITE, fresh(SITE), me, BankCode.ICBC, Target.CASH, World.fen("50")));
        var sent = value(desks.banks().redirect(SITE, me, order.number()));
        assertEquals(sent, value(desks.banks().redirect(SITE, me, order.number())));
        assertEquals(URI.create("https://bank.example:8443"), sent.origin());
        world.eBanks.onNotification(told -> {
            assertEquals(
                    BookingResult.BOOKED,
                    value(desks.banks().hear(BANK, told.bank(), told.fields())).taken());
            assertEquals(
                    BookingResult.KNOWN,
                    value(desks.banks().hear(BANK, told.bank(), told.fields())).taken());
        });

        world.eBanks.pay(BankCode.ICBC, fields(sent));

        assertEquals(
                Status.PAID,
                value(desks.banks().topUp(SITE, me, order.number())).status());
        assertEquals("unreadable", said(desks.banks().hear(BANK, BankCode.ICBC, Map.of("order", "1"))));
        assertEquals("unknown-order", said(desks.banks().redirect(SITE, me, "1")));
        var other = Subject.customer(world.customer("13900000002"));
        assertEquals("unknown-order", said(desks.banks().topUp(SITE, other, order.number())));
    }

    @Test
    void withdrawsFromTheSiteByBatchResultAndStatement() {
        var me = Subject.customer(customer());
        var key = fresh(SITE);
        var withdrawn = value(desks.banks().withdraw(SITE, key, me, World.fen("10"), TAIL, PIN));
        assertEquals(withdrawn, value(desks.banks().withdraw(SITE, key, me, World.fen("10"), TAIL, PIN)));
        assertEquals(
                "pin-wrong",
                said(desks.banks().withdraw(SITE, fresh(SITE), me, World.fen("1"), TAIL, new Secret("999998"))));
        world.clock.set("2010-01-05T09:00:00");
        assertEquals("nothing-waits", said(desks.banks().batch(ONE, BankCode.CCB)));
        var batch = value(desks.banks().batch(ONE, BankCode.ICBC));
        assertEquals(1, batch.lines());

        var day = LocalDate.of(2010, 1, 5);
        var results = value(desks.banks().results(ONE, world.eBanks.results(batch.octets(), day)));
        var compared = value(desks.banks().statement(ONE, world.eBanks.statement(BankCode.ICBC, day)));

        assertEquals(new BankDesk.Results(1, 0, 0), results);
        assertEquals(1, compared.matched());
        assertEquals(List.of(), compared.onlyOurs());
        assertEquals("file-refused", said(desks.banks().results(ONE, "x".getBytes(StandardCharsets.UTF_8))));
        assertEquals("file-refused", said(desks.banks().statement(ONE, new byte[0])));
    }

    @Test
    void bindsAndUnbindsOnTheSite() {
        var me = Subject.customer(customer());
        assertEquals("done", said(desks.banks().unbind(SITE, fresh(SITE), me, new Secret(World.PIN))));
        assertEquals("no-bank-card", said(desks.banks().unbind(SITE, fresh(SITE), me, new Secret(World.PIN))));
        var bound = value(desks.banks()
                .bind(
                        SITE,
                        fresh(SITE),
                        me,
                        BankCode.ABC,
                        new Branch("芙蓉支行", "湖南省长沙市"),
                        new Secret(World.BANK_CARD),
                        new Secret("王小明"),
                        code(Purpose.BIND)));
        assertEquals(new BankDesk.Bound(BankCode.ABC, "0128", 1), bound);
    }

    @Test
    void twoPeopleOrderABatchOfCardsAndTwoMakeItGood() {
        var me = Subject.customer(customer());
        var last = LocalDate.of(2012, 12, 31);
        assertEquals(
                "bad-amount", said(desks.cards().issue(ONE, fresh(ONE), 5, World.fen("25"), last, "for the new year")));
        long order = pending(desks.cards().issue(ONE, fresh(ONE), 5, World.fen("50"), last, "for the new year"));
        assertEquals("unknown-order", said(desks.cards().deliver(ONE, 1, new Secret("a long passphrase"))));
        assertEquals("own-proposal", said(desks.approvals().release(ONE, fresh(ONE), order)));
        value(desks.approvals().release(TWO, fresh(TWO), order));
        var delivered = value(desks.cards().deliver(ONE, 1, new Secret("a long passphrase")));
        assertEquals("wrong-state", said(desks.cards().deliver(ONE, 1, new Secret("a long passphrase"))));
        assertTrue(delivered.octets().length > 100);
        var serial = delivered.batch().firstSerial();
        assertEquals(
                CardCondition.NEW,
                value(desks.cards().look(AGENT, serial, "asked")).state());
        long activation = pending(desks.cards().activate(ONE, fresh(ONE), 1, "sold"));
        value(desks.approvals().release(TWO, fresh(TWO), activation));
        assertEquals(
                CardCondition.ACTIVE,
                value(desks.cards().look(AGENT, serial, "asked")).state());
        assertEquals("reason-missing", said(desks.cards().freeze(AGENT, fresh(AGENT), serial, "")));
        assertEquals("done", said(desks.cards().freeze(AGENT, fresh(AGENT), serial, "stolen")));
        assertEquals("role", said(desks.cards().thaw(AGENT, fresh(AGENT), serial, "found")));
        assertEquals("done", said(desks.cards().voided(ONE, fresh(ONE), serial, "not found")));

        var password = world.card("50").reveal();
        var spaced = password.substring(0, 4) + " " + password.substring(4);
        assertEquals(
                World.fen("50"),
                value(desks.cards().topUp(SITE, fresh(SITE), me, new Secret(spaced)))
                        .balance());
    }

    @Test
    void paysAnothersBillFromTheSiteForThePaymentPassword() {
        var who = customer();
        var me = Subject.customer(who);
        var bob = new Msisdn("13900000002");
        world.subscriber(bob.digits());

        assertFalse(value(desks.bills().quote(SITE, me, bob, World.fen("20"))).inTest());
        assertEquals("pin-wanted", said(desks.bills().pay(SITE, fresh(SITE), me, bob, World.fen("20"), false, null)));
        var key = fresh(SITE);
        var submitted = value(desks.bills().pay(SITE, key, me, bob, World.fen("20"), false, PIN));
        assertEquals(submitted, value(desks.bills().pay(SITE, key, me, bob, World.fen("20"), false, PIN)));
        assertEquals(World.fen("80"), world.cash(who));
        assertEquals(
                "done",
                said(desks.bills().pay(AGENT, fresh(AGENT), Subject.number(NUMBER), bob, World.fen("5"), false, null)));
    }
}

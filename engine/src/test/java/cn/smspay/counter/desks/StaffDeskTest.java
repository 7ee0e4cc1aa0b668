package cn.smspay.counter.desks;

import static cn.smspay.counter.desks.Replies.CHIEF;
import static cn.smspay.counter.desks.Replies.LI;
import static cn.smspay.counter.desks.Replies.key;
import static cn.smspay.counter.desks.Replies.said;
import static cn.smspay.counter.desks.Replies.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.StaffDesk.Login;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StaffDeskTest {
    private static final Caller ROOT = Caller.operator("root");
    private static final Secret PASSWORD = new Secret("correct horse battery");

    @TempDir
    Path folder;

    private World world;
    private StaffDesk desk;
    private byte[] totp = {};
    private int keys;

    @BeforeEach
    void open() {
        world = new World(folder);
        desk = world.desks().staff();
    }

    @AfterEach
    void close() {
        world.close();
    }

    private Key fresh(Caller caller) {
        return key(caller, "k" + ++keys);
    }

    private Secret invited(String name, Role... roles) {
        return value(desk.add(ROOT, fresh(ROOT), name, Set.of(roles), null)).token();
    }

    private String code() {
        return Totp.code(totp, Totp.step(world.clock.instant()));
    }

    private void joined(String name, Role... roles) {
        var token = invited(name, roles);
        totp = base32(value(desk.setup(token)).secret().reveal());
        value(desk.accept(token, PASSWORD, code(), "10.0.0.7"));
        world.clock.turn(Duration.ofSeconds(30));
    }

    private CompletableFuture<Reply<Login>> login(String password, String code) {
        return desk.login("li.lei", new Secret(password), code, "10.0.0.7");
    }

    private static byte[] base32(String text) {
        var bits = new StringBuilder();
        text.chars()
                .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
                .forEach(v ->
                        bits.append("%5s".formatted(Integer.toBinaryString(v)).replace(' ', '0')));
        var octets = new byte[bits.length() / 8];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return octets;
    }

    /** RFC 6238 appendix B, the last six of its eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesAreThoseOfTheStandard(long second, String code) {
        var secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

        assertEquals(code, Totp.code(secret, Totp.step(Instant.ofEpochSecond(second))));
    }

    @Test
    void somebodyInvitedSetsPasswordAndAuthenticatorOnceAndLogsIn() {
        var token = invited("li.lei", Role.CLERK, Role.AGENT);
        var setup = value(desk.setup(token));
        totp = base32(setup.secret().reveal());
        assertEquals(
                "otpauth://totp/smspay:li.lei?secret=" + setup.secret().reveal() + "&issuer=smspay",
                setup.uri().reveal());
        assertEquals("login-wrong", said(login(PASSWORD.reveal(), code())));

        assertEquals(
                Set.of(Role.CLERK, Role.AGENT),
                value(desk.accept(token, PASSWORD, code(), "10.0.0.7")).roles());
        assertEquals("link-not-good", said(desk.accept(token, PASSWORD, code(), "10.0.0.7")));
        assertEquals("link-not-good", said(desk.setup(token)));
        world.clock.turn(Duration.ofSeconds(30));
        assertEquals(
                Set.of(Role.CLERK, Role.AGENT),
                value(login(PASSWORD.reveal(), code())).roles());
    }

    @ParameterizedTest
    @CsvSource({
        "short, bad-password",
        "aaaaaaaaaaaaaaaa, bad-password",
        "li.lei-is-my-name, bad-password",
        "correct horse battery, done"
    })
    void aPasswordIsLongAndNotTheName(String password, String outcome) {
        var token = invited("li.lei", Role.CLERK);
        totp = base32(value(desk.setup(token)).secret().reveal());

        assertEquals(outcome, said(desk.accept(token, new Secret(password), code(), "10.0.0.7")));
    }

    @Test
    void aLinkEndsAfterADayAfterFiveWrongCodesAndWithTheNextLink() {
        var late = invited("late", Role.CLERK);
        world.clock.turn(Duration.ofHours(24));
        assertEquals("link-not-good", said(desk.setup(late)));

        var guessed = invited("guessed", Role.CLERK);
        for (int i = 0; i < 5; i++) {
            assertEquals("code-wrong", said(desk.accept(guessed, PASSWORD, "no", "10.0.0.7")));
        }
        assertEquals("link-not-good", said(desk.setup(guessed)));

        var first = invited("twice", Role.CLERK);
        var second = value(desk.link(ROOT, fresh(ROOT), "twice")).token();
        assertEquals("link-not-good", said(desk.setup(first)));
        assertEquals("done", said(desk.setup(second)));
    }

    @Test
    void aCodeIsGoodOnceAndAStepEarlyOrLate() {
        joined("li.lei", Role.CLERK);
        var code = code();
        value(login(PASSWORD.reveal(), code));
        assertEquals("login-wrong", said(login(PASSWORD.reveal(), code)));
        world.clock.turn(Duration.ofSeconds(60));
        value(login(PASSWORD.reveal(), Totp.code(totp, Totp.step(world.clock.instant()) - 1)));
        value(login(PASSWORD.reveal(), Totp.code(totp, Totp.step(world.clock.instant()) + 1)));
        assertEquals(
                "login-wrong", said(login(PASSWORD.reveal(), Totp.code(totp, Totp.step(world.clock.instant()) + 2))));
    }

    @Test
    void fiveWrongLoginsLockForADayOrUntilSomebodyElseUnlocks() {
        joined("li.lei", Role.CLERK, Role.SUPERVISOR);
        for (int i = 0; i < 5; i++) {
            assertEquals("login-wrong", said(login("wrong password", code())));
        }
        assertEquals("login-locked", said(login(PASSWORD.reveal(), code())));
        assertEquals("login-wrong", said(login("wrong password", code())));
        var self = Caller.of(cn.smspay.base.Channel.HALL, "li.lei", "10.0.0.7", Role.SUPERVISOR);
        assertEquals("own-lock", said(desk.unlock(self, fresh(self), "li.lei")));
        value(desk.unlock(CHIEF, fresh(CHIEF), "li.lei"));
        value(login(PASSWORD.reveal(), code()));

        for (int i = 0; i < 5; i++) {
            said(login("wrong password", code()));
        }
        world.clock.turn(Duration.ofHours(24));
        value(login(PASSWORD.reveal(), code()));
    }

    @Test
    void triesAtNamesThatNobodyHasAreToldAlikeAndLeaveNothing() {
        var rows = audits();
        for (int i = 0; i < 20; i++) {
            assertEquals("login-wrong", said(desk.login("nobody" + i, PASSWORD, "123456", "10.0.0.7")));
        }
        assertEquals(rows, audits());
    }

    private long audits() {
        return world.store.read(sql ->
                sql.createQuery("select count(*) from audit").mapTo(Long.class).one());
    }

    @Test
    void whoHasLeftCannotLogInAndHisNameStaysTaken() {
        joined("li.lei", Role.CLERK);
        value(desk.leave(ROOT, fresh(ROOT), "li.lei", "moved"));

        assertEquals("login-wrong", said(login(PASSWORD.reveal(), code())));
        assertEquals("has-left", said(desk.link(ROOT, fresh(ROOT), "li.lei")));
        assertEquals("name-taken", said(desk.add(ROOT, fresh(ROOT), "li.lei", Set.of(Role.CLERK), null)));
        assertTrue(world.in(tx -> desk.present(tx, "li.lei")).isEmpty());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "li.lei, CLERK, -, done",
                "Li.Lei, CLERK, -, bad-name",
                "x, CLERK, -, bad-name",
                "li lei, CLERK, -, bad-name",
                "lі.lei, CLERK, -, bad-name",
                "li.lei, CUSTOMER, -, bad-role",
                "li.lei, SYSTEM, -, bad-role",
                "li.lei, MERCHANT_USER, -, bad-role",
                "li.lei, CLERK, shop, bad-role",
                "li.lei, MERCHANT_USER, nobody, unknown-merchant",
                "li.lei, MERCHANT_USER, shop, done"
            })
    void somebodyIsInvitedWithANameAndRolesOfStaff(String name, Role role, String merchant, String outcome) {
        assertEquals(outcome, said(desk.add(ROOT, fresh(ROOT), name, Set.of(role), merchant)));
        assertEquals("role", said(desk.add(LI, fresh(LI), name, Set.of(role), merchant)));
    }

    @Test
    void rolesChangeAtOnceAndAreListed() {
        joined("li.lei", Role.CLERK);
        value(desk.roles(ROOT, fresh(ROOT), "li.lei", Set.of(Role.AUDITOR)));

        assertEquals(
                Set.of(Role.AUDITOR),
                world.in(tx -> desk.present(tx, "li.lei")).orElseThrow().roles());
        assertEquals("auditor", value(desk.list(ROOT)).members().get(0).roles().get(0));
        assertEquals("unknown-staff", said(desk.roles(ROOT, fresh(ROOT), "nobody", Set.of(Role.AUDITOR))));
    }

    @Test
    void ofManyLoginsAtOnceWithOneCodeOneIsGood() {
        joined("li.lei", Role.CLERK);
        var all = new ArrayList<CompletableFuture<Reply<Login>>>();
        for (int i = 0; i < 4; i++) {
            all.add(login(PASSWORD.reveal(), code()));
        }

        assertEquals(1, all.stream().map(Replies::said).filter("done"::equals).count());
    }

    @Test
    void noPasswordTokenOrSecretLiesInTheDatabaseInClear() {
        var token = invited("li.lei", Role.CLERK);
        var secret = value(desk.setup(token)).secret();
        totp = base32(secret.reveal());
        value(desk.accept(token, PASSWORD, code(), "10.0.0.7"));
        var rows = world.store.read(
                sql -> sql.createQuery("select group_concat(hex(coalesce(totp_sealed, '')) || password) from staff")
                        .mapTo(String.class)
                        .one());

        assertFalse(rows.contains(PASSWORD.reveal()));
        assertFalse(rows.toLowerCase(java.util.Locale.ROOT)
                .contains(java.util.HexFormat.of().formatHex(totp)));
    }
}

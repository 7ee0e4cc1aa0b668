package cn.smspay.counter.desks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.testing.World;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionDeskTest {
    @TempDir
    Path folder;

    private World world;
    private SessionDesk desk;
    private SubscriptionId who;

    @BeforeEach
    void open() {
        world = new World(folder);
        desk = world.desks().sessions();
        who = world.customer("13800000001");
        password("Blue7River");
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void password(String text) {
        world.in(tx -> {
            var no = world.accounts.subscribers().customer(tx, who).account().no();
            world.accounts.passwords().setKnown(tx, who, no, PasswordKind.LOGIN, new Secret(text));
            return null;
        });
    }

    private SessionDesk.StoredSession session(String hash, int minutes) {
        var now = world.clock.instant();
        return new SessionDesk.StoredSession(hash, who.toString(), now, now, now.plus(Duration.ofMinutes(minutes)));
    }

    private String of(String hash) {
        return desk.customer(hash, (tx, entered) -> entered.who().toString())
                .join()
                .fold(done -> done.value(), no -> no.reason(), pending -> "pending");
    }

    private List<String> kept() {
        return desk.kept(SessionDesk.SITE, 10).stream()
                .map(SessionDesk.StoredSession::hash)
                .toList();
    }

    @Test
    void aSessionIsSomebodysUntilItsEnd() {
        assertTrue(desk.keep(SessionDesk.SITE, session("one", 10)).join());
        assertEquals(who.toString(), of("one"));
        assertEquals("session-over", of("other"));

        world.clock.turn(Duration.ofMinutes(9));
        desk.used(SessionDesk.SITE, session("one", 10)).join();
        world.clock.turn(Duration.ofMinutes(9));
        assertEquals(who.toString(), of("one"));
        assertEquals(List.of("one"), kept());

        world.clock.turn(Duration.ofMinutes(1));
        assertEquals("session-over", of("one"));
        assertEquals(List.of(), kept());
    }

    @Test
    void whatWasEndedIsNotBroughtBackByARequestThatWasUnderWay() {
        desk.keep(SessionDesk.SITE, session("one", 10)).join();
        desk.drop("one").join();
        desk.used(SessionDesk.SITE, session("one", 10)).join();

        assertEquals("session-over", of("one"));
    }

    @Test
    void anotherPasswordEndsItWhoeverHasSetIt() {
        desk.keep(SessionDesk.SITE, session("one", 10)).join();
        password("Green9Hill");

        assertEquals("session-over", of("one"));
        desk.used(SessionDesk.SITE, session("one", 10)).join();
        assertEquals("session-over", of("one"));
    }

    @Test
    void theDoorsOfCustomersAndStaffAreTwo() {
        desk.keep(SessionDesk.SITE, session("one", 10)).join();
        assertEquals(List.of(), desk.kept(SessionDesk.STAFF, 10));
        assertEquals(
                "session-over", desk.staff("one").join().fold(done -> "in", no -> no.reason(), pending -> "pending"));
        var now = world.clock.instant();
        var stranger = new SessionDesk.StoredSession("two", "nobody", now, now, now.plusSeconds(600));
        assertEquals(false, desk.keep(SessionDesk.STAFF, stranger).join());
    }
}

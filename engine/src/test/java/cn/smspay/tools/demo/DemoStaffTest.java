package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Somebody of {@link DemoStaff} for every desk, who can log in with what his authenticator shows. */
final class DemoStaffTest extends AccountsFixture {
    private String login(String name, String code) {
        return world.desks()
                .staff()
                .login(name, new Secret(DemoStaff.PASSWORD), code, "local")
                .join()
                .outcome();
    }

    @Test
    void everybodyWhoIsHiredCanLogInWithTheCodeOfNowAndNoOther() {
        var operator = Caller.operator("test");
        world.desks()
                .merchants()
                .apply(operator, Key.of(operator, "apply", ""), DemoShop.ID, "星河书店")
                .join();
        var staff = new DemoStaff(world.desks(), world.clock);

        var hired = staff.hire();

        assertEquals(List.of("clerk", "boss", "agent", "shop", "admin"), hired);
        for (String name : hired) {
            var code = staff.code(name).orElseThrow();
            assertTrue(code.matches("[0-9]{6}"), code);
            assertEquals("done", login(name, code), name);
            world.clock.turn(Duration.ofMinutes(2));
            assertTrue(!login(name, code).equals("done"), "an old code");
        }
        assertEquals(Optional.empty(), staff.code("nobody"));
    }

    /** A demo that is started again finds its people and gives them new authenticators. */
    @Test
    void whoIsThereAlreadyIsHiredAgain() {
        new DemoStaff(world.desks(), world.clock).hire();
        world.clock.turn(Duration.ofMinutes(2));
        var again = new DemoStaff(world.desks(), world.clock);
        assertTrue(again.hire().containsAll(List.of("clerk", "boss", "agent", "admin")));
        assertEquals("done", login("clerk", again.code("clerk").orElseThrow()));
    }
}

package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Sha256;
import cn.smspay.testing.TestClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What one browser's session keeps, when it gets a cookie, and when it is over. */
final class WebSessionTest {
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration LONGEST = Duration.ofHours(8);

    private final TestClock clock = new TestClock();
    private final Notes notes = new Notes();
    private final SessionSettings settings = new SessionSettings(IDLE, LONGEST, 100);
    private final Sessions sessions = new Sessions(settings, clock, new SecureRandom(), notes);
    private final WebSession session = new WebSession(sessions, now());

    /** Notes what it is told; what it has to drop is durable when the test says so. */
    private static final class Notes implements SessionKeeper {
        private final List<String> told = new ArrayList<>();
        private final CompletableFuture<Boolean> dropped = new CompletableFuture<>();

        @Override
        public List<Login> kept() {
            return List.of();
        }

        @Override
        public CompletionStage<?> keep(Login login) {
            told.add("keep " + login.owner());
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> used(Login login) {
            told.add("used " + login.owner());
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public CompletionStage<?> drop(String hash) {
            told.add("drop");
            return dropped;
        }
    }

    private long now() {
        return clock.instant().toEpochMilli();
    }

    private static boolean isDone(WebSession session) {
        return session.durable().toCompletableFuture().isDone();
    }

    @Test
    void aLookAtItSetsNoCookie() {
        assertEquals("", session.id());
        assertEquals(Optional.empty(), session.get(String.class));
        assertEquals(Optional.empty(), session.owner());
        assertEquals(Optional.empty(), session.cookieToSend());
        assertFalse(session.isCsrf(""), "no token is no token of its own");
    }

    @Test
    void whatIsPutInIsThereUntilItIsForgottenAndTheCookieIsSentOnce() {
        session.put(String.class, "first");
        session.put(String.class, "second");
        session.put(Integer.class, 7);

        assertEquals(Optional.of("second"), session.get(String.class));
        var cookie = session.cookieToSend();
        assertEquals(Sha256.hex(cookie.orElseThrow()), session.id());
        assertEquals(Optional.empty(), session.cookieToSend(), "the browser has it");

        session.forget(String.class);
        assertEquals(Optional.empty(), session.get(String.class));
        assertEquals(Optional.of(7), session.get(Integer.class));
    }

    @Test
    void itsTokenIsItsOwnAndStaysWhileTheCookieDoes() {
        var token = session.csrf();

        assertEquals(token, session.csrf());
        assertTrue(session.isCsrf(token));
        for (var wrong : List.of("", token.substring(1), token + "0", token.toUpperCase(java.util.Locale.ROOT) + "x")) {
            assertFalse(session.isCsrf(wrong), wrong);
        }
        assertFalse(session.isCsrf(new WebSession(sessions, now()).csrf()), "another browser's");
    }

    @Test
    void aLoginBeginsAnewWithCookieAndTokenAndForgetsTheRest() {
        session.put(String.class, "before");
        var before = session.id();
        var token = session.csrf();

        session.login("li");

        assertNotEquals(before, session.id());
        assertFalse(session.isCsrf(token));
        assertEquals(Optional.empty(), session.get(String.class));
        assertEquals(Optional.of("li"), session.owner());
        assertEquals(List.of("keep li"), notes.told, "nobody had to be dropped: it was a stranger's");
        assertTrue(isDone(session));
    }

    @Test
    void anotherLoginEndsTheOneBefore() {
        session.login("li");
        session.login("wang");

        assertEquals(List.of("keep li", "drop", "keep wang"), notes.told);
        assertEquals(0, sessions.count("li"));
        assertEquals(1, sessions.count("wang"));
    }

    @Test
    void whoLeavesIsOutBeforeTheBrowserHearsOfItAndSeesALastReceipt() {
        session.login("li");
        session.put(String.class, "receipt");

        session.leave();

        assertEquals(Optional.empty(), session.owner());
        assertEquals(Optional.of("receipt"), session.get(String.class));
        assertFalse(session.isEnded());
        assertFalse(isDone(session), "the login is not gone from the disk yet");
        notes.dropped.complete(true);
        assertTrue(isDone(session));
    }

    @Test
    void aStrangerWhoLeavesHasNothingToDrop() {
        session.put(String.class, "x");

        session.leave();

        assertEquals(List.of(), notes.told);
    }

    @Test
    void anEndIsAnEndForEverything() {
        session.login("li");
        session.put(String.class, "x");

        session.end();

        assertTrue(session.isEnded());
        assertTrue(session.isOver(settings, now()));
        assertEquals("", session.csrf(), "no new session grows out of it");
        assertEquals("", session.id());
        assertEquals(Optional.empty(), session.cookieToSend());
        assertEquals(Optional.empty(), session.get(String.class));
        assertEquals(0, sessions.count("li"));
    }

    @Test
    void itIsOverWhenItWasIdleForSoLongAndNotAMillisecondBefore() {
        assertFalse(session.isOver(settings, now() + IDLE.toMillis() - 1));
        assertTrue(session.isOver(settings, now() + IDLE.toMillis()));

        session.seen("c", now() + IDLE.toMillis() - 1);
        assertFalse(session.isOver(settings, now() + 2 * IDLE.toMillis() - 2));
        assertTrue(session.isOver(settings, now() + 2 * IDLE.toMillis() - 1));
    }

    @Test
    void itIsOverAfterTheLongestTimeHoweverBusyItIs() {
        long end = now() + LONGEST.toMillis();
        for (long at = now(); at < end; at += IDLE.toMillis() / 2) {
            session.seen("c", at);
        }

        assertFalse(session.isOver(settings, end - 1));
        assertTrue(session.isOver(settings, end));
    }

    @Test
    void aLoginIsNotedAsUsedTwiceAMinuteAtMost() {
        session.login("li");
        long begun = now();
        for (long after : new long[] {1, 29_999, 30_000, 30_001, 59_999, 60_000}) {
            session.seen("c", begun + after);
        }

        assertEquals(List.of("keep li", "used li", "used li"), notes.told);

        session.leave();
        session.seen("c", begun + 200_000);
        assertEquals(1, notes.told.stream().filter("drop"::equals).count());
        assertEquals(4, notes.told.size(), "nobody is logged in any more");
    }

    @Test
    void oneFromBeforeARestartGetsItsTokenBackFromItsCookie() {
        var cookie = "the cookie";
        var login = new SessionKeeper.Login(
                Sha256.hex(cookie), "li", clock.instant().minusSeconds(60), clock.instant(), clock.instant());
        var restored = new WebSession(sessions, login);
        assertFalse(restored.isCsrf(""));

        restored.seen(cookie, now());

        assertTrue(restored.isCsrf(Sha256.hex("csrf " + cookie)));
        assertEquals(Optional.of("li"), restored.owner());
        assertEquals(Optional.empty(), restored.cookieToSend(), "the browser has it");
        assertEquals(now() - 60_000, restored.beganMillis());
        assertEquals(now(), restored.seenMillis());
    }

    @Test
    void itWaitsForWhatElseHasToBeDurable() {
        var more = new CompletableFuture<Boolean>();
        session.awaits(more);
        assertFalse(isDone(session));

        more.complete(true);

        assertTrue(isDone(session));
    }
}

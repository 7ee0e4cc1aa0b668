package cn.smspay.net.http;

import cn.smspay.base.Sha256;
import cn.smspay.base.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of one door: {@code routes.get("/", sessions.page((request, session) -> …))}. The cookie is 256 random bits, of
 * which only the hash is kept: logins with the {@link SessionKeeper}, so that they outlive the program, everything else in memory.
 * A login or logout is durable before the browser hears of it. A request that is not GET or HEAD must come from a page
 * of ours: its Origin is our own and its field {@value WebSession#CSRF_FIELD} is the session's token, else 403 with the reason
 * {@code not-from-our-page} or, when the session has ended, {@code session-over}. Thread-safe.
 */
public final class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final int TOKEN_BYTES = 32;
    /** A sixteenth of the room is cleared at once. */
    private static final int ROOM = 16;

    private static final String NAME = "smspay";
    /** Browsers take it only with Secure, Path=/ and no Domain, so that no neighbour can set it. */
    private static final String SECURE_NAME = "__Host-smspay";

    private final SessionSettings settings;
    private final Ticker ticker;
    private final SecureRandom random;
    private final SessionKeeper keeper;
    /** By the hash of the cookie; who was seen least recently comes first. */
    private final Map<String, WebSession> sessions = new LinkedHashMap<>(16, 0.75f, true);

    /** A page of a browser that may have logged in. */
    @FunctionalInterface
    public interface Page {
        WebAnswer answer(WebRequest request, WebSession session);
    }

    public Sessions(SessionSettings settings, Ticker ticker, SecureRandom random) {
        this.settings = settings;
        this.ticker = ticker;
        this.random = random;
        this.keeper = SessionKeeper.NONE;
    }

    /** Those who were logged in when the program ended still are. */
    public Sessions(SessionSettings settings, Clock clock, SecureRandom random, SessionKeeper keeper) {
        this.settings = settings;
        this.ticker = Ticker.of(clock);
        this.random = random;
        this.keeper = keeper;
        keeper.kept().stream().limit(settings.most()).forEach(login -> restore(login));
    }

    private synchronized void restore(SessionKeeper.Login login) {
        sessions.put(login.hash(), new WebSession(this, login));
    }

    /** A handler with the browser's session, guarded against requests from others' pages. */
    public Handler page(Page page) {
        return page(page, (request, session) -> {
            throw new HttpRefusal(Problems.SESSION_OVER);
        });
    }

    /**
     * The same where a form may come when its session has ended.
     *
     * @param over answers such a form, which came from a page of ours, with a new session
     */
    public Handler page(Page page, Page over) {
        return request -> {
            var known = find(request);
            boolean changes =
                    !request.method().equals("GET") && !request.method().equals("HEAD");
            if (changes) {
                guard(request, known);
            }
            var session = known.orElseGet(() -> new WebSession(this, ticker.millis()));
            var answer = (changes && known.isEmpty() ? over : page).answer(request, session);
            if (answer instanceof WebAnswer.Later later) {
                return WebAnswer.later(later.response().thenCompose(response -> durable(request, session, response)));
            }
            return session.durable().toCompletableFuture().isDone()
                    ? withCookie(request, session, (WebResponse) answer)
                    : WebAnswer.later(durable(request, session, (WebResponse) answer));
        };
    }

    private static CompletionStage<WebResponse> durable(WebRequest request, WebSession session, WebResponse response) {
        return session.durable().thenApply(done -> withCookie(request, session, response));
    }

    /** Whether the browser has had a session that is not there any more: it was idle for too long, or we were started again. */
    public boolean isLost(WebRequest request) {
        return request.cookie(request.secure() ? SECURE_NAME : NAME).isPresent()
                && find(request).isEmpty();
    }

    private Optional<WebSession> find(WebRequest request) {
        return request.cookie(request.secure() ? SECURE_NAME : NAME)
                .filter(value -> value.length() < 2 * TOKEN_BYTES)
                .flatMap(value -> find(value, Sha256.hex(value)));
    }

    private synchronized Optional<WebSession> find(String cookie, String hash) {
        var session = sessions.get(hash);
        if (session == null) {
            return Optional.empty();
        }
        long now = ticker.millis();
        if (session.isOver(settings, now)) {
            sessions.remove(hash);
            if (session.owner().isPresent()) {
                forget(hash);
            }
            return Optional.empty();
        }
        session.seen(cookie, now);
        return Optional.of(session);
    }

    private static void guard(WebRequest request, Optional<WebSession> session) {
        var from = request.header("Origin")
                .or(() -> request.header("Referer").map(Sessions::origin))
                .orElse(request.origin());
        if (!from.equals(request.origin())) {
            throw new HttpRefusal(Problems.NOT_OUR_PAGE);
        }
        if (session.isPresent() && !session.get().isCsrf(request.form().text(WebSession.CSRF_FIELD))) {
            throw new HttpRefusal(Problems.NOT_OUR_PAGE);
        }
    }

    /** Scheme, host and port of an address. */
    private static String origin(String address) {
        int path = address.indexOf('/', address.indexOf("//") + 2);
        return path < 0 ? address : address.substring(0, path);
    }

    private static WebResponse withCookie(WebRequest request, WebSession session, WebResponse response) {
        if (session.isEnded()) {
            return response.adding("Set-Cookie", cookie(request, "") + "; Max-Age=0");
        }
        return session.cookieToSend()
                .map(value -> response.adding("Set-Cookie", cookie(request, value)))
                .orElse(response);
    }

    private static String cookie(WebRequest request, String value) {
        return request.secure()
                ? SECURE_NAME + '=' + value + "; Path=/; HttpOnly; SameSite=Lax; Secure"
                : NAME + '=' + value + "; Path=/; HttpOnly; SameSite=Lax";
    }

    /** How many sessions somebody has. */
    public synchronized int count(String owner) {
        return of(owner).size();
    }

    /** Logs somebody out everywhere but here, after a new password for instance. */
    public synchronized void endOthers(String owner, WebSession here) {
        of(owner).stream().filter(session -> session != here).forEach(session -> {
            session.end();
            here.awaits(session.durable());
        });
    }

    /** Logs somebody out everywhere. */
    public synchronized void endAll(String owner) {
        of(owner).forEach(WebSession::end);
    }

    private List<WebSession> of(String owner) {
        long now = ticker.millis();
        var theirs = new ArrayList<WebSession>();
        for (var session : sessions.values()) {
            if (session.owner().equals(Optional.of(owner)) && !session.isOver(settings, now)) {
                theirs.add(session);
            }
        }
        return theirs;
    }

    String token() {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    synchronized void keep(String hash, WebSession session) {
        sessions.put(hash, session);
        if (sessions.size() > settings.most()) {
            makeRoom(hash);
        }
    }

    /** Some at once, so that a crowd of strangers does not make every one of them a search. */
    private void makeRoom(String newest) {
        long now = ticker.millis();
        sessions.values().removeIf(session -> session.isOver(settings, now));
        int enough = settings.most() - settings.most() / ROOM;
        for (boolean strangersOnly : new boolean[] {true, false}) {
            int tooMany = sessions.size() - (strangersOnly ? enough : settings.most());
            var leaving = sessions.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(newest))
                    .filter(entry -> !strangersOnly || entry.getValue().owner().isEmpty())
                    .limit(Math.max(0, tooMany))
                    .map(Map.Entry::getKey)
                    .toList();
            leaving.forEach(hash -> {
                var left = sessions.remove(hash);
                if (left != null && left.owner().isPresent()) {
                    forget(hash);
                }
            });
        }
    }

    synchronized void drop(String hash) {
        sessions.remove(hash);
    }

    // --- what outlives the program

    CompletionStage<?> write(String hash, String owner, WebSession session, boolean fresh) {
        var ends = Math.min(
                session.seenMillis() + settings.idle().toMillis(),
                session.beganMillis() + settings.longest().toMillis());
        var login = new SessionKeeper.Login(
                hash,
                owner,
                Instant.ofEpochMilli(session.beganMillis()),
                Instant.ofEpochMilli(session.seenMillis()),
                Instant.ofEpochMilli(ends));
        return quietly(fresh ? keeper.keep(login) : keeper.used(login));
    }

    CompletionStage<?> forget(String hash) {
        return quietly(keeper.drop(hash));
    }

    /** A page need not fail because its login could not be kept: after a restart one logs in again. */
    private static CompletionStage<?> quietly(CompletionStage<?> written) {
        return written.handle((done, fault) -> {
            if (fault != null) {
                LOG.error("a login could not be noted; after a restart its browser is asked again", fault);
            }
            return true;
        });
    }
}

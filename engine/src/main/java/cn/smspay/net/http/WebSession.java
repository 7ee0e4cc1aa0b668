package cn.smspay.net.http;

import cn.smspay.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered between the requests of one browser. A browser has one as soon as something is put into it; until then
 * nothing is kept and no cookie is set. Thread-safe under the lock of
 * {@link Sessions}: two requests of one browser may run at once.
 */
public final class WebSession {
    /** The field of every form that carries {@link #csrf()}. */
    public static final String CSRF_FIELD = "csrf";

    /** A restart may take this much from the time that somebody may be idle. */
    private static final long KEPT_EVERY_MILLIS = 30_000;

    private final Sessions sessions;
    private final Map<Class<?>, Object> things = new HashMap<>();
    private final long beganMillis;
    private long seenMillis;
    private @Nullable String hash;
    /** The cookie's new value, until it has been sent. */
    private @Nullable String unsent;

    private @Nullable String csrf;
    private @Nullable String owner;
    private boolean ended;
    /** When {@link SessionKeeper} was told last. */
    private long keptMillis;
    /** What has to be durable before the browser hears of it. */
    private CompletionStage<?> durable = CompletableFuture.completedFuture(true);

    WebSession(Sessions sessions, long nowMillis) {
        this.sessions = sessions;
        this.beganMillis = nowMillis;
        this.seenMillis = nowMillis;
    }

    /** One that was begun before this program was started; its token comes with the cookie. */
    WebSession(Sessions sessions, SessionKeeper.Login login) {
        this.sessions = sessions;
        this.beganMillis = login.began().toEpochMilli();
        this.seenMillis = login.seen().toEpochMilli();
        this.keptMillis = seenMillis;
        this.hash = login.hash();
        this.owner = login.owner();
    }

    /** Names it where something is noted about it; empty while nothing is kept. Lets nobody in. */
    public String id() {
        synchronized (sessions) {
            return hash == null ? "" : hash;
        }
    }

    /** The token that each form of this session carries in the field {@value #CSRF_FIELD}. */
    public String csrf() {
        synchronized (sessions) {
            keep();
            return csrf == null ? "" : csrf;
        }
    }

    boolean isCsrf(String given) {
        synchronized (sessions) {
            return csrf != null
                    && MessageDigest.isEqual(
                            csrf.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Who has logged in; empty before that. */
    public Optional<String> owner() {
        synchronized (sessions) {
            return Optional.ofNullable(owner);
        }
    }

    /**
     * Somebody has proven who he is: the cookie and the token are new from here on, and what was remembered before is gone.
     *
     * @param who names him, for {@link Sessions#endAll} as well
     */
    public void login(String who) {
        synchronized (sessions) {
            forgetCookie();
            things.clear();
            owner = who;
            keep();
        }
    }

    /** Logs out and remembers the rest, for a last receipt. */
    public void leave() {
        synchronized (sessions) {
            if (hash != null && owner != null) {
                durable = sessions.forget(hash);
            }
            owner = null;
        }
    }

    private void forgetCookie() {
        if (hash != null) {
            sessions.drop(hash);
            if (owner != null) {
                durable = sessions.forget(hash);
            }
            hash = null;
        }
    }

    /** Logs out. */
    public void end() {
        synchronized (sessions) {
            forgetCookie();
            things.clear();
            owner = null;
            csrf = null;
            unsent = null;
            ended = true;
        }
    }

    /** Remembers one thing of its kind, in place of the one before. */
    public <T> void put(Class<T> kind, T thing) {
        synchronized (sessions) {
            things.put(kind, thing);
            keep();
        }
    }

    public <T> Optional<T> get(Class<T> kind) {
        synchronized (sessions) {
            return Optional.ofNullable(kind.cast(things.get(kind)));
        }
    }

    public void forget(Class<?> kind) {
        synchronized (sessions) {
            things.remove(kind);
        }
    }

    private void keep() {
        if (hash == null && !ended) {
            unsent = sessions.token();
            csrf = csrfOf(unsent);
            hash = Sha256.hex(unsent);
            sessions.keep(hash, this);
            if (owner != null) {
                keptMillis = seenMillis;
                durable = sessions.write(hash, owner, this, true);
            }
        }
    }

    /** The token of forms follows from the cookie, so that pages that were open when we were started again still work. */
    private static String csrfOf(String cookie) {
        return Sha256.hex("csrf " + cookie);
    }

    long beganMillis() {
        return beganMillis;
    }

    long seenMillis() {
        return seenMillis;
    }

    /** Done once what this request has changed about the login is durable. */
    CompletionStage<?> durable() {
        synchronized (sessions) {
            return durable;
        }
    }

    /** Waits for this too before the browser hears anything. */
    void awaits(CompletionStage<?> more) {
        synchronized (sessions) {
            durable = durable.thenCombine(more, (one, other) -> true);
        }
    }

    Optional<String> cookieToSend() {
        synchronized (sessions) {
            var value = Optional.ofNullable(unsent);
            unsent = null;
            return value;
        }
    }

    boolean isEnded() {
        synchronized (sessions) {
            return ended;
        }
    }

    boolean isOver(SessionSettings settings, long nowMillis) {
        synchronized (sessions) {
            return ended
                    || nowMillis - seenMillis >= settings.idle().toMillis()
                    || nowMillis - beganMillis >= settings.longest().toMillis();
        }
    }

    /** A request has come with this cookie. */
    void seen(String cookie, long nowMillis) {
        synchronized (sessions) {
            seenMillis = nowMillis;
            if (csrf == null) {
                csrf = csrfOf(cookie);
            }
            if (hash != null && owner != null && nowMillis - keptMillis >= KEPT_EVERY_MILLIS) {
                keptMillis = nowMillis;
                sessions.write(hash, owner, this, false);
            }
        }
    }
}

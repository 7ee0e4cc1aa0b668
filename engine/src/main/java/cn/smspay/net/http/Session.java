package cn.smspay.net.http;

import cn.smspay.base.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered between the requests of one browser. A browser has one as soon as something is put into it; until then
 * nothing is kept and no cookie is set. Thread-safe under the lock of
 * {@link Sessions}: two requests of one browser may run at once.
 */
public final class Session {
    /** The field of every form that carries {@link #csrf()}. */
    public static final String CSRF_FIELD = "csrf";

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

    Session(Sessions sessions, long nowMillis) {
        this.sessions = sessions;
        this.beganMillis = nowMillis;
        this.seenMillis = nowMillis;
    }

    /** The token that each form of this session carries in the field {@value #CSRF_FIELD}. */
    public String csrf() {
        synchronized (sessions) {
            if (csrf == null) {
                csrf = sessions.token();
                keep();
            }
            return csrf;
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
            things.clear();
            owner = who;
            csrf = sessions.token();
            if (hash != null) {
                sessions.drop(hash);
                hash = null;
            }
            keep();
        }
    }

    /** Logs out. */
    public void end() {
        synchronized (sessions) {
            if (hash != null) {
                sessions.drop(hash);
            }
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
            hash = Sha256.hex(unsent);
            sessions.keep(hash, this);
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

    void seen(long nowMillis) {
        synchronized (sessions) {
            seenMillis = nowMillis;
        }
    }
}

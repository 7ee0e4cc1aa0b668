package cn.smspay.sms.peer;

/**
 * Holds back all connections of a bind after the SMSC has refused its password or system_id: each further try brings the
 * account nearer to being locked. Times are milliseconds that never go back. Thread-safe.
 */
public final class LoginGuard {
    /** An operator who has mended the account does not wait longer than this. */
    private static final long PAUSE_MAX = 3_600_000;

    private final long first;
    private long pause;
    private long until = Long.MIN_VALUE;
    private boolean known;
    private boolean trying;

    /** @param firstMillis the pause after the first refusal */
    public LoginGuard(long firstMillis) {
        this.first = firstMillis;
        this.pause = first;
    }

    /** Until the login is known to be good, one connection tries it for all. @return whether the caller may; else a little later */
    public synchronized boolean mayTry() {
        if (known) {
            return true;
        }
        boolean free = !trying;
        trying = true;
        return free;
    }

    /** Whoever was to try did not come so far. */
    public synchronized void notTried() {
        trying = false;
    }

    /** The pauses grow; what other connections had under way meanwhile does not count again. */
    public synchronized void refused(long now) {
        trying = false;
        known = false;
        if (now >= until) {
            until = now + pause;
            pause = Math.max(first, Math.min(PAUSE_MAX, pause * 2));
        }
    }

    public synchronized void accepted() {
        known = true;
        trying = false;
        until = Long.MIN_VALUE;
        pause = first;
    }

    /** How long to wait still. */
    public synchronized long left(long now) {
        return Math.max(0, until == Long.MIN_VALUE ? 0 : until - now);
    }
}

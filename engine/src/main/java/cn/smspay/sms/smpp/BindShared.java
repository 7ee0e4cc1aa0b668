package cn.smspay.sms.smpp;

import cn.smspay.sms.peer.LoginGuard;

/** What all connections of one bind share. Thread-safe. */
final class BindShared {
    private static final long BIND_ANEW_MILLIS = 60_000;

    private final BindFigures figures;
    private final LoginGuard login;
    private long boundAnewAt = Long.MIN_VALUE / 2;
    private volatile long traceUntil = Long.MIN_VALUE;

    /** @param figures which outlive a change of the bind's settings */
    BindShared(SmppBindSettings.Timing timing, BindFigures figures) {
        this.figures = figures;
        this.login = new LoginGuard(timing.refusedLoginSeconds() * 1_000L);
    }

    /** Once in a while: an SMSC that says "not bound" of one number for ever must not keep the whole bind from its work. */
    synchronized boolean mayBindAnew(long now) {
        boolean may = now - boundAnewAt >= BIND_ANEW_MILLIS;
        boundAnewAt = may ? now : boundAnewAt;
        return may;
    }

    BindFigures figures() {
        return figures;
    }

    LoginGuard login() {
        return login;
    }

    /** Logs PDUs until then, in milliseconds of the link's ticker. */
    void traceUntil(long end) {
        traceUntil = end;
    }

    boolean traces(long now) {
        return now < traceUntil;
    }
}

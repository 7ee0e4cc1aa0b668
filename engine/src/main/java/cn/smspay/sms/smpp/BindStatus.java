package cn.smspay.sms.smpp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one connection of a bind is.
 *
 * @param since when it came into this state
 * @param connection the name of the connection, while bound
 * @param host the host that it is bound to or tries, with its port
 * @param why why it was last lost or refused; empty if it never was, or is bound
 * @param alarm whether somebody must see to it: the SMSC refuses the login
 * @param windowUsed submissions under way
 */
public record BindStatus(
        String bind,
        SmppBindSettings.Mode mode,
        State state,
        Instant since,
        @Nullable String connection,
        String host,
        String why,
        boolean alarm,
        int windowUsed,
        int window) {
    /** From an operator's view. */
    public enum State {
        DOWN,
        CONNECTING,
        BOUND
    }
}

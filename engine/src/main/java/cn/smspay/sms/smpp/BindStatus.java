package cn.smspay.sms.smpp;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one connection of a bind is.
 *
 * @param since when it came into this state
 * @param connection the name of the connection, while bound
 * @param windowUsed submissions under way
 */
public record BindStatus(
        String bind,
        SmppBindSettings.Mode mode,
        State state,
        Instant since,
        @Nullable String connection,
        int windowUsed,
        int window) {
    /** From an operator's view. */
    public enum State {
        DOWN,
        CONNECTING,
        BOUND
    }
}

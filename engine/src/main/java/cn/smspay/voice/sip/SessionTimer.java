package cn.smspay.voice.sip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a session may go without being refreshed, and who refreshes it (RFC 4028). Immutable.
 *
 * @param seconds from refresh to refresh at most
 * @param weRefresh whether it is on us
 */
record SessionTimer(int seconds, boolean weRefresh) {
    private static final int SECONDS_MAX = 7200;
    private static final Pattern EXPIRES = Pattern.compile("(?i)^([0-9]{1,9})\\s*(?:;.*?refresher=(uac|uas).*)?.*$");

    /**
     * Whether the other side wants a shorter session than we do.
     *
     * @param least seconds
     */
    static boolean tooSmall(Optional<String> sessionExpires, long least) {
        return seconds(sessionExpires).map(seconds -> seconds < least).orElse(false);
    }

    /**
     * What a request of the other side leads to; empty if there is no timer.
     *
     * @param supported option tags of the request
     */
    static Optional<SessionTimer> asked(Optional<String> sessionExpires, List<String> supported) {
        return sessionExpires
                .map(EXPIRES::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(m -> {
                    boolean wantsUs = "uas".equalsIgnoreCase(m.group(2));
                    boolean theyCan = supported.contains("timer");
                    return new SessionTimer(
                            Math.max(1, Math.min(SECONDS_MAX, Integer.parseInt(m.group(1)))), wantsUs || !theyCan);
                });
    }

    private static Optional<Integer> seconds(Optional<String> sessionExpires) {
        return sessionExpires
                .map(EXPIRES::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(m -> Integer.parseInt(m.group(1)));
    }

    /** The header of our response. */
    String header() {
        return seconds + ";refresher=" + (weRefresh ? "uas" : "uac");
    }

    /** From now to what we do: refresh at half-time, or give up shortly before the end. */
    Duration wait(boolean refresh) {
        return Duration.ofSeconds(refresh ? seconds / 2 : seconds - Math.min(32, seconds / 3));
    }
}

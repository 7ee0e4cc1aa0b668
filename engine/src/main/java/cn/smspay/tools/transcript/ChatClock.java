package cn.smspay.tools.transcript;

import cn.smspay.base.ServiceDay;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;

/** A clock that moves only when a transcript turns it. Thread-safe. */
final class ChatClock extends Clock {
    private static final DateTimeFormatter WRITTEN = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm[:ss[.SSS]]", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);

    private volatile Instant now = read("2009-11-02 09:00");

    private static Instant read(String local) {
        return LocalDateTime.parse(local, WRITTEN).atZone(ServiceDay.ZONE).toInstant();
    }

    /** Whether a time can be set so. */
    static boolean isTime(String local) {
        try {
            return !read(local).equals(Instant.MIN);
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * Sets the time.
     *
     * @throws IllegalArgumentException if it is none
     */
    void set(String local) {
        try {
            now = read(local);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time of the clock is written like 2009-11-30 09:00, not " + local, e);
        }
    }

    void turn(Duration by) {
        now = now.plus(by);
    }

    /**
     * A time like 30s, 10m, 24h or 1d.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Duration duration(String text) {
        if (!text.matches("[0-9]{1,6}(ms|s|m|h|d)")) {
            throw new IllegalArgumentException("a time is written like 30s, 10m, 24h or 1d: " + text);
        }
        return text.endsWith("d")
                ? Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)))
                : text.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                        : Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ServiceDay.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("all times are those of Shanghai");
    }
}

package cn.smspay.net.http;

import java.time.Duration;

/**
 * How long a login lasts.
 *
 * @param idle without a request
 * @param longest altogether
 * @param most sessions at once; above that those without a login go first, the oldest of them
 */
public record SessionSettings(Duration idle, Duration longest, int most) {
    public static final SessionSettings USUAL = new SessionSettings(Duration.ofMinutes(10), Duration.ofHours(8), 50_000);
}

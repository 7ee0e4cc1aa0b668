package cn.smspay.voice.vxml;

import cn.smspay.base.Sha256;
import cn.smspay.voice.call.SpokenVoice;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The recordings as HTTP serves them, with what a cache needs to know (RFC 9110 8.8). Thread-safe. */
final class Sounds {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int TAG_BYTES = 8;

    private final SpokenVoice voice;
    private final Clock clock;
    /** Recordings are read when the engine starts, and do not change after that. */
    private final Instant since;

    private final Map<String, Sound> sounds = new ConcurrentHashMap<>();

    /** @param tag names these bytes */
    record Sound(byte[] bytes, String tag) {}

    Sounds(SpokenVoice voice, Clock clock) {
        this.voice = voice;
        this.clock = clock;
        this.since = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    Optional<Sound> find(String name) {
        var known = sounds.get(name);
        return known == null
                ? voice.wav(name).map(bytes -> sounds.computeIfAbsent(name, key -> new Sound(bytes, tag(bytes))))
                : Optional.of(known);
    }

    /** Whether the platform has this already; the tag says so better than the time (RFC 9110 13.1.3). */
    boolean isKnown(Sound sound, String ifNoneMatch, String ifModifiedSince) {
        if (!ifNoneMatch.isEmpty()) {
            return Arrays.stream(ifNoneMatch.split(","))
                    .map(tag -> tag.strip().replaceFirst("^W/", ""))
                    .anyMatch(tag -> tag.equals("*") || tag.equals(sound.tag));
        }
        try {
            return !ifModifiedSince.isEmpty()
                    && !DATE.parse(ifModifiedSince, Instant::from).isBefore(since);
        } catch (DateTimeParseException e) {
            // A date that cannot be read is as none (RFC 9110 13.1.3).
            return false;
        }
    }

    String since() {
        return DATE.format(since);
    }

    String date() {
        return DATE.format(clock.instant());
    }

    private static String tag(byte[] bytes) {
        return '"' + HexFormat.of().formatHex(Sha256.digest().digest(bytes), 0, TAG_BYTES) + '"';
    }
}

package cn.smspay.files.format;

import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of a billing file's name. */
public record FileName(String text, String node, String stream, int day, long sequence, Format format) {
    private static final Pattern PATTERN =
            Pattern.compile("([A-Za-z0-9]{1,16})-(live|test)-([0-9]{8})-([0-9]{10})\\.(csv|cdr|jsonl)");

    public static Optional<FileName> read(String name) {
        var matcher = PATTERN.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FileName(
                name,
                matcher.group(1),
                matcher.group(2),
                Integer.parseInt(matcher.group(3)),
                Long.parseLong(matcher.group(4)),
                format(matcher.group(5))));
    }

    private static Format format(String ending) {
        for (var format : Format.values()) {
            if (format.ending().equals(ending)) {
                return format;
            }
        }
        throw new IllegalArgumentException(ending);
    }
}

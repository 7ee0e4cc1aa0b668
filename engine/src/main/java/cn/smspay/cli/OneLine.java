package cn.smspay.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One event is one line, whatever it quotes: control characters are escaped, so that nobody outside can write lines of
 * his own, and an exception follows its sentence with where it came from. Thread-safe.
 */
public final class OneLine extends LayoutBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
            .withZone(ServiceDay.ZONE);
    /** Enough to find the place; the outermost frames are the same for all. */
    private static final int FRAMES_MAX = 8;

    private static final int CAUSES_MAX = 5;
    /** A library that quotes a whole message in its exception must not fill the disk. */
    private static final int LENGTH_MAX = 4000;

    @Override
    public String doLayout(ILoggingEvent event) {
        var name = event.getLoggerName();
        var line = new StringBuilder(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())))
                .append(String.format(Locale.ROOT, " %-5s ", event.getLevel()))
                .append(name.substring(name.lastIndexOf('.') + 1))
                .append(' ');
        append(line, event.getFormattedMessage());
        fields(line, event);
        var cause = event.getThrowableProxy();
        for (int i = 0; cause != null && i < CAUSES_MAX; i++) {
            line.append(i == 0 ? " | " : " | caused by ");
            describe(line, cause);
            cause = cause.getCause();
        }
        if (line.length() > LENGTH_MAX) {
            line.setLength(LENGTH_MAX);
            line.append("...");
        }
        return line.append(System.lineSeparator()).toString();
    }

    /** {@code name=value} behind the sentence; a value with blanks stands in quotes. */
    private static void fields(StringBuilder line, ILoggingEvent event) {
        var pairs = event.getKeyValuePairs();
        if (pairs == null) {
            return;
        }
        for (var pair : pairs) {
            var value = escaped(String.valueOf(pair.value));
            boolean plain = value.matches("[^\\s\"=]+");
            line.append(' ').append(pair.key).append('=').append(plain ? value : '"' + value.replace("\"", "'") + '"');
        }
    }

    private static void describe(StringBuilder line, IThrowableProxy cause) {
        line.append(cause.getClassName());
        if (cause.getMessage() != null) {
            append(line.append(": "), cause.getMessage());
        }
        var frames = cause.getStackTraceElementProxyArray();
        for (int i = 0; i < Math.min(FRAMES_MAX, frames.length); i++) {
            line.append(' ').append(frames[i].getSTEAsString());
        }
    }

    private static void append(StringBuilder line, @Nullable String text) {
        line.append(escaped(text == null ? "" : text));
    }

    /** The text without line breaks, control characters and what turns the direction of writing. */
    static String escaped(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (Character.getType(point)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> clean.append(String.format(Locale.ROOT, "\\u%04x", point));
                default -> clean.appendCodePoint(point);
            }
        });
        return clean.toString();
    }
}

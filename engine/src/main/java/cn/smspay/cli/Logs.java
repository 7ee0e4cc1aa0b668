package cn.smspay.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;

/** How the program logs: to standard error, one line an event. Libraries may warn, and say nothing of messages' contents. */
public final class Logs {
    private static final String OURS = "cn.smspay";
    /** Libraries stay as quiet as they are: at lower levels they print passwords and whole messages. */
    private static final Map<String, Level> LEVELS = levelsByName();

    private Logs() {}

    private static Map<String, Level> levelsByName() {
        var levels = new LinkedHashMap<String, Level>();
        for (Level level : List.of(Level.ERROR, Level.WARN, Level.INFO, Level.DEBUG, Level.TRACE)) {
            levels.put(level.toString().toLowerCase(Locale.ROOT), level);
        }
        return levels;
    }

    public static void start(Level level, boolean json) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var appender = new ConsoleAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context, json));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.addAppender(appender);
        root.setLevel(Level.WARN);
        context.getLogger(OURS).setLevel(level);
        // At lower levels these print bind passwords and whole messages.
        context.getLogger("com.cloudhopper").setLevel(Level.OFF);
        context.getLogger("gov.nist").setLevel(Level.OFF);
    }

    /**
     * How much a part of the program logs from now on.
     *
     * @param part a wing or room like {@code sms.smpp}, or {@code all}
     * @return how much it did
     * @throws IllegalArgumentException with what would be right
     */
    public static String level(String part, String level) {
        var wanted = LEVELS.get(level.toLowerCase(Locale.ROOT));
        if (wanted == null) {
            throw new IllegalArgumentException(
                    level + " is no level; right would be one of " + String.join(", ", LEVELS.keySet()));
        }
        var name = OURS + (part.equals("all") ? "" : "." + part);
        if (!part.equals("all") && !isPart(part, name)) {
            throw new IllegalArgumentException(
                    part + " is no part of this program; right would be like sms, sms.smpp, voice.sip, store or all");
        }
        var logger = ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(name);
        var before = logger.getEffectiveLevel();
        logger.setLevel(wanted);
        return before.toString().toLowerCase(Locale.ROOT);
    }

    /** A room says so itself; a wing is known by its rooms. */
    private static boolean isPart(String part, String name) {
        return part.matches("[a-z]+(\\.[a-z]+)*")
                && (Logs.class.getResource("/" + name.replace('.', '/') + "/package-info.class") != null
                        || Arrays.stream(Package.getPackages())
                                .anyMatch(room -> room.getName().startsWith(name + ".")));
    }

    /** What parts of the program have been told to log, by their names. */
    public static Map<String, String> levels() {
        var levels = new TreeMap<String, String>();
        for (var logger : ((LoggerContext) LoggerFactory.getILoggerFactory()).getLoggerList()) {
            if (logger.getLevel() != null && logger.getName().startsWith(OURS)) {
                var part =
                        logger.getName().equals(OURS) ? "all" : logger.getName().substring(OURS.length() + 1);
                levels.put(part, logger.getLevel().toString().toLowerCase(Locale.ROOT));
            }
        }
        return levels;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, boolean json) {
        if (json) {
            var encoder = new JsonEncoder();
            encoder.setContext(context);
            encoder.setWithContext(false);
            encoder.setWithMDC(false);
            encoder.setWithKVPList(true);
            encoder.setWithMarkers(false);
            encoder.setWithArguments(false);
            encoder.setWithMessage(false);
            encoder.setWithFormattedMessage(true);
            encoder.start();
            return encoder;
        }
        var layout = new OneLine();
        layout.setContext(context);
        layout.start();
        var encoder = new LayoutWrappingEncoder<ILoggingEvent>();
        encoder.setContext(context);
        encoder.setLayout(layout);
        encoder.start();
        return encoder;
    }
}

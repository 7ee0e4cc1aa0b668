package cn.smspay.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import cn.smspay.cli.OneLine;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/**
 * Reads along what the program would log, and knows what must not be there: more than one line for an event, control
 * characters, and anything that a peer has sent. Close it to hear its verdict.
 */
public final class LogOracle implements AutoCloseable {
    /** Stands in what peers send, so that it is recognised. */
    public static final String CANARY = "zk9Canary7";

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("cn.smspay");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<String> forbidden;
    private final Level before = ours.getLevel();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        private final OneLine layout = new OneLine();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(layout.doLayout(event));
        }
    };

    private LogOracle(List<String> forbidden) {
        this.forbidden = forbidden;
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        ours.setLevel(Level.INFO);
    }

    /** Listens from now on; besides the canary these words must not be there. */
    public static LogOracle listen(String... forbidden) {
        return new LogOracle(List.of(forbidden));
    }

    /** What was logged by now, a line an event. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
        ours.setLevel(before);
        for (var line : lines) {
            var text = line.strip();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new AssertionError("more than one line, or a control character: " + text);
            }
            if (text.contains(CANARY) || forbidden.stream().anyMatch(text::contains)) {
                throw new AssertionError("a peer's words are in the log: " + text);
            }
        }
    }
}

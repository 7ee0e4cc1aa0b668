package cn.smspay.tools.transcript;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Keeps what the engine logs, at every level, while it is open. */
final class ChatLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final Logger engine = (Logger) LoggerFactory.getLogger("cn.smspay");
    private final @Nullable Level before = engine.getLevel();
    private final boolean additive = engine.isAdditive();

    ChatLog() {
        setContext(engine.getLoggerContext());
        start();
        keep(true);
        engine.setAdditive(false);
        engine.addAppender(this);
    }

    @Override
    protected void append(ILoggingEvent event) {
        var thrown = event.getThrowableProxy();
        lines.add(event.getFormattedMessage() + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
    }

    /** Keeps what is logged at every level, or nothing. */
    void keep(boolean all) {
        engine.setLevel(all ? Level.TRACE : Level.OFF);
        forget();
    }

    void forget() {
        lines.clear();
    }

    boolean contains(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    @Override
    public void close() {
        engine.detachAppender(this);
        engine.setLevel(before);
        engine.setAdditive(additive);
        stop();
    }
}

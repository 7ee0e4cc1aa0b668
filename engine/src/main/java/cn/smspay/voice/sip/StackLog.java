package cn.smspay.voice.sip;

import gov.nist.core.StackLogger;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SIP library has to say, without what it quotes: its messages may hold whole requests, and an INFO may hold a
 * password key by key. The library makes its own instance, so this class and its constructor are public.
 */
public final class StackLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("cn.smspay.ivr.sip");
    private static final int LENGTH_MAX = 80;

    public StackLog() {}

    /** The first words of the first line. */
    private static String brief(String message) {
        var line = message.lines().findFirst().orElse("");
        return line.length() > LENGTH_MAX ? line.substring(0, LENGTH_MAX) + "..." : line;
    }

    @Override
    public void logException(Throwable cause) {
        LOG.warn("the SIP library caught an exception", cause);
    }

    @Override
    public void logFatalError(String message) {
        LOG.error("{}", brief(message));
    }

    @Override
    public void logError(String message) {
        LOG.warn("{}", brief(message));
    }

    @Override
    public void logError(String message, Exception cause) {
        LOG.warn("{}", brief(message), cause);
    }

    @Override
    public void logWarning(String message) {
        LOG.debug("{}", brief(message));
    }

    @Override
    public boolean isLoggingEnabled() {
        return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
        return level <= TRACE_ERROR;
    }

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception cause) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
        return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(@Nullable String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
        return LOG.getName();
    }
}

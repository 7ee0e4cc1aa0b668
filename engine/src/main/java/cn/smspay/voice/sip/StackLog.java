package cn.smspay.voice.sip;

import gov.nist.core.StackLogger;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the SIP library has to say, in our words: its own sentences and exceptions quote whole messages, and an INFO may
 * hold a password key by key. Left is what kind of thing went wrong and where in the library; and how often, because one
 * peer can bring it about a thousand times a second. The library makes its own instance, so this class and its
 * constructor are public.
 */
public final class StackLog implements StackLogger {
    private static final Logger LOG = LoggerFactory.getLogger("cn.smspay.ivr.sip");
    /** What was said within this time is not said again, only counted. */
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private static final int PLACES_MAX = 1000;

    private record LastLogged(long nanos, long unsaid) {}

    private final Map<String, LastLogged> said = new HashMap<>();

    public StackLog() {}

    /** What happened and where, without a word of what anybody sent. */
    static String place(Throwable cause) {
        var kind = cause.getClass().getSimpleName();
        for (var frame : cause.getStackTrace()) {
            if (frame.getClassName().startsWith("gov.nist.")
                    || frame.getClassName().startsWith("cn.smspay.")) {
                return kind + " in " + place(frame);
            }
        }
        return kind;
    }

    private static String place(StackTraceElement frame) {
        var name = frame.getClassName();
        return name.substring(name.lastIndexOf('.') + 1) + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }

    /** Where in the library this is being said. */
    private static String speaker() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("gov.nist."))
                        .findFirst()
                        .map(frame -> place(frame.toStackTraceElement()))
                        .orElse("the library"));
    }

    private void say(String what) {
        long unsaid = unsaid(what, System.nanoTime());
        if (unsaid == 0) {
            LOG.info("the SIP library could not go on with a message or connection: {}", what);
        } else if (unsaid > 0) {
            LOG.info("the SIP library could not go on with a message or connection: {}; {} times more", what, unsaid);
        }
    }

    /** How often this was not said since it was said last; below zero if it is not to be said now either. */
    private synchronized long unsaid(String what, long nanos) {
        var before = said.get(what);
        if (before != null && nanos - before.nanos < REPEAT_NANOS) {
            said.put(what, new LastLogged(before.nanos, before.unsaid + 1));
            return -1;
        }
        if (said.size() >= PLACES_MAX) {
            said.clear();
        }
        said.put(what, new LastLogged(nanos, 0));
        return before == null ? 0 : before.unsaid;
    }

    @Override
    public void logException(Throwable cause) {
        say(place(cause));
    }

    @Override
    public void logFatalError(String message) {
        LOG.error("the SIP library gave up in {}", speaker());
    }

    @Override
    public void logError(String message) {
        say(speaker());
    }

    @Override
    public void logError(String message, Exception cause) {
        say(place(cause));
    }

    @Override
    public void logWarning(String message) {}

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

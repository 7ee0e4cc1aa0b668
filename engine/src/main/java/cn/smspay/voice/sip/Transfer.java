package cn.smspay.voice.sip;

import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A caller who has been asked to call an agent instead (RFC 3515): one at a time. Used on the executor of its leg. */
final class Transfer {
    private static final Pattern DONE = Pattern.compile("(?s)SIP/2\\.0 2[0-9]{2}.*");
    private static final Pattern FAILED = Pattern.compile("(?s)SIP/2\\.0 [3-6][0-9]{2}.*");

    private @Nullable Consumer<Boolean> asked;

    void asked(Consumer<Boolean> done) {
        asked = done;
    }

    /** This one failed, and not the next that the caller has been asked for meanwhile. */
    void failed(Consumer<Boolean> which) {
        if (asked == which) {
            ended(false);
        }
    }

    /** @param fragment of a response, of which the status tells how the caller fares */
    void notified(String fragment) {
        if (DONE.matcher(fragment).matches()) {
            ended(true);
        } else if (FAILED.matcher(fragment).matches()) {
            ended(false);
        }
    }

    /** Tells whoever waits, once. */
    void ended(boolean done) {
        if (asked != null) {
            var told = asked;
            asked = null;
            told.accept(done);
        }
    }
}

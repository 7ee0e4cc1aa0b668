package cn.smspay.outside.simulator;

import cn.smspay.base.Secret;

/**
 * How the simulated SMSC is.
 *
 * @param port on 127.0.0.1, 0 to let the system choose
 * @param window unanswered {@code deliver_sm} per connection
 * @param redeliver whether what was unanswered when a connection ended is delivered again on the next
 * @param numbers whether each message carries an id of the SMSC's own in {@link Uplink#SMSC_MESSAGE_ID_TAG}
 */
public record SmscSettings(String systemId, Secret password, int port, int window, boolean redeliver, boolean numbers) {
    /** One that gives its messages no ids. */
    public SmscSettings(String systemId, Secret password, int port, int window, boolean redeliver) {
        this(systemId, password, port, window, redeliver, false);
    }

    /** A system-chosen port, window 500, redelivery as a real SMSC does it. */
    public static SmscSettings of(String systemId, Secret password) {
        return new SmscSettings(systemId, password, 0, 500, true);
    }

    /** The same, but giving each message an id of its own. */
    public SmscSettings numbered() {
        return new SmscSettings(systemId, password, port, window, redeliver, true);
    }
}

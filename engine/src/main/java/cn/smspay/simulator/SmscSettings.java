package cn.smspay.simulator;

import cn.smspay.ids.Secret;

/**
 * How the simulated SMSC is.
 *
 * @param port on 127.0.0.1, 0 to let the system choose
 * @param window unanswered {@code deliver_sm} per connection
 * @param redeliver whether what was unanswered when a connection ended is delivered again on the next
 */
public record SmscSettings(String systemId, Secret password, int port, int window, boolean redeliver) {
    /** A system-chosen port, window 500, redelivery as a real SMSC does it. */
    public static SmscSettings of(String systemId, Secret password) {
        return new SmscSettings(systemId, password, 0, 500, true);
    }
}

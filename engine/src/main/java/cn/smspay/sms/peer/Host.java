package cn.smspay.sms.peer;

/**
 * One place where an SMSC listens.
 *
 * @param name a name or an address
 * @param port of TCP, 1 to 65535
 */
public record Host(String name, int port) {
    private static final int PORT_MAX = 65_535;

    public Host {
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("port must be 1 to " + PORT_MAX + ", not " + port);
        }
    }

    @Override
    public String toString() {
        return name + ':' + port;
    }
}

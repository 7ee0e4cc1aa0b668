package cn.smspay.net.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * A block of addresses.
 *
 * @param bits that count, from the left
 */
public record Network(InetAddress address, int bits) {
    /** Reads 10.0.0.0/8, 192.0.2.7 or ::1; names are refused, nothing is looked up. Empty if it is none of these. */
    public static Optional<Network> read(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int all = address.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new Network(address.get(), all));
        }
        var tail = text.substring(slash + 1);
        return tail.matches("[0-9]{1,3}") && Integer.parseInt(tail) <= all
                ? Optional.of(new Network(address.get(), Integer.parseInt(tail)))
                : Optional.empty();
    }

    /** An address written in digits; a name is never looked up. */
    static Optional<InetAddress> address(String text) {
        if (!text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            // Digits of the right form and the wrong size.
            return Optional.empty();
        }
    }

    public boolean contains(InetAddress other) {
        var a = address.getAddress();
        var b = other.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((a[bit / Byte.SIZE] ^ b[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}

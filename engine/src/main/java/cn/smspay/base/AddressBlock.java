package cn.smspay.base;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * One address of the network, or all that begin with the same bits, like {@code 10.1.0.0/16}.
 *
 * @param bits that count, from the left
 */
public record AddressBlock(InetAddress address, int bits) {
    /** Reads 10.0.0.0/8, 192.0.2.7 or ::1; names are refused, nothing is looked up. Empty if it is none of these. */
    public static Optional<AddressBlock> read(String text) {
        int slash = text.indexOf('/');
        var address = address(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int all = address.get().getAddress().length * Byte.SIZE;
        if (slash < 0) {
            return Optional.of(new AddressBlock(address.get(), all));
        }
        var tail = text.substring(slash + 1);
        return tail.matches("[0-9]{1,3}") && Integer.parseInt(tail) <= all
                ? Optional.of(new AddressBlock(address.get(), Integer.parseInt(tail)))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if it is none; what {@link #read} says otherwise */
    public static AddressBlock of(String text) {
        return read(text).orElseThrow(() -> new IllegalArgumentException("not an address or network: " + text));
    }

    /** An address written in digits; a name is never looked up. */
    public static Optional<InetAddress> address(String text) {
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
        var ours = address.getAddress();
        var theirs = other.getAddress();
        int whole = bits / Byte.SIZE;
        if (theirs.length != ours.length || Arrays.mismatch(ours, 0, whole, theirs, 0, whole) >= 0) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
    }
}

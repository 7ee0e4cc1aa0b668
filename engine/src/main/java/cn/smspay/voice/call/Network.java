package cn.smspay.voice.call;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** One address, or all addresses that begin with the same bits, like {@code 10.1.0.0/16}. Immutable. */
public final class Network {
    private final byte[] first;
    private final int bits;

    private Network(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /** @throws IllegalArgumentException if this is no network; names are none, only numbers */
    public static Network of(String text) {
        int slash = text.indexOf('/');
        var host = slash < 0 ? text : text.substring(0, slash);
        if (!host.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            throw new IllegalArgumentException("not an address or network: " + text);
        }
        try {
            var address = InetAddress.getByName(host).getAddress();
            int bits = slash < 0 ? 8 * address.length : Integer.parseInt(text.substring(slash + 1));
            if (bits < 0 || bits > 8 * address.length) {
                throw new IllegalArgumentException("not a prefix length: " + text);
            }
            return new Network(address, bits);
        } catch (UnknownHostException | NumberFormatException e) {
            throw new IllegalArgumentException("not an address or network: " + text, e);
        }
    }

    public boolean contains(InetAddress address) {
        var other = address.getAddress();
        int whole = bits / 8;
        if (other.length != first.length || Arrays.mismatch(first, 0, whole, other, 0, whole) >= 0) {
            return false;
        }
        int rest = bits % 8;
        return rest == 0 || ((first[whole] ^ other[whole]) & 0xFF) >> (8 - rest) == 0;
    }
}

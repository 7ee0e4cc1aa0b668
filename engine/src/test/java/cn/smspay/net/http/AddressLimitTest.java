package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

/** By hand-turned milliseconds. */
final class AddressLimitTest {
    private final AddressLimit limit = new AddressLimit(60, 3);

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getByName(text);
    }

    @Test
    void givesABurstAndThenOneASecond() throws UnknownHostException {
        var who = address("192.0.2.1");
        for (int i = 0; i < 3; i++) {
            assertEquals(0, limit.ask(who, 1_000));
        }
        assertEquals(1, limit.ask(who, 1_000));
        assertEquals(0, limit.ask(address("192.0.2.2"), 1_000), "another address");

        assertEquals(0, limit.ask(who, 2_000));
        assertEquals(1, limit.ask(who, 2_500));
        assertEquals(0, limit.ask(who, 100_000));
    }

    @Test
    void tellsHowLongToWaitAtASlowRate() throws UnknownHostException {
        var slow = new AddressLimit(2, 1);
        assertEquals(0, slow.ask(address("192.0.2.1"), 0));
        assertEquals(30, slow.ask(address("192.0.2.1"), 0));
    }

    @Test
    void takesANetworkOfIpv6ForOne() throws UnknownHostException {
        for (int i = 1; i <= 3; i++) {
            assertEquals(0, limit.ask(address("2001:db8::" + i), 0));
        }
        assertEquals(1, limit.ask(address("2001:db8::4"), 0));
        assertEquals(0, limit.ask(address("2001:db8:0:1::4"), 0));
    }
}

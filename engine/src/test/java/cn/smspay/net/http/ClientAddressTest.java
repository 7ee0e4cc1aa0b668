package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.AddressBlock;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind our own proxies, and behind nobody. */
final class ClientAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7 | 198.51.100.1 | 203.0.113.7",
                "10.0.0.1 | 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 6.6.6.6, 198.51.100.1 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1, 10.0.0.2 | 198.51.100.1",
                "10.0.0.1 | 198.51.100.1:4711 | 198.51.100.1",
                "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1"
            })
    void isTheLastHopThatIsNotOurs(String peer, String forwarded, String client) throws UnknownHostException {
        var ours = new ClientAddress(List.of(AddressBlock.read("10.0.0.0/8").orElseThrow()));

        assertEquals(
                client, ours.of(InetAddress.getByName(peer), List.of(forwarded)).getHostAddress());
    }
}

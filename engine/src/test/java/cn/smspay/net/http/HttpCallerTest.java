package cn.smspay.net.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.AddressBlock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpCallerTest {
    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "223.5.5.5, true",
        "2400:3200::1, true",
        "127.0.0.1, false",
        "127.8.8.8, false",
        "10.1.1.1, false",
        "172.16.0.1, false",
        "172.31.9.9, false",
        "172.32.0.1, true",
        "192.168.1.1, false",
        "169.254.169.254, false",
        "100.64.0.1, false",
        "0.0.0.0, false",
        "255.255.255.255, false",
        "224.0.0.1, false",
        "::1, false",
        "::, false",
        "fe80::1, false",
        "fd00::1, false",
        "ff02::1, false",
        "64:ff9b::7f00:1, false",
        "2002:7f00:1::, false",
        "::127.0.0.1, false"
    })
    void knowsWhatIsInside(String address, boolean isPublic) {
        assertEquals(isPublic, HttpCaller.isPublic(AddressBlock.address(address).orElseThrow()));
    }
}

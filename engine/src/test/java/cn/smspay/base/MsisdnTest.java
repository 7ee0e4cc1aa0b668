package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MsisdnTest {
    @ParameterizedTest
    @ValueSource(strings = {"13800000001", "+8613800000001", "8613800000001", "008613800000001"})
    void isReadWithAndWithoutItsCountryCode(String written) {
        assertEquals(Optional.of(new Msisdn("13800000001")), Msisdn.read(written));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1380000000",
                "138000000011",
                "12800000001",
                "23800000001",
                "1380000000x",
                "1380000000１",
                "+86",
                "+4413800000001"
            })
    void isNothingElse(String written) {
        assertEquals(Optional.empty(), Msisdn.read(written));
        assertThrows(IllegalArgumentException.class, () -> new Msisdn(written));
    }

    @Test
    void isAnIntegerToo() {
        assertEquals(13_800_000_001L, new Msisdn("13800000001").number());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "123456789012345678901", "10658a88", "+10658888"})
    void aServiceNumberHasThreeToTwentyDigits(String written) {
        assertThrows(IllegalArgumentException.class, () -> new ServiceNumber(written));
        assertEquals("12588", new ServiceNumber("12588").digits());
    }
}

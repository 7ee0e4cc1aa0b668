package cn.smspay.accounts.customers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of R 3.0.6: normal, one-way, two-way, two-way lost, pre-cancelled, cancelled. */
final class ServiceTest {
    @ParameterizedTest
    @CsvSource({
        "OPEN,               y, n, n, n, n, n",
        "LOOK,               y, y, y, n, y, n",
        "TOP_UP_BY_CARD,     y, y, y, n, n, n",
        "TOP_UP_BY_CASH,     y, y, y, y, n, n",
        "UPGRADE,            y, n, n, n, n, n",
        "RESET_LOGIN,        y, n, n, n, n, n",
        "WITHDRAW,           y, n, n, n, n, n",
        "PAY_BILL_BY_SMS,    y, n, n, n, n, n",
        "PAY_BILL_ELSEWHERE, y, y, y, y, n, n",
        "CLOSE,              y, n, n, n, n, n",
        "PURCHASE,           y, y, y, n, y, y"
    })
    void dependsOnThePhone(
            Service service, String normal, String oneWay, String twoWay, String lost, String leaving, String gone) {
        assertEquals(normal, may(service, PhoneStatus.NORMAL, StopReason.NONE));
        assertEquals(oneWay, may(service, PhoneStatus.ONE_WAY, StopReason.DEBT));
        assertEquals(twoWay, may(service, PhoneStatus.TWO_WAY, StopReason.ON_REQUEST));
        assertEquals(lost, may(service, PhoneStatus.TWO_WAY, StopReason.LOST));
        assertEquals(leaving, may(service, PhoneStatus.PRE_CANCELLED, StopReason.NONE));
        assertEquals(gone, may(service, PhoneStatus.CANCELLED, StopReason.NONE));
        assertEquals("n", may(service, PhoneStatus.UNKNOWN, StopReason.NONE));
    }

    private static String may(Service service, PhoneStatus status, StopReason why) {
        return service.isPossibleWith(new PhoneCondition(status, why)) ? "y" : "n";
    }
}

package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServiceDayTest {
    @ParameterizedTest
    @CsvSource({
        "2009-11-01T15:59:59.999Z, 20091101",
        "2009-11-01T16:00:00Z, 20091102",
        "2009-12-31T16:00:00Z, 20100101",
        "2012-02-28T16:00:00Z, 20120229"
    })
    void beginsAtMidnightInShanghai(Instant at, int day) {
        assertEquals(day, ServiceDay.of(at).yyyymmdd());
        assertEquals(day, ServiceDay.number(at));
        assertEquals(ServiceDay.date(day), ServiceDay.date(at));
        assertEquals(Integer.toString(day), ServiceDay.of(at).toString());
    }

    @Test
    void isTheSameDayAsItsNumberAndItsDate() {
        for (var date = LocalDate.of(2009, 12, 30); date.isBefore(LocalDate.of(2010, 3, 3)); date = date.plusDays(1)) {
            assertEquals(date, ServiceDay.of(date).date());
            assertEquals(date, ServiceDay.date(ServiceDay.number(date)));
            assertTrue(ServiceDay.of(date).isBefore(ServiceDay.of(date.plusDays(1))));
            assertTrue(ServiceDay.of(date).compareTo(ServiceDay.NONE) > 0);
            assertFalse(ServiceDay.of(date).isBefore(ServiceDay.of(date)));
        }
    }
}

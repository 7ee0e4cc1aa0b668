package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LoggedCountsTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(LoggedCounts.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.setLevel(Level.WARN);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    @Test
    void saysEachPowerOfTenOfABindAndCountsAll() {
        var counts = new LoggedCounts("odd things");
        for (int i = 0; i < 999; i++) {
            counts.count("north");
        }
        counts.count("south");

        assertEquals(999, counts.of("north"));
        assertEquals(1, counts.of("south"));
        assertEquals(0, counts.of("west"));
        assertEquals(1_000, counts.sum());
        assertEquals(
                List.of(
                        "north: odd things: 1 since the start",
                        "north: odd things: 10 since the start",
                        "north: odd things: 100 since the start",
                        "south: odd things: 1 since the start"),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }
}

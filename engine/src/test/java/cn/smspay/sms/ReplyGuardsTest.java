package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplyGuardsTest extends AccountsFixture {
    private static final Duration DAY = Duration.ofDays(1);

    private long millis;
    private final ReplyGuards guards = new ReplyGuards(3, 4, () -> millis);

    private boolean mayAnswer(String sender, Instant now) {
        return world.in(tx -> guards.mayAnswer(tx, sender, "G01", 2, DAY, now));
    }

    private boolean floods(String sender) {
        return world.in(tx -> guards.floods(tx, sender));
    }

    @Test
    void answersSoOftenInThePeriodAndAgainAfterIt() {
        var noon = Instant.parse("2009-11-02T04:00:00Z");
        assertTrue(mayAnswer("13800000001", noon));
        assertTrue(mayAnswer("13800000001", noon.plusSeconds(1)));
        assertFalse(mayAnswer("13800000001", noon.plusSeconds(2)));
        assertTrue(mayAnswer("13800000002", noon.plusSeconds(2)), "another sender");
        assertFalse(mayAnswer("13800000001", noon.plus(DAY).minusMillis(1)));
        assertTrue(mayAnswer("13800000001", noon.plus(DAY)));
    }

    @Test
    void aClockThatWasSetBackSilencesNobody() {
        var noon = Instant.parse("2009-11-02T04:00:00Z");
        mayAnswer("13800000001", noon);
        mayAnswer("13800000001", noon);
        assertFalse(mayAnswer("13800000001", noon.minusSeconds(30)), "clocks are corrected by that much");

        assertTrue(mayAnswer("13800000001", noon.minusSeconds(61)));
    }

    @Test
    void moreThanThreeInAMinuteAreAFlood() {
        for (int i = 0; i < 3; i++) {
            assertFalse(floods("13800000001"));
        }
        assertTrue(floods("13800000001"));
        millis = 59_999;
        assertTrue(floods("13800000001"));
        millis = 60_000;
        assertFalse(floods("13800000001"));
    }

    @Test
    void rememberedSendersDoNotForgetWhoFloods() {
        for (int i = 0; i < 4; i++) {
            floods("13800000001");
        }
        floods("13800000002");
        floods("13800000003");
        assertTrue(floods("13800000001"), "asked for again, it stays");
    }
}

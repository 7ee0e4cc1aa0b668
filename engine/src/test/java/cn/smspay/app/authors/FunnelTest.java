package cn.smspay.app.authors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.desk.Tally.Figure;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the conversations of one dialogue. */
final class FunnelTest {
    private static final int LI = 100;

    private static Figure figure(String step, String came, String next, long times) {
        return new Figure(20091102, "1a2b3c4d", "tx", step, came, next, times);
    }

    @Test
    void eachStepTellsHowManyCameAndWhereTheyWentAndEveryMessageIsCountedOnce() {
        var funnel = new Funnel(false);
        for (Figure each : List.of(
                figure("", "PROMPTED", "ask_amount", 90),
                figure("", "REFUSED:not_real_name", "", 10),
                figure("ask_amount", "PROMPTED", "ask_pin", 60),
                figure("ask_amount", "REFUSED:not_amount", "ask_amount", 7),
                figure("ask_amount", "REFUSED:give_up", "", 3),
                figure("ask_amount", "CANCELLED", "", 12),
                figure("ask_amount", "REFUSED:late", "", 5),
                figure("ask_pin", "OK", "", 50),
                figure("ask_pin", "REFUSED:pin_wrong", "ask_pin", 4))) {
            funnel.add(each, LI);
        }

        assertEquals(
                List.of(
                        "tx  241 messages, 50 conversations done, 29 messages refused, which cost 2.90 yuan",
                        "  opened: 100  -> ask_amount 90, end (not_real_name) 10",
                        "  ask_amount: asked 90, answered 60 (66 %), refused not_amount 7, gave up 3, cancelled 12,"
                                + " answered too late 5, left or waiting 15  -> ask_pin 60",
                        "  ask_pin: asked 60, answered 50 (83 %), refused pin_wrong 4, left or waiting 10  -> end 50",
                        "  ended: cancelled 12, done 50, give_up 3, late 5, not_real_name 10"),
                funnel.lines("tx"));
    }

    @Test
    void whatRefusedMessagesCostFollowsTheTariffOfTheirDay() {
        var funnel = new Funnel(false);
        funnel.add(figure("ask", "REFUSED:not_pin", "ask", 3), 100);
        funnel.add(figure("ask", "REFUSED:not_pin", "ask", 1), 125);

        assertEquals("tx  4 messages, 0 conversations done, 4 messages refused, which cost 0.425 yuan", funnel.line("tx"));
    }

    @Test
    void theKeysOfACallCostNothing() {
        var funnel = new Funnel(true);
        funnel.add(figure("main", "REFUSED:no_match", "main", 2), 0);

        assertEquals("12588  2 entries, 0 conversations done, 2 entries refused", funnel.line("12588"));
    }
}

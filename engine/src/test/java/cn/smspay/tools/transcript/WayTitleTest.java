package cn.smspay.tools.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A drafted case is called by what happens in it. */
final class WayTitleTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ask_pin | gave up | 提现在ask_pin：次数用尽",
                "ask_pin | refused not_pin | 提现在ask_pin：答复被拒，not_pin",
                "main | key 5 -> locked | 提现在main：按5到locked",
                "withdraw | no_pin | 提现在withdraw：结果是no_pin",
                "'' | opened TX | 提现：发送TX"
            })
    void tellsTheStepAndWhatHappensThere(String step, String on, String title) {
        assertEquals(title, WayTitle.of("提现", step, on));
    }

    @Test
    void endsWithTheBeginningOfWhatIsSaidLast() {
        var title = WayTitle.of("提现", "ask_pin", "cancelled");
        var whole = WayTitle.whole(title, List.of("< 请回复", "< 已取消提现。", "hear …"));

        assertEquals("提现在ask_pin：取消，听到：已取消提现。", whole);
        assertEquals(title, WayTitle.whole(title, List.of()));
        assertTrue(WayTitle.isOf(whole, title));
        assertFalse(WayTitle.isOf(whole, WayTitle.then(title, "withdraw", "frozen")));
    }
}

package cn.smspay.talk.dialogue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.talk.script.PlainText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
    private final Commands commands = new Commands(Talk.SHIPPED.dialogs().values());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "kt, kt",
        "ＫＴ, kt",
        "“KT”, kt",
        "KT。, kt",
        "开户, kt",
        "CX, cx",
        "CXLS, cxls",
        "CXLS 20091101, cxls 20091101",
        "CXLS20091101, cxls 20091101",
        "TX, tx",
        "TX100, tx 100",
        "TX 全部, tx 全部",
        "提现100, tx 100",
        "HF, hf",
        "HF50, hf 50",
        "HF 50, hf 50",
        "HF　５０, hf 50",
        "HF+50, hf 50",
        "HF+空格+50, hf 50",
        "HF空格50, hf 50",
        "hf50元, hf 50元",
        "HF 五十, hf 五十",
        "HF五十, hf 五十",
        "HF -1, hf -1",
        "HF-1, hf -1",
        "HF NaN, hf NAN",
        "HF 13800138000 50, hf 13800138000 50",
        "CZK+181234567890123456, czk 181234567890123456",
        "M, m",
        "КТ, none",
        "K T, none",
        "KTA, none",
        "KT A, none",
        "KT 1, none",
        "KT😀, none",
        "AA, none",
        "A, none",
        "M1, none",
        "TXT, none",
        "HFX, none",
        "HFNAN, none",
        "CX 20091101, none",
        "提现记录, none",
        "'', none",
        "HF50 这是一条很长的短信这是一条很长的短信这是一条很长的短信这是一条很长的短信这是一条很长的短信这是一条很长的短信这是一条很长的短信, none"
    })
    void findsTheLongestWordThatIsWholeOrHasAnArgument(String text, String found) {
        var match = commands.match(PlainText.of(text));

        assertEquals(found, match == null ? "none" : read(match));
    }

    private static String read(Commands.Match match) {
        return match.dialog().name() + (match.argument() == null ? "" : " " + match.argument());
    }
}

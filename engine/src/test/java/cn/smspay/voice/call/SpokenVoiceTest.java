package cn.smspay.voice.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Spoken.Value;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.voice.speech.Playlist.Track;
import cn.smspay.voice.speech.Speech;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the prompts of the service. */
final class SpokenVoiceTest {
    private final SpokenVoice voice =
            new SpokenVoice(Speech.load(Path.of(System.getProperty("smspay.root", ".."), "ivr-scripts", "prompts")));

    @ParameterizedTest
    @CsvSource({
        "现金账户<a>元, MONEY, 1234.05, 现金账户 一千二百三十四元零五分",
        "尾号<a>银行卡。, DIGITS, 6111, 尾号 六幺幺幺 银行卡",
        "今日还可尝试<a>次, COUNT, 2, 今日还可尝试 两次",
        "您的支付密码已锁定，<a>自动解除。, TIME, 2009-11-02 09:05, 您的支付密码已锁定 二零零九年十一月二日九点零五分 自动解除",
        "<a>。, DATE, 2009-10-20, 二零零九年十月二十日",
        "由<a>支付。, TEXT, 充值卡账户, 由 充值卡账户 支付"
    })
    void speaksEveryKindOfValue(String template, ValueKind kind, String text, String spoken) {
        var utterance = new Spoken("zh", template, Map.of("a", new Value(kind, text)));

        assertEquals(
                spoken.replace(" ", ""),
                voice.tracks(List.of(utterance)).stream().map(Track::text).collect(Collectors.joining()));
    }

    @Test
    void soundsAsLongAsItsRecordings() {
        var hello = new Spoken("zh", "您好，欢迎使用手机支付。", Map.of());

        var sound = voice.alaw(hello);

        assertTrue(sound.length > 16_000 && sound.length < 40_000, "bytes " + sound.length);
    }

    @Test
    void staysSilentInALanguageWithoutRecordings() {
        assertEquals(0, voice.alaw(new Spoken("en", "Welcome to mobile payment.", Map.of())).length);
    }
}

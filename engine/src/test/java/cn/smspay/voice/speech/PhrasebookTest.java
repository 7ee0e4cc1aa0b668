package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Spoken.Value;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.voice.speech.Playlist.Track;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PhrasebookTest {
    private static final String FRAGMENTS =
            "现金账户 充值卡账户 次 笔交易 充值 成功 还可输入 支付密码错误 支付密码错误，还可输入 最近 余额 由 支付 剩余 您好，欢迎使用 您好 再见 至";

    private final Phrasebook book = new Phrasebook(prompts(), PromptLanguage.MANDARIN);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "现金账户<a>元，充值卡账户<b>元。 | MONEY 12.00 | MONEY 0.05 | 现金账户 十 二 元, 充值卡账户 五 分.",
                "充值<a>元成功。 | MONEY 10010 | COUNT 0 | 充值 一 万 零 一 十 元 成功.",
                "余额<a>。 | MONEY 2 | COUNT 0 | 余额 两 元.",
                "余额<a>元 | COUNT 2 | COUNT 0 | 余额 两 元.",
                "支付密码错误，还可输入<a>次。 | COUNT 2 | COUNT 0 | 支付密码错误，还可输入 两 次.",
                "剩余<a>。 | COUNT 2 | COUNT 0 | 剩余 二.",
                "剩余<a>笔交易。 | COUNT 12 | COUNT 0 | 剩余 十 二 笔交易.",
                "<a>元至<b>元 | MONEY 1.00 | MONEY 5000.00 | 一 元 至 五 千 元.",
                "<a>，<b> | DATE 2009-11-01 | TIME 2009-11-02 09:05 | 二 零 零 九 年 十 一 月 一 日, 二 零 零 九 年 十 一 月 二 日 九 点 零 五 分.",
                "由<a>支付，余额<b>元。 | TEXT 充值卡账户 | MONEY -1.50 | 由 充值卡账户 支付, 余额 负 一 元 五 角.",
                "由<a>支付 | TEXT 现金账户，充值卡账户 | COUNT 0 | 由 现金账户, 充值卡账户 支付.",
                "最近<a> | DIGITS 6222 0111 | COUNT 0 | 最近 六 二 二 二 零 幺 幺 幺.",
                "您好，欢迎使用。再见！ | COUNT 0 | COUNT 0 | 您好，欢迎使用. 再见.",
                "您好。再见 | COUNT 0 | COUNT 0 | 您好. 再见.",
                "《您好》：  再见 | COUNT 0 | COUNT 0 | 您好, 再见.",
            })
    void findsTheRecordingsOfASentence(String template, String a, String b, String heard) {
        assertEquals(heard, heard(template, Map.of("a", value(a), "b", value(b))));
    }

    @Test
    void leavesOutAndReportsWordsThatNobodyRecorded() {
        var list = book.plan(new Spoken("zh", "您好，老朋友。再见。", Map.of()));

        assertEquals(List.of("老朋友"), list.missing());
        assertEquals(2, list.tracks().size());
    }

    @Test
    void hasNothingMissingInWhatItCanSay() {
        assertEquals(List.of(), book.missing("现金账户<cash>元，充值卡账户<card>元。"));
        assertEquals(List.of(), book.missing(""));
        assertEquals(List.of(), book.missing("<a>。"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "请输入金额，按井号键结束。 | 请输入金额，按井号键结束",
                "请输入金额。按井号键结束。 | 请输入金额/按井号键结束",
                "现金账户<a>元人民币。 | 人民币",
                "转入<bank>尾号<tail>。 | 转入/尾号",
                "您好，张三，再见。 | 张三",
                "Hello. | Hello",
            })
    void namesMissingWordsSentenceBySentence(String template, String missing) {
        assertEquals(List.of(missing.split("/")), book.missing(template));
    }

    @ParameterizedTest
    @CsvSource({
        "MONEY, 12元",
        "MONEY, 1.005",
        "MONEY, ''",
        "COUNT, two",
        "COUNT, 1.5",
        "DATE, 2009-13-01",
        "DATE, 20091101",
        "TIME, 2009-11-01"
    })
    void refusesValuesThatDoNotSuitTheirKindWithoutQuotingThem(ValueKind kind, String text) {
        var sentence = new Spoken("zh", "余额<a>", Map.of("a", new Value(kind, text)));

        var fault = assertThrows(IllegalArgumentException.class, () -> book.plan(sentence));

        assertFalse(!text.isEmpty() && fault.getMessage().contains(text), fault.getMessage());
        assertEquals(null, fault.getCause());
    }

    @Test
    void refusesAPlaceholderWithoutValue() {
        assertThrows(IllegalArgumentException.class, () -> book.plan(new Spoken("zh", "余额<a>", Map.of())));
    }

    @Test
    void isQuietLongerAfterASentenceThanAfterAComma() {
        var list = book.plan(new Spoken("zh", "现金账户，您好。再见", Map.of()));

        assertEquals(
                List.of(60, 200, 200),
                list.tracks().stream().map(Track::silenceMillis).toList());
    }

    @Test
    void doesNotReadPlaceholdersIntoValues() {
        assertEquals("余额.", heard("余额<a>", Map.of("a", new Value(ValueKind.TEXT, "<b>"))));
    }

    private String heard(String template, Map<String, Value> values) {
        return book.plan(new Spoken("zh", template, values)).tracks().stream()
                .map(track -> text(track.recording()) + mark(track.silenceMillis()))
                .collect(Collectors.joining(" "));
    }

    private static String mark(int millis) {
        return millis == 0 ? "" : millis == 60 ? "," : ".";
    }

    private static String text(String recording) {
        return prompts().stream()
                .filter(prompt -> prompt.name().equals(recording))
                .findFirst()
                .orElseThrow()
                .text();
    }

    private static Value value(String text) {
        var parts = text.split(" ", 2);
        return new Value(ValueKind.valueOf(parts[0]), parts[1]);
    }

    private static List<Prompt> prompts() {
        var prompts = new ArrayList<Prompt>();
        for (var unit : Mandarin.units()) {
            prompts.add(new Prompt(unit.recording, unit.text, unit.text, PromptLanguage.MANDARIN, 1));
        }
        for (var text : FRAGMENTS.split(" ")) {
            prompts.add(new Prompt("ivr/f" + prompts.size(), text, text, PromptLanguage.MANDARIN, 1));
        }
        return prompts;
    }
}

package cn.smspay.talk.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.yaml.Faults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@link ReplyLint} says of single texts, alone. */
final class ReplyLintTest {
    private static String told(ReadFiles files) {
        var told = new Faults();
        new ReplyLint(files.scripts, told).check(dialog -> true);
        return ReadFiles.told(told);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "send | dialog: send | dialog: send | ``",
                "send | You have <cash> | You have it | dialogs/send.yaml:25:11: D24 in en: <cash> is missing, which zh says",
                "send | 有<cash>元 | 有元 | dialogs/send.yaml:24:11: D24 in zh: <cash> is missing, which en says",
                "send | You have <cash> | You have <shop> | dialogs/send.yaml:24:11: D24 in zh: <shop> is missing, which en says; instead there is <cash>, which en lacks",
                "send | 密码？ | cash密码？ | dialogs/send.yaml:31:11: D22 in zh: \"cash\" would be sent as it stands; write <cash>",
                "send | 密码？ | Cash密码？ | ``",
                "send | 密码？ | 密码?好 | dialogs/send.yaml:31:11: D20 (warning) in zh: a half-width \"?\" stands in a Chinese text; write the full-width sign",
                "send | 密码？ | 密码. | dialogs/send.yaml:31:11: D20 (warning) in zh: a half-width \".\" stands in a Chinese text; write the full-width sign",
                "send | 密码？ | 3.5密码 | ``",
                "send | 密码？ | 密码😀？ | dialogs/send.yaml:31:11: D20 \"😀\" is not a character of short messages; use another",
                "send | Password? | Your payment password, please… | dialogs/send.yaml:32:11: D20 \"…\" makes the text in en a UCS-2 message of 70 characters instead of 160; use a plain character",
                "send | Password? | Password please… | ``",
                "send | Password? | Your payment pass, pleas…“” | ``",
                "common | zh: 好 | zh: 好<op> | dialogs/_common.yaml:33:9: D09 in zh: unknown placeholder <op>; known are site",
                "notices | 已付<amount>元 | 已付<amont>元 | dialogs/_notices.yaml:4:9: D09 in zh: unknown placeholder <amont>; did you mean \"amount\"?",
                "notices | 已付<amount>元~    en: <amount> sent | 已付<amount>元<site>~    en: <amount> sent <site> | ``",
                "notices | 已付<amount>元 | 已付<amount>元零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六 | ``",
                "notices | 已付<amount>元 | 已付<amount>元零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六七八九零一二三四五六七 | dialogs/_notices.yaml:4:9: D07 reply N1 in zh can take 71 characters, 2 short messages; allowed is 1: shorten it or write \"segments: '2'\""
            })
    void saysWhereAndWhatIsWrong(String file, String good, String bad, String told) {
        assertEquals(told, told(new ReadFiles(SmallFiles.with(file, good, bad))));
    }
}

package cn.smspay.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Fen;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DisplayFormatTest {
    private final DisplayFormat chinese = new DisplayFormat(Lang.ZH);
    private final DisplayFormat english = new DisplayFormat(Lang.EN);

    @ParameterizedTest
    @CsvSource({
        "10000, 人民币壹佰元整",
        "1, 人民币壹分",
        "10, 人民币壹角整",
        "105, 人民币壹元零伍分",
        "150, 人民币壹元伍角整",
        "155, 人民币壹元伍角伍分",
        "128850, 人民币壹仟贰佰捌拾捌元伍角整",
        "1000000, 人民币壹万元整",
        "1000100, 人民币壹万零壹元整",
        "10010000, 人民币壹拾万零壹佰元整",
        "101000000, 人民币壹佰零壹万元整",
        "100000005, 人民币壹佰万元零伍分",
        "0, 人民币零元整"
    })
    void amountsAreWrittenInCapitals(long fen, String capitals) {
        assertEquals(capitals, chinese.capitals(new Fen(fen)));
        assertEquals("", english.capitals(new Fen(fen)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100|100.00",
                "100.5|100.50",
                "１００|100.00",
                "1,288.50|1288.50",
                " 50 元|50.00",
                "0.05|0.05",
                "1,00|",
                "1e3|",
                "1.234|",
                "-5|",
                "0x10|",
                "12,34,567|",
                "一百|",
                "99999999999|"
            })
    void amountsAreReadAsPeopleWriteThemAndNeverGuessed(String typed, String yuan) {
        assertEquals(
                yuan == null ? "" : yuan,
                Form.readAmount(typed).map(Fen::toString).orElse(""));
    }

    @Test
    void moneyHasItsUnitAndItsSign() {
        assertEquals("1,288.50元", chinese.money(new Fen(128850)));
        assertEquals("CNY 1,288.50", english.money(new Fen(128850)));
        assertEquals("−100.00", DisplayFormat.signed(new Fen(-10000)));
        assertEquals("+0.05", DisplayFormat.signed(new Fen(5)));
        assertEquals("−395.80元", chinese.signedMoney(new Fen(-39580)));
    }

    @Test
    void timesAreThoseOfShanghai() {
        var now = Instant.parse("2026-11-30T02:32:05Z");
        assertEquals("今天10:32", chinese.time(now, now));
        assertEquals("11月28日19:05", chinese.time(Instant.parse("2026-11-28T11:05:00Z"), now));
        assertEquals("2025年11月28日19:05", chinese.time(Instant.parse("2025-11-28T11:05:00Z"), now));
        assertEquals("28 Nov 19:05", english.time(Instant.parse("2026-11-28T11:05:00Z"), now));
        assertEquals("2026年11月30日10:32:05", chinese.second(now));
    }

    @Test
    void whatIsPersonalIsMasked() {
        assertEquals("138****0001", DisplayFormat.number("13800000001"));
        assertEquals("****0001", DisplayFormat.lastFour("13800000001"));
        assertEquals("张*", DisplayFormat.name("张三丰"));
        assertEquals("4301**********0017", DisplayFormat.document("430102199001010017"));
        assertEquals("****", DisplayFormat.document("123"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-01", "20261101", "2026-11-1", "2026/11/01", "２０２６１１０１"})
    void daysAreReadInTheFormsThatPeopleType(String typed) {
        var form =
                new Form(PageWords.read(Lang.ZH, java.util.List.of("frame", "site")), "history", Map.of("from", typed));

        assertEquals("2026-11-01", form.day("from", java.time.LocalDate.EPOCH).toString());
        assertEquals(true, form.isGood());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "261101", "1101", "nonsense", "2026-13-01"})
    void daysThatAreNoneAreRefused(String typed) {
        var form =
                new Form(PageWords.read(Lang.ZH, java.util.List.of("frame", "site")), "history", Map.of("from", typed));
        form.day("from", java.time.LocalDate.EPOCH);

        assertEquals(false, form.isGood());
    }
}

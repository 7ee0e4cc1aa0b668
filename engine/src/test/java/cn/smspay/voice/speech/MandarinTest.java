package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Fen;
import cn.smspay.voice.speech.Mandarin.Unit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MandarinTest {
    @ParameterizedTest
    @CsvSource({
        "0, 零",
        "1, 一",
        "2, 二",
        "7, 七",
        "9, 九",
        "10, 十",
        "11, 十一",
        "12, 十二",
        "19, 十九",
        "20, 二十",
        "22, 二十二",
        "90, 九十",
        "99, 九十九",
        "100, 一百",
        "101, 一百零一",
        "102, 一百零二",
        "109, 一百零九",
        "110, 一百一十",
        "111, 一百一十一",
        "112, 一百一十二",
        "120, 一百二十",
        "200, 二百",
        "202, 二百零二",
        "210, 二百一十",
        "222, 二百二十二",
        "999, 九百九十九",
        "1000, 一千",
        "1001, 一千零一",
        "1002, 一千零二",
        "1010, 一千零一十",
        "1011, 一千零一十一",
        "1020, 一千零二十",
        "1100, 一千一百",
        "1101, 一千一百零一",
        "1110, 一千一百一十",
        "1234, 一千二百三十四",
        "2000, 两千",
        "2002, 两千零二",
        "2020, 两千零二十",
        "2200, 两千二百",
        "2222, 两千二百二十二",
        "9999, 九千九百九十九",
        "10000, 一万",
        "10001, 一万零一",
        "10010, 一万零一十",
        "10012, 一万零一十二",
        "10100, 一万零一百",
        "10110, 一万零一百一十",
        "11000, 一万一千",
        "11010, 一万一千零一十",
        "12000, 一万两千",
        "12345, 一万两千三百四十五",
        "20000, 两万",
        "20002, 两万零二",
        "22000, 两万两千",
        "22222, 两万两千二百二十二",
        "100000, 十万",
        "100001, 十万零一",
        "100010, 十万零一十",
        "101000, 十万一千",
        "101010, 十万一千零一十",
        "110000, 十一万",
        "110011, 十一万零一十一",
        "120000, 十二万",
        "200000, 二十万",
        "222222, 二十二万两千二百二十二",
        "1000000, 一百万",
        "1000010, 一百万零一十",
        "1010000, 一百零一万",
        "1020000, 一百零二万",
        "1100000, 一百一十万",
        "1003000, 一百万三千",
        "2000000, 二百万",
        "9999999, 九百九十九万九千九百九十九",
        "10000000, 一千万",
        "10010000, 一千零一万",
        "10100000, 一千零一十万",
        "20000000, 两千万",
        "20020000, 两千零二万",
        "20000002, 两千万零二",
        "99999999, 九千九百九十九万九千九百九十九",
        "100000000, 一亿",
        "100000001, 一亿零一",
        "100001000, 一亿零一千",
        "100010000, 一亿零一万",
        "100100000, 一亿零一十万",
        "100120000, 一亿零一十二万",
        "101000000, 一亿零一百万",
        "110000000, 一亿一千万",
        "110001000, 一亿一千万一千",
        "200000000, 两亿",
        "200020002, 两亿零两万零二",
        "222222222, 两亿两千二百二十二万两千二百二十二",
        "1000000000, 十亿",
        "1200000000, 十二亿",
        "1000000010, 十亿零一十",
        "123456789012, 一千二百三十四亿五千六百七十八万九千零一十二",
        "1000000000000, 一万亿",
        "-5, 负五",
        "-12, 负十二"
    })
    void saysNumbers(long number, String spoken) {
        // 12345 is 一万两千三百四十五 in writing; 两 before 千 wherever it stands is what the service says.
        assertEquals(spoken.replace("万二千", "万两千").replace("一千二百三十四亿", "一千二百三十四亿"), text(Mandarin.number(number)));
    }

    @ParameterizedTest
    @CsvSource({"0, 零", "1, 一", "2, 两", "3, 三", "10, 十", "12, 十二", "20, 二十", "22, 二十二", "102, 一百零二", "2000, 两千"})
    void saysLiangForTwoOfSomething(long number, String spoken) {
        assertEquals(spoken, text(Mandarin.counted(number)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 零元",
        "1, 一分",
        "2, 两分",
        "5, 五分",
        "9, 九分",
        "10, 一角",
        "12, 一角二分",
        "20, 两角",
        "22, 二角二分",
        "25, 二角五分",
        "50, 五角",
        "55, 五角五分",
        "99, 九角九分",
        "100, 一元",
        "101, 一元零一分",
        "102, 一元零二分",
        "105, 一元零五分",
        "110, 一元一角",
        "120, 一元二角",
        "125, 一元二角五分",
        "150, 一元五角",
        "200, 两元",
        "202, 两元零二分",
        "220, 两元二角",
        "222, 两元二角二分",
        "250, 两元五角",
        "1000, 十元",
        "1001, 十元零一分",
        "1050, 十元五角",
        "1200, 十二元",
        "1205, 十二元零五分",
        "2000, 二十元",
        "2200, 二十二元",
        "10000, 一百元",
        "10200, 一百零二元",
        "20000, 二百元",
        "123456, 一千二百三十四元五角六分",
        "200000, 两千元",
        "200002, 两千元零二分",
        "500000, 五千元",
        "1001000, 一万零一十元",
        "1001005, 一万零一十元零五分",
        "2000000, 两万元",
        "10000000000, 一亿元",
        "999999999, 九百九十九万九千九百九十九元九角九分",
        "-1230, 负十二元三角",
        "-5, 负五分"
    })
    void saysMoney(long fen, String spoken) {
        assertEquals(spoken, text(Mandarin.money(new Fen(fen))));
    }

    @ParameterizedTest
    @CsvSource({
        "10086, 幺零零八六",
        "12588, 幺二五八八",
        "6222, 六二二二",
        "0, 零",
        "'', ''",
        "13800000001, 幺三八零零零零零零零幺",
        "20091101-0001, 二零零九幺幺零幺零零零幺",
        "2 2, 二二"
    })
    void saysCodesOneByOne(String code, String spoken) {
        assertEquals(spoken, text(Mandarin.digits(code)));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-11-01, 二零零九年十一月一日", "2009-10-10, 二零零九年十月十日", "2010-01-02, 二零一零年一月二日",
        "2026-12-31, 二零二六年十二月三十一日", "2000-02-20, 二零零零年二月二十日", "2112-06-22, 二一一二年六月二十二日"
    })
    void saysTheYearDigitByDigit(String date, String spoken) {
        assertEquals(spoken, text(Mandarin.date(LocalDate.parse(date))));
    }

    @ParameterizedTest
    @CsvSource({
        "00:00, 零点整",
        "00:01, 零点零一分",
        "02:00, 两点整",
        "02:02, 两点零二分",
        "09:05, 九点零五分",
        "10:10, 十点十分",
        "12:30, 十二点三十分",
        "20:20, 二十点二十分",
        "22:00, 二十二点整",
        "23:59, 二十三点五十九分"
    })
    void saysTheTimeOfDay(String time, String spoken) {
        assertEquals(spoken, text(Mandarin.time(LocalTime.parse(time))));
    }

    @Test
    void saysDateThenTime() {
        assertEquals("二零零九年十一月二日九点整", text(Mandarin.dateAndTime(LocalDateTime.parse("2009-11-02T09:00"))));
    }

    @Test
    void saysNumbersThatReadBackTheSame() {
        var random = new Random(12588);

        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong(1L << random.nextInt(1, 44));
            var spoken = text(Mandarin.number(number));

            assertEquals(number, Reading.of(spoken), spoken);
            assertEquals(false, spoken.contains("零零") || spoken.length() > 1 && spoken.endsWith("零"), spoken);
            assertEquals(false, spoken.startsWith("一十"), spoken);
        }
    }

    @Test
    void neverSaysZeroJiao() {
        for (long fen = 0; fen < 30_000; fen++) {
            var spoken = text(Mandarin.money(new Fen(fen)));

            assertEquals(false, spoken.contains("零角") || spoken.contains("零分"), spoken);
        }
    }

    static String text(List<Unit> units) {
        return units.stream().map(unit -> unit.text).collect(Collectors.joining());
    }

    /** Reads Chinese numerals by another road than the one that writes them. */
    private static final class Reading {
        private static final Map<Character, Long> SMALL = new HashMap<>();

        static {
            "零一二三四五六七八九".chars().forEach(c -> SMALL.put((char) c, (long) SMALL.size()));
            SMALL.put('两', 2L);
        }

        static long of(String text) {
            int yi = text.lastIndexOf('亿');
            if (yi >= 0) {
                return of(text.substring(0, yi)) * 100_000_000 + of(text.substring(yi + 1));
            }
            int wan = text.lastIndexOf('万');
            if (wan >= 0) {
                return of(text.substring(0, wan)) * 10_000 + of(text.substring(wan + 1));
            }
            long sum = 0;
            long digit = 0;
            for (char c : text.toCharArray()) {
                int place = "十百千".indexOf(c);
                if (place < 0) {
                    digit = SMALL.getOrDefault(c, 0L);
                } else {
                    sum += (digit == 0 ? 1 : digit) * (long) Math.pow(10, place + 1);
                    digit = 0;
                }
            }
            return sum + digit;
        }
    }
}

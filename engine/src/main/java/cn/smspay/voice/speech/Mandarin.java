package cn.smspay.voice.speech;

import cn.smspay.base.Fen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How numbers, money, dates and times are said in Mandarin, as the recordings that are played. Pure. */
final class Mandarin {
    private static final long WAN = 10_000;
    private static final long YI = 100_000_000;

    private Mandarin() {}

    /** Every recording that the methods below can ask for, with its text. The list of prompts must have them all. */
    static List<Unit> units() {
        return List.of(Unit.values());
    }

    /** A recording of a number word or a unit of measure. */
    enum Unit {
        ZERO("digits/0", "零"),
        ONE("digits/1", "一"),
        TWO("digits/2", "二"),
        THREE("digits/3", "三"),
        FOUR("digits/4", "四"),
        FIVE("digits/5", "五"),
        SIX("digits/6", "六"),
        SEVEN("digits/7", "七"),
        EIGHT("digits/8", "八"),
        NINE("digits/9", "九"),
        TEN("digits/ten", "十"),
        HUNDRED("digits/hundred", "百"),
        THOUSAND("digits/thousand", "千"),
        TEN_THOUSAND("digits/ten-thousand", "万"),
        HUNDRED_MILLION("digits/hundred-million", "亿"),
        /** 二 before a measure word. */
        PAIR("digits/pair", "两"),
        /** 一 in a string of digits, where 一 is misheard as 七. */
        YAO("digits/yao", "幺"),
        MINUS("digits/minus", "负"),
        YUAN("currency/yuan", "元"),
        JIAO("currency/jiao", "角"),
        FEN("currency/fen", "分"),
        YEAR("time/year", "年"),
        MONTH("time/month", "月"),
        DAY("time/day", "日"),
        OCLOCK("time/oclock", "点"),
        EXACTLY("time/exactly", "整"),
        MINUTE("time/minute", "分");

        private static final Unit[] ALL = values();

        final String recording;
        final String text;

        Unit(String recording, String text) {
            this.recording = recording;
            this.text = text;
        }

        static Unit digit(long digit) {
            return ALL[(int) digit];
        }
    }

    /** A whole number standing alone: 二 for 2. */
    static List<Unit> number(long number) {
        var said = new ArrayList<Unit>();
        number(number, said);
        return said;
    }

    /** A whole number before a measure word: 两 for 2 (两次, 两笔). */
    static List<Unit> counted(long number) {
        return number == 2 ? List.of(Unit.PAIR) : number(number);
    }

    /**
     * An amount: 一元零五分, 五角, 十二元. Never 零角; 零 stands for it between yuan and fen. The only unit of an amount
     * takes 两 (两角), a later one 二 (两元二角).
     */
    static List<Unit> money(Fen amount) {
        var said = new ArrayList<Unit>();
        if (amount.fen() < 0) {
            said.add(Unit.MINUS);
        }
        long fen = Math.absExact(amount.fen());
        long yuan = fen / 100;
        long jiao = fen / 10 % 10;
        long rest = fen % 10;
        if (yuan > 0 || fen == 0) {
            said.addAll(counted(yuan));
            said.add(Unit.YUAN);
        }
        if (jiao > 0) {
            said.add(jiao == 2 && yuan == 0 && rest == 0 ? Unit.PAIR : Unit.digit(jiao));
            said.add(Unit.JIAO);
        } else if (yuan > 0 && rest > 0) {
            said.add(Unit.ZERO);
        }
        if (rest > 0) {
            said.add(rest == 2 && yuan == 0 && jiao == 0 ? Unit.PAIR : Unit.digit(rest));
            said.add(Unit.FEN);
        }
        return said;
    }

    /** One by one, 1 as 幺; what is not a digit (spaces, hyphens) is passed over. */
    static List<Unit> digits(String text) {
        return text.chars()
                .filter(c -> c >= '0' && c <= '9')
                .mapToObj(c -> c == '1' ? Unit.YAO : Unit.digit(c - '0'))
                .toList();
    }

    /** The year digit by digit, month and day as numbers: 二零零九年十一月一日. */
    static List<Unit> date(LocalDate date) {
        var said = new ArrayList<Unit>();
        String.format(Locale.ROOT, "%04d", date.getYear()).chars().forEach(c -> said.add(Unit.digit(c - '0')));
        said.add(Unit.YEAR);
        said.addAll(number(date.getMonthValue()));
        said.add(Unit.MONTH);
        said.addAll(number(date.getDayOfMonth()));
        said.add(Unit.DAY);
        return said;
    }

    /** Of 24 hours: 九点整, 两点零五分, 二十点三十分. */
    static List<Unit> time(LocalTime time) {
        var said = new ArrayList<>(counted(time.getHour()));
        said.add(Unit.OCLOCK);
        if (time.getMinute() == 0) {
            said.add(Unit.EXACTLY);
        } else {
            if (time.getMinute() < 10) {
                said.add(Unit.ZERO);
            }
            said.addAll(number(time.getMinute()));
            said.add(Unit.MINUTE);
        }
        return said;
    }

    static List<Unit> dateAndTime(LocalDateTime at) {
        var said = new ArrayList<>(date(at.toLocalDate()));
        said.addAll(time(at.toLocalTime()));
        return said;
    }

    private static void number(long number, List<Unit> said) {
        if (number < 0) {
            said.add(Unit.MINUS);
        }
        say(Math.absExact(number), true, said);
    }

    /** @param first whether nothing stands before it: then ten is 十, not 一十 */
    private static void say(long number, boolean first, List<Unit> said) {
        if (number >= YI) {
            group(number, YI, Unit.HUNDRED_MILLION, first, said);
        } else if (number >= WAN) {
            group(number, WAN, Unit.TEN_THOUSAND, first, said);
        } else if (number >= 1000) {
            group(number, 1000, Unit.THOUSAND, first, said);
        } else if (number >= 100) {
            said.add(Unit.digit(number / 100));
            said.add(Unit.HUNDRED);
            rest(number % 100, 100, said);
        } else if (number >= 10) {
            if (number >= 20 || !first) {
                said.add(Unit.digit(number / 10));
            }
            said.add(Unit.TEN);
            rest(number % 10, 10, said);
        } else {
            said.add(Unit.digit(number));
        }
    }

    /** So many 千, 万 or 亿, two of them being 两, and what is left. */
    private static void group(long number, long size, Unit unit, boolean first, List<Unit> said) {
        if (number / size == 2) {
            said.add(Unit.PAIR);
        } else {
            say(number / size, first, said);
        }
        said.add(unit);
        rest(number % size, size, said);
    }

    /** What is left after a unit: places left empty between the two are one 零. */
    private static void rest(long number, long unit, List<Unit> said) {
        if (number == 0) {
            return;
        }
        if (number < unit / 10) {
            said.add(Unit.ZERO);
        }
        say(number, false, said);
    }
}

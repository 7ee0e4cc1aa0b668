package cn.smspay.web.page;

import cn.smspay.base.Fen;
import cn.smspay.base.ServiceDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How amounts, times and numbers of people are written on a page of one language. Times are those of Shanghai. */
public final class DisplayFormat {
    public static final ZoneId ZONE = ServiceDay.ZONE;
    private static final String MINUS = "−";
    private static final String DIGITS = "零壹贰叁肆伍陆柒捌玖";
    private static final String[] PLACES = {"", "拾", "佰", "仟"};
    private static final String[] GROUPS = {"", "万", "亿", "万亿"};
    private static final int GROUP = 10_000;

    private final Lang lang;

    public DisplayFormat(Lang lang) {
        this.lang = lang;
    }

    /** 1,288.50, for a place that names the unit itself. */
    public static String amount(Fen amount) {
        long fen = Math.abs(amount.fen());
        return (amount.fen() < 0 ? MINUS : "") + String.format(Locale.ROOT, "%,d.%02d", fen / 100, fen % 100);
    }

    /** +1,800.00 or −100.00, in lists of movements only. */
    public static String signed(Fen amount) {
        return (amount.fen() > 0 ? "+" : "") + amount(amount);
    }

    /** 1,288.50元, or CNY 1,288.50. */
    public String money(Fen amount) {
        return lang == Lang.ZH ? amount(amount) + "元" : "CNY " + amount(amount);
    }

    /** +1,800.00元, or +CNY 1,800.00. */
    public String signedMoney(Fen amount) {
        var sign = amount.fen() > 0 ? "+" : amount.fen() < 0 ? MINUS : "";
        return sign + money(new Fen(Math.abs(amount.fen())));
    }

    /** 人民币壹佰元整: the reader's guard against a shifted point; English pages have none. */
    public String capitals(Fen amount) {
        return lang == Lang.ZH ? "人民币" + inCapitals(amount.fen()) : "";
    }

    static String inCapitals(long fen) {
        long yuan = fen / 100;
        int jiao = (int) (fen / 10 % 10);
        int rest = (int) (fen % 10);
        var text = new StringBuilder(yuan > 0 ? wholes(yuan) + "元" : "");
        if (jiao == 0 && rest == 0) {
            return (text.isEmpty() ? "零元" : text) + "整";
        }
        if (jiao > 0) {
            text.append(DIGITS.charAt(jiao)).append('角');
        } else if (yuan > 0) {
            text.append('零');
        }
        return (rest > 0 ? text.append(DIGITS.charAt(rest)).append('分') : text.append('整')).toString();
    }

    private static String wholes(long yuan) {
        var text = new StringBuilder();
        boolean gap = false;
        for (int group = GROUPS.length - 1; group >= 0; group--) {
            int part = (int) (yuan / (long) Math.pow(GROUP, group) % GROUP);
            if (part == 0) {
                gap = !text.isEmpty();
                continue;
            }
            if (!text.isEmpty() && (gap || part < 1_000)) {
                text.append('零');
            }
            text.append(part(part)).append(GROUPS[group]);
            gap = false;
        }
        return text.toString();
    }

    private static String part(int value) {
        var text = new StringBuilder();
        boolean gap = false;
        for (int place = PLACES.length - 1; place >= 0; place--) {
            int digit = value / (int) Math.pow(10, place) % 10;
            if (digit == 0) {
                gap = !text.isEmpty();
                continue;
            }
            if (gap) {
                text.append('零');
            }
            text.append(DIGITS.charAt(digit)).append(PLACES[place]);
            gap = false;
        }
        return text.toString();
    }

    /** 今天10:32, 11月28日19:05, 2025年11月28日19:05. */
    public String time(Instant at, Instant now) {
        var then = at.atZone(ZONE);
        var today = now.atZone(ZONE).toLocalDate();
        var clock = then.format(pattern("HH:mm"));
        if (then.toLocalDate().equals(today)) {
            return (lang == Lang.ZH ? "今天" : "today ") + clock;
        }
        return day(then.toLocalDate(), today) + (lang == Lang.ZH ? "" : " ") + clock;
    }

    /** 11月28日, with the year when it is another. */
    public String day(LocalDate day, LocalDate today) {
        boolean same = day.getYear() == today.getYear();
        if (lang == Lang.ZH) {
            return day.format(pattern(same ? "M月d日" : "yyyy年M月d日"));
        }
        return day.format(pattern(same ? "d MMM" : "d MMM yyyy"));
    }

    /** 2026年11月30日10:32:05, for a receipt. */
    public String second(Instant at) {
        return at.atZone(ZONE).format(pattern(lang == Lang.ZH ? "yyyy年M月d日HH:mm:ss" : "d MMM yyyy HH:mm:ss"));
    }

    /** 10:47. */
    public static String clock(Instant at) {
        return at.atZone(ZONE).format(pattern("HH:mm"));
    }

    /** 11-30 10:32:05, for the desks. */
    public static String desk(Instant at) {
        return at.atZone(ZONE).format(pattern("MM-dd HH:mm:ss"));
    }

    /** 2026-11-30 10:32:05, for the facts of a desk. */
    public static String deskFull(Instant at) {
        return at.atZone(ZONE).format(pattern("yyyy-MM-dd HH:mm:ss"));
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
    }

    /** 138****0001. */
    public static String number(String msisdn) {
        return msisdn.length() == 11 ? msisdn.substring(0, 3) + "****" + msisdn.substring(7) : "****";
    }

    /** ****0001, as merchants see it. */
    public static String lastFour(String msisdn) {
        return "****" + msisdn.substring(Math.max(0, msisdn.length() - 4));
    }

    /** 张*: the first character and nothing of the length. */
    public static String name(String name) {
        return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "*";
    }

    /** 4301**********0017. */
    public static String document(String number) {
        return number.length() < 12
                ? "****"
                : number.substring(0, 4) + "*".repeat(number.length() - 8) + number.substring(number.length() - 4);
    }
}

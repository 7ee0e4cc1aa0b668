package cn.smspay.voice.speech;

import cn.smspay.base.Fen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** English: twelve yuan five fen, November second two thousand nine, nine thirty. */
final class EnglishNumbers implements SpokenNumbers {
    private static final String[] SMALL = {
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen"
    };
    private static final String[] TENS = {
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"
    };
    private static final String[] DAYS = {
        "",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
        "twenty-first",
        "twenty-second",
        "twenty-third",
        "twenty-fourth",
        "twenty-fifth",
        "twenty-sixth",
        "twenty-seventh",
        "twenty-eighth",
        "twenty-ninth",
        "thirtieth",
        "thirty-first"
    };
    private static final int BILLION = 1_000_000_000;
    private static final int MILLION = 1_000_000;

    private static final Word HUNDRED = digit("hundred");
    private static final Word MINUS = digit("minus");
    private static final Word YUAN = new Word("currency/yuan", "yuan");
    private static final Word FEN = new Word("currency/fen", "fen");
    private static final Word OCLOCK = new Word("time/oclock", "o'clock");
    private static final Word OH = new Word("time/oh", "oh");

    private static Word digit(String text) {
        return new Word("digits/" + text, text);
    }

    private static Word month(Month month) {
        var name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return new Word("time/" + name.toLowerCase(Locale.ROOT), name);
    }

    private static Word day(int day) {
        return new Word("time/" + DAYS[day], DAYS[day]);
    }

    @Override
    public List<Word> words() {
        var all = new ArrayList<Word>();
        for (String word : SMALL) {
            all.add(digit(word));
        }
        for (int i = 2; i < TENS.length; i++) {
            all.add(digit(TENS[i]));
        }
        all.addAll(
                List.of(HUNDRED, digit("thousand"), digit("million"), digit("billion"), MINUS, YUAN, FEN, OCLOCK, OH));
        for (Month month : Month.values()) {
            all.add(month(month));
        }
        for (int i = 1; i < DAYS.length; i++) {
            all.add(day(i));
        }
        return List.copyOf(all);
    }

    @Override
    public Word currency() {
        return YUAN;
    }

    /** Of fen there are 100 to a yuan; nobody says jiao in English. */
    @Override
    public List<Word> money(Fen amount) {
        var said = new ArrayList<Word>();
        if (amount.fen() < 0) {
            said.add(MINUS);
        }
        long fen = Math.absExact(amount.fen());
        if (fen >= 100 || fen == 0) {
            number(fen / 100, said);
            said.add(YUAN);
        }
        if (fen % 100 > 0) {
            number(fen % 100, said);
            said.add(FEN);
        }
        return said;
    }

    @Override
    public List<Word> digits(String text) {
        return text.chars()
                .filter(c -> c >= '0' && c <= '9')
                .mapToObj(c -> digit(SMALL[c - '0']))
                .toList();
    }

    @Override
    public List<Word> count(long number, boolean measured) {
        var said = new ArrayList<Word>();
        if (number < 0) {
            said.add(MINUS);
        }
        number(Math.absExact(number), said);
        return said;
    }

    @Override
    public List<Word> date(LocalDate date) {
        var said = new ArrayList<Word>();
        said.add(month(date.getMonth()));
        said.add(day(date.getDayOfMonth()));
        number(date.getYear(), said);
        return said;
    }

    /** Of 24 hours: nine o'clock, nine oh five, twenty thirty. */
    @Override
    public List<Word> dateAndTime(LocalDateTime at) {
        var said = new ArrayList<>(date(at.toLocalDate()));
        number(at.getHour(), said);
        if (at.getMinute() == 0) {
            said.add(OCLOCK);
        } else {
            if (at.getMinute() < 10) {
                said.add(OH);
            }
            number(at.getMinute(), said);
        }
        return said;
    }

    private static void number(long number, List<Word> said) {
        if (number >= BILLION) {
            group(number, BILLION, "billion", said);
        } else if (number >= MILLION) {
            group(number, MILLION, "million", said);
        } else if (number >= 1000) {
            group(number, 1000, "thousand", said);
        } else if (number >= 100) {
            said.add(digit(SMALL[(int) number / 100]));
            said.add(HUNDRED);
            rest(number % 100, said);
        } else if (number >= SMALL.length) {
            said.add(digit(TENS[(int) number / 10]));
            rest(number % 10, said);
        } else {
            said.add(digit(SMALL[(int) number]));
        }
    }

    private static void group(long number, long size, String unit, List<Word> said) {
        number(number / size, said);
        said.add(digit(unit));
        rest(number % size, said);
    }

    private static void rest(long number, List<Word> said) {
        if (number > 0) {
            number(number, said);
        }
    }
}

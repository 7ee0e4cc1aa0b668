package cn.smspay.voice.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Fen;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnglishNumbersTest {
    private final EnglishNumbers english = new EnglishNumbers();

    private static String said(List<SpokenNumbers.Word> words) {
        return words.stream().map(SpokenNumbers.Word::text).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, zero",
        "9, nine",
        "10, ten",
        "19, nineteen",
        "20, twenty",
        "21, twenty one",
        "100, one hundred",
        "101, one hundred one",
        "999, nine hundred ninety nine",
        "1000, one thousand",
        "12345, twelve thousand three hundred forty five",
        "1000000, one million",
        "2000000001, two billion one",
        "-5, minus five"
    })
    void countsAloud(long number, String words) {
        assertEquals(words, said(english.count(number, false)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, zero yuan",
        "5, five fen",
        "50, fifty fen",
        "100, one yuan",
        "1205, twelve yuan five fen",
        "-150, minus one yuan fifty fen",
        "500000, five thousand yuan"
    })
    void saysMoney(long fen, String words) {
        assertEquals(words, said(english.money(new Fen(fen))));
    }

    @ParameterizedTest
    @CsvSource({
        "2009-11-02T09:05, November second two thousand nine nine oh five",
        "2009-01-31T00:00, January thirty-first two thousand nine zero o'clock",
        "2026-12-20T20:30, December twentieth two thousand twenty six twenty thirty"
    })
    void saysDatesAndTimes(LocalDateTime at, String words) {
        assertEquals(words, said(english.dateAndTime(at)));
    }

    @Test
    void saysDigitsOneByOne() {
        assertEquals("six two two zero", said(english.digits("62-20")));
    }

    @Test
    void everyWordThatIsSaidIsAmongItsWords() {
        var known = new HashSet<>(english.words());
        assertEquals(english.words().size(), known.size());
        for (long number = 0; number < 2_000; number++) {
            assertTrue(known.containsAll(english.money(new Fen(number * 977))), "at " + number);
        }
        for (int day = 0; day < 366; day++) {
            var at = LocalDateTime.of(2008, 1, 1, day % 24, day % 60).plusDays(day);
            assertTrue(known.containsAll(english.dateAndTime(at)), at.toString());
        }
        var names = english.words().stream().map(SpokenNumbers.Word::recording).toList();
        assertEquals(names.size(), new HashSet<>(names).size());
        names.forEach(name -> assertTrue(name.matches("(digits|currency|time)/[a-z0-9-]{1,60}"), name));
    }
}

package cn.smspay.voice.speech;

import cn.smspay.base.Fen;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** How numbers, money, dates and times are said in one language, as the recordings that are played. Pure. */
interface SpokenNumbers {
    /** A recording of a number word or a unit of measure, and what it says. */
    record Word(String recording, String text) {}

    /** Every recording that the methods below can ask for. The list of prompts must have them all. */
    List<Word> words();

    /** The unit that authors write behind the placeholder of an amount, and that {@link #money} says itself. */
    Word currency();

    List<Word> money(Fen amount);

    /** One by one; what is not a digit is passed over. */
    List<Word> digits(String text);

    /** @param measured whether a measure word follows */
    List<Word> count(long number, boolean measured);

    List<Word> date(LocalDate date);

    List<Word> dateAndTime(LocalDateTime at);
}

package cn.smspay.voice.speech;

import cn.smspay.base.Fen;
import cn.smspay.voice.speech.Mandarin.Unit;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** {@link Mandarin} as one of the languages. */
final class MandarinNumbers implements SpokenNumbers {
    private static List<Word> words(List<Unit> units) {
        return units.stream().map(unit -> new Word(unit.recording, unit.text)).toList();
    }

    @Override
    public List<Word> words() {
        return words(Mandarin.units());
    }

    @Override
    public Word currency() {
        return new Word(Unit.YUAN.recording, Unit.YUAN.text);
    }

    @Override
    public List<Word> money(Fen amount) {
        return words(Mandarin.money(amount));
    }

    @Override
    public List<Word> digits(String text) {
        return words(Mandarin.digits(text));
    }

    @Override
    public List<Word> count(long number, boolean measured) {
        return words(measured ? Mandarin.counted(number) : Mandarin.number(number));
    }

    @Override
    public List<Word> date(LocalDate date) {
        return words(Mandarin.date(date));
    }

    @Override
    public List<Word> dateAndTime(LocalDateTime at) {
        return words(Mandarin.dateAndTime(at));
    }
}

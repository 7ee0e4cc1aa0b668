package cn.smspay.voice.speech;

import cn.smspay.base.Fen;
import cn.smspay.talk.dialogue.Spoken;
import cn.smspay.talk.dialogue.Spoken.Value;
import cn.smspay.talk.script.ValueKind;
import cn.smspay.voice.speech.Playlist.Track;
import cn.smspay.voice.speech.SpeechTemplate.SpeechPart;
import cn.smspay.voice.speech.SpeechTemplate.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the recordings of a sentence. Fixed words between placeholders are found by their text: the longest run of
 * clauses that somebody recorded in one breath, then the next. Thread-safe.
 */
final class Phrasebook {
    /** After a comma: shorter than a breath, so that amounts and words run together. */
    static final int BREATH_MILLIS = 60;
    /** After a sentence, so that the next line of a menu is heard as a new one. */
    static final int STOP_MILLIS = 200;

    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    private final Map<String, Prompt> promptByKey = new HashMap<>();
    private final SpokenNumbers numbers;

    Phrasebook(Collection<Prompt> prompts, PromptLanguage language) {
        numbers = language.numbers();
        for (var prompt : prompts) {
            promptByKey.putIfAbsent(SpeechTemplate.key(prompt.text()), prompt);
        }
    }

    /** @throws IllegalArgumentException if a placeholder has no value, or one that does not suit its kind */
    Playlist plan(Spoken sentence) {
        var run = new Run(sentence.values());
        run.add(SpeechTemplate.cut(sentence.template()));
        return run.done();
    }

    /** The recordings of the fixed words of a template. */
    List<String> recordings(String template) {
        var run = new Run(null);
        run.add(SpeechTemplate.cut(template));
        return run.tracks.stream().map(Track::recording).toList();
    }

    /** The fixed words of a template that have no recording. */
    List<String> missing(String template) {
        var run = new Run(null);
        run.add(SpeechTemplate.cut(template));
        return run.missing;
    }

    /** One sentence being put together. */
    private final class Run {
        /** Null while only looking for what is missing. */
        private final @Nullable Map<String, Value> values;

        private final List<Track> tracks = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();
        /** The value just spoken still wants its measure word. */
        private @Nullable ValueKind afterHole;

        Run(@Nullable Map<String, Value> values) {
            this.values = values;
        }

        Playlist done() {
            silence(STOP_MILLIS);
            return new Playlist(List.copyOf(tracks), List.copyOf(missing));
        }

        void add(List<SpeechPart> parts) {
            int at = 0;
            while (at < parts.size()) {
                var part = parts.get(at);
                at = switch (part.type()) {
                    case HOLE -> hole(parts, at);
                    case WORDS -> words(parts, at);
                    case BREATH -> mark(BREATH_MILLIS, at);
                    case STOP -> mark(STOP_MILLIS, at);
                };
            }
        }

        private int mark(int millis, int at) {
            afterHole = null;
            silence(millis);
            return at + 1;
        }

        private void silence(int millis) {
            if (!tracks.isEmpty()) {
                int last = tracks.size() - 1;
                tracks.set(last, tracks.get(last).then(millis));
            }
        }

        private int words(List<SpeechPart> parts, int at) {
            var first = parts.get(at).text();
            var currency = numbers.currency();
            if (afterHole != null && first.startsWith(currency.text())) {
                if (afterHole != ValueKind.MONEY) {
                    say(List.of(currency));
                }
                first = first.substring(currency.text().length());
            }
            afterHole = null;
            return SpeechTemplate.key(first).isEmpty() ? at + 1 : longest(first, parts, at);
        }

        /** Takes the longest run of clauses from here that has a recording, or says that this sentence has none. */
        private int longest(String first, List<SpeechPart> parts, int at) {
            int end = at + 1;
            while (end < parts.size() && parts.get(end).type() != Type.HOLE) {
                end++;
            }
            for (int to = end; to > at; to--) {
                var prompt = promptByKey.get(SpeechTemplate.key(text(first, parts, at, to)));
                if (prompt != null && parts.get(to - 1).type() == Type.WORDS) {
                    tracks.add(new Track(prompt.name(), prompt.text(), 0));
                    return to;
                }
            }
            int stop = at + 1;
            while (stop < end && parts.get(stop).type() != Type.STOP && !startsKnown(parts, stop)) {
                stop++;
            }
            int last = parts.get(stop - 1).type() == Type.WORDS ? stop : stop - 1;
            missing.add(text(first, parts, at, last));
            return last;
        }

        private boolean startsKnown(List<SpeechPart> parts, int at) {
            return promptByKey.containsKey(SpeechTemplate.key(parts.get(at).text()));
        }

        private static String text(String first, List<SpeechPart> parts, int at, int to) {
            var text = new StringBuilder(first);
            for (var part : parts.subList(at + 1, to)) {
                text.append(part.text());
            }
            return text.toString();
        }

        private int hole(List<SpeechPart> parts, int at) {
            var name = parts.get(at).text();
            if (values == null) {
                afterHole = ValueKind.MONEY;
                return at + 1;
            }
            var value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("no value for <" + name + ">");
            }
            boolean measured = at + 1 < parts.size() && parts.get(at + 1).type() == Type.WORDS;
            speak(value, measured);
            afterHole = value.kind();
            return at + 1;
        }

        private void speak(Value value, boolean measured) {
            try {
                switch (value.kind()) {
                    case MONEY -> say(numbers.money(yuan(value.text())));
                    case DIGITS -> say(numbers.digits(value.text()));
                    case COUNT -> say(numbers.count(Long.parseLong(value.text()), measured));
                    case DATE -> say(numbers.date(LocalDate.parse(value.text())));
                    case TIME -> say(numbers.dateAndTime(LocalDateTime.parse(value.text(), MINUTES)));
                    case WORD, TEXT -> add(SpeechTemplate.cut(value.text().replace('<', ' ')));
                }
            } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
                // Without the text, which may be somebody's money, and without its cause, which quotes it.
                throw new IllegalArgumentException("a value of kind " + value.kind() + " does not look like one");
            }
        }

        private void say(List<SpokenNumbers.Word> words) {
            words.forEach(word -> tracks.add(new Track(word.recording(), word.text(), 0)));
        }

        private static Fen yuan(String text) {
            return new Fen(new BigDecimal(text).movePointRight(2).longValueExact());
        }
    }
}

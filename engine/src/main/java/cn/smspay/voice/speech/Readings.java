package cn.smspay.voice.speech;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How the characters of a list of prompts are read there, to propose the pinyin of new texts. A proposal: where a character has
 * several readings it takes the one that is most usual in the list, and a person has to look at it. Immutable.
 */
final class Readings {
    private static final Pattern SYLLABLE = Pattern.compile("[a-z]+[1-5]");

    /** Read as a number, not figure by figure. */
    private static final Pattern FIGURES = Pattern.compile("[0-9]{2}");

    private final Map<Integer, Map<String, Integer>> readings = new HashMap<>();

    Readings(List<Prompt> prompts) {
        for (var prompt : prompts) {
            var characters =
                    SpeechTemplate.key(prompt.text()).codePoints().boxed().toList();
            var syllables = SYLLABLE.matcher(prompt.say())
                    .results()
                    .map(found -> found.group())
                    .toList();
            if (characters.size() == syllables.size()
                    && !FIGURES.matcher(prompt.text()).find()) {
                for (int i = 0; i < syllables.size(); i++) {
                    readings.computeIfAbsent(characters.get(i), first -> new TreeMap<>())
                            .merge(syllables.get(i), 1, Integer::sum);
                }
            }
        }
    }

    /**
     * The pinyin of a text.
     *
     * @param unsure characters that are not known here, which stay as they are, or have several readings
     */
    record ReadingProposal(String say, List<String> unsure) {}

    ReadingProposal propose(String text) {
        var words = new ArrayList<String>();
        var unsure = new ArrayList<String>();
        SpeechTemplate.key(text).codePoints().forEach(character -> {
            var known = readings.getOrDefault(character, Map.of());
            var written = Character.toString(character);
            if (known.size() != 1 && !unsure.contains(written)) {
                unsure.add(written);
            }
            words.add(known.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse(written));
        });
        return new ReadingProposal(String.join(" ", words), List.copyOf(unsure));
    }
}

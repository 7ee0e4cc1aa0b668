package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which languages texts are to be written, and which were; D08. A language that is named and never written, or written and
 * not named, is one line for all of its texts. One set of files shares what was counted; not thread-safe.
 */
final class Languages {
    /** What subscribers get who chose none. */
    static final String FIRST = "zh";

    /** So many texts without a language are named each. */
    private static final int FEW = 3;

    private static final String RULE = "D08";
    private static final Pattern NAME = Pattern.compile("[a-z]{2}");

    private final List<String> wanted;
    private final Tally tally;

    Languages(List<String> wanted) {
        this(wanted, new Tally());
    }

    private Languages(List<String> wanted, Tally tally) {
        this.wanted = wanted;
        this.tally = tally;
    }

    /** The same count for a file that is written in other languages. */
    Languages in(List<String> own) {
        return own.isEmpty() ? this : new Languages(own, tally);
    }

    List<String> wanted() {
        return wanted;
    }

    /** The texts of one mapping, in the languages that are wanted. */
    Map<String, Node> of(Fields fields) {
        var texts = new LinkedHashMap<String, Node>();
        for (String language : wanted) {
            var node = fields.node(language);
            if (fields.isUnreadable()) {
                continue;
            }
            if (node == null && fields.others().stream().anyMatch(key -> Fields.isFor(key, language))) {
                continue;
            }
            if (node == null) {
                tally.missing
                        .computeIfAbsent(language, each -> new ArrayList<>())
                        .add(fields.place());
            } else {
                tally.written.merge(language, 1, Integer::sum);
                if (fields.isText(language)) {
                    texts.put(language, node);
                }
            }
        }
        others(fields, wanted)
                .forEach(language -> tally.unused
                        .computeIfAbsent(fields.file(), file -> new LinkedHashMap<>())
                        .merge(language, 1, Integer::sum));
        return texts;
    }

    /** Takes the keys that are languages which nobody asked for. */
    static List<String> others(Fields fields) {
        return others(fields, List.of());
    }

    /** @param wanted languages of which one may be meant, if it is not there */
    private static List<String> others(Fields fields, List<String> wanted) {
        var others = fields.others().stream()
                .filter(key -> NAME.matcher(key).matches())
                .filter(key -> wanted.stream().noneMatch(each -> !fields.has(each) && Fields.isFor(key, each)))
                .toList();
        others.forEach(fields::node);
        return others;
    }

    /** Of a few texts each one is named; many are one cause: the file has other languages. */
    private static void lacks(String file, List<Place> places, String language, Faults faults) {
        if (faults.any(fault -> fault.file().equals(file) && fault.text().startsWith("unknown key \"language\""))) {
            return;
        }
        var words = "the text in language \"" + language + "\" is missing";
        if (places.size() <= FEW) {
            places.forEach(place -> faults.add(place, RULE, words));
        } else {
            faults.add(
                    places.get(0),
                    RULE,
                    words + ", and " + (places.size() - 1)
                            + " more in this file; write them, or name the languages that it has: languages: [zh]");
        }
    }

    /** Says what was missing, once every file has been read. */
    void report(Place named, Faults faults) {
        if (!wanted.isEmpty() && !wanted.contains(FIRST)) {
            faults.add(named, RULE, "\"languages\" must name " + FIRST + ", which subscribers get who chose no other");
            return;
        }
        tally.missing.forEach((language, places) -> {
            if (tally.written.containsKey(language)) {
                places.stream()
                        .collect(Collectors.groupingBy(Place::file, TreeMap::new, Collectors.toList()))
                        .forEach((file, inFile) -> lacks(file, inFile, language, faults));
            } else {
                faults.add(
                        named,
                        RULE,
                        "no text is written in \"" + language + "\" (" + places.size()
                                + " are missing); write them, or take it out of \"languages\"");
            }
        });
        tally.unused.forEach((file, languages) -> languages.forEach((language, count) -> faults.warn(
                Place.line(file, 1),
                RULE,
                count + (count == 1 ? " text" : " texts") + " in \"" + language
                        + "\" will not be said: \"languages\" does not name it")));
    }

    private static final class Tally {
        final Map<String, Integer> written = new LinkedHashMap<>();
        final Map<String, List<Place>> missing = new LinkedHashMap<>();
        final Map<String, Map<String, Integer>> unused = new LinkedHashMap<>();
    }
}

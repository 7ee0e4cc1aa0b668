package cn.smspay.web.page;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The sentences of the pages in one language, by key, with {@code {name}} where a value belongs. Immutable. */
public final class PageWords {
    private static final String FOLDER = "/web/words/";

    private final Lang lang;
    private final Map<String, String> sentences;

    private PageWords(Lang lang, Map<String, String> sentences) {
        this.lang = lang;
        this.sentences = Map.copyOf(sentences);
    }

    /**
     * Reads files of the program.
     *
     * @param books names of files, without language and ending; a later one adds to the earlier
     */
    public static PageWords read(Lang lang, List<String> books) {
        var sentences = new HashMap<String, String>();
        for (var book : books) {
            var name = FOLDER + book + "." + lang.name().toLowerCase(Locale.ROOT) + ".properties";
            read(name).forEach((key, value) -> {
                if (sentences.put((String) key, (String) value) != null) {
                    throw new IllegalStateException(name + ": " + key + " stands in two files");
                }
            });
        }
        return new PageWords(lang, sentences);
    }

    /** The same of every language. */
    public static Map<Lang, PageWords> inEveryLanguage(List<String> books) {
        var words = new EnumMap<Lang, PageWords>(Lang.class);
        for (var lang : Lang.values()) {
            words.put(lang, read(lang, books));
        }
        return words;
    }

    private static Properties read(String name) {
        var found = new Properties();
        try (var in = PageWords.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program has no " + name);
            }
            found.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    public Lang lang() {
        return lang;
    }

    public Set<String> keys() {
        return sentences.keySet();
    }

    public boolean has(String key) {
        return sentences.containsKey(key);
    }

    /**
     * The sentence with its values.
     *
     * @param pairs name, value, name, value; values are put in as they are, the templates escape
     */
    public String t(String key, Object... pairs) {
        var sentence = sentences.get(key);
        if (sentence == null) {
            throw new IllegalArgumentException("no words for " + key + " in " + lang);
        }
        return pairs.length == 0 ? sentence : filled(sentence, pairs);
    }

    /** Whether there is a value for everything that the sentence leaves open. */
    public boolean fits(String key, Object... pairs) {
        try {
            filled(t(key), pairs);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** One pass, so that braces in a value are text. */
    private static String filled(String sentence, Object[] pairs) {
        var text = new StringBuilder();
        int at = 0;
        for (int open = sentence.indexOf('{'); open >= 0; open = sentence.indexOf('{', at)) {
            int close = sentence.indexOf('}', open);
            if (close < 0) {
                break;
            }
            text.append(sentence, at, open).append(value(sentence.substring(open + 1, close), pairs));
            at = close + 1;
        }
        return text.append(sentence, at, sentence.length()).toString();
    }

    private static Object value(String name, Object[] pairs) {
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            if (name.equals(pairs[i])) {
                return pairs[i + 1];
            }
        }
        throw new IllegalArgumentException("no value for {" + name + "}");
    }
}

package cn.smspay.voice.speech;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A text cut at its placeholders and its punctuation, which is where recordings begin and end. */
final class SpeechTemplate {
    private static final Pattern PART =
            Pattern.compile("<([A-Za-z][A-Za-z0-9_]*)>|([。！？；…]|[!?;.](?=\\s|$))|([，：、]|[,:](?=\\s|$))");
    private static final Pattern NOT_SPOKEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private SpeechTemplate() {}

    /** What a stretch of a template is. */
    enum Type {
        WORDS,
        HOLE,
        /** A comma or colon. */
        BREATH,
        /** The end of a sentence. */
        STOP
    }

    /** @param text the words, the placeholder's name, or the mark */
    record SpeechPart(Type type, String text) {}

    static List<SpeechPart> cut(String template) {
        var parts = new ArrayList<SpeechPart>();
        var matcher = PART.matcher(template);
        int from = 0;
        while (matcher.find()) {
            words(template.substring(from, matcher.start()), parts);
            parts.add(part(matcher.group(), matcher.group(1), matcher.group(2)));
            from = matcher.end();
        }
        words(template.substring(from), parts);
        return List.copyOf(parts);
    }

    /** What is heard of a text: without marks and spaces, half-width, in lower case. Two texts with one key sound alike. */
    static String key(String text) {
        var plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        return NOT_SPOKEN.matcher(plain).replaceAll("").toLowerCase(Locale.ROOT);
    }

    private static SpeechPart part(
            String all,
            @org.jspecify.annotations.Nullable String hole,
            @org.jspecify.annotations.Nullable String stop) {
        if (hole != null) {
            return new SpeechPart(Type.HOLE, hole);
        }
        return new SpeechPart(stop == null ? Type.BREATH : Type.STOP, all);
    }

    private static void words(String text, List<SpeechPart> parts) {
        if (!key(text).isEmpty()) {
            parts.add(new SpeechPart(Type.WORDS, text.strip()));
        }
    }
}

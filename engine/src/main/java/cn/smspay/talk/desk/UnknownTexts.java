package cn.smspay.talk.desk;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Texts that nobody understood, for authors who look for new command words: short ones, masked, and told only when so many
 * different people sent the same that it says nothing of one of them. In memory until then. Thread-safe.
 */
final class UnknownTexts {
    /** Different senders of a text before anybody is told of it. */
    static final int SENDERS = 5;
    /** Longer texts are letters. */
    static final int LENGTH_MAX = 20;
    /** Different texts that are remembered; of more, those of single senders are forgotten. */
    private static final int TEXTS_MAX = 5_000;

    private static final Pattern FOUR_DIGITS = Pattern.compile("[0-9]{4}");
    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern NAME = Pattern.compile("(我是|我叫|我姓|姓名是?|名字是?|叫做)[:： ]?[\\p{IsHan}·]{1,6}");

    /** @param since times since it was last told */
    private record TextSenders(Set<Long> senders, long since) {}

    private final Map<String, TextSenders> texts = new HashMap<>();
    private int day;

    /** @param plain normalised */
    synchronized void add(long sender, String plain) {
        if (plain.isEmpty()
                || plain.length() > LENGTH_MAX
                || FOUR_DIGITS.matcher(plain).find()) {
            return;
        }
        var text = masked(plain);
        var seen = texts.get(text);
        if (seen == null) {
            if (texts.size() >= TEXTS_MAX) {
                texts.values().removeIf(each -> each.senders().size() < 2);
            }
            if (texts.size() >= TEXTS_MAX) {
                return;
            }
            seen = new TextSenders(new HashSet<>(), 0);
        }
        if (seen.senders().size() < SENDERS) {
            seen.senders().add(sender);
        }
        texts.put(text, new TextSenders(seen.senders(), seen.since() + 1));
    }

    static String masked(String plain) {
        return DIGIT.matcher(NAME.matcher(plain).replaceAll("$1**")).replaceAll("#");
    }

    /** Those that may be told, with how often they came since the last time; a new day begins anew. */
    synchronized Map<String, Long> often(int today) {
        var often = new HashMap<String, Long>();
        texts.replaceAll((text, seen) -> {
            if (seen.senders().size() < SENDERS || seen.since() == 0) {
                return seen;
            }
            often.put(text, seen.since());
            return new TextSenders(seen.senders(), 0);
        });
        if (day != today) {
            texts.clear();
            day = today;
        }
        return often;
    }
}

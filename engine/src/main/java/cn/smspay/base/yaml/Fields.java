package cn.smspay.base.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes the keys out of one mapping; {@link #done} reports those that nobody took. */
public final class Fields {
    private static final String RULE = "D19";
    private static final Duration A_DAY = Duration.ofDays(1);

    /** What authors call a key who know it from elsewhere. */
    private static final Map<String, List<String>> OTHER_NAMES = Map.ofEntries(
            Map.entry("goto", List.of("next")),
            Map.entry("go", List.of("next")),
            Map.entry("then", List.of("next")),
            Map.entry("to", List.of("next")),
            Map.entry("jump", List.of("next")),
            Map.entry("stop", List.of("end")),
            Map.entry("exit", List.of("end")),
            Map.entry("text", List.of("say")),
            Map.entry("message", List.of("say")),
            Map.entry("msg", List.of("say")),
            Map.entry("prompt", List.of("say")),
            Map.entry("reply", List.of("say")),
            Map.entry("question", List.of("ask")),
            Map.entry("input", List.of("ask")),
            Map.entry("action", List.of("do")),
            Map.entry("call", List.of("do")),
            Map.entry("run", List.of("do")),
            Map.entry("options", List.of("choose", "menu")),
            Map.entry("choices", List.of("choose", "menu")),
            Map.entry("result", List.of("outcomes")),
            Map.entry("results", List.of("outcomes")),
            Map.entry("if", List.of("when")),
            Map.entry("condition", List.of("when")),
            Map.entry("otherwise", List.of("else")),
            Map.entry("timeout", List.of("expire")),
            Map.entry("retries", List.of("tries")),
            Map.entry("attempts", List.of("tries")),
            Map.entry("name", List.of("dialog", "ivr")),
            Map.entry("key", List.of("answer")),
            Map.entry("answer", List.of("key")),
            Map.entry("on", List.of("outcomes")),
            Map.entry("cases", List.of("outcomes")),
            Map.entry("trigger", List.of("commands")),
            Map.entry("triggers", List.of("commands")),
            Map.entry("words", List.of("commands")),
            Map.entry("begin", List.of("start")),
            Map.entry("digit", List.of("key")),
            Map.entry("flow", List.of("steps")),
            Map.entry("every", List.of("per")),
            Map.entry("period", List.of("per")),
            Map.entry("count", List.of("times")),
            Map.entry("exceeded", List.of("over")),
            Map.entry("reached", List.of("over")),
            Map.entry("retention", List.of("keep")),
            Map.entry("default", List.of("next", "else")),
            Map.entry("holiday", List.of("holidays")),
            Map.entry("keyword", List.of("words")),
            Map.entry("keywords", List.of("words")),
            Map.entry("length", List.of("longest", "digits")),
            Map.entry("minimum", List.of("min")),
            Map.entry("maximum", List.of("max")),
            Map.entry("cn", List.of("zh")),
            Map.entry("ch", List.of("zh")),
            Map.entry("zh-cn", List.of("zh")),
            Map.entry("zh_cn", List.of("zh")),
            Map.entry("chinese", List.of("zh")),
            Map.entry("中文", List.of("zh")),
            Map.entry("english", List.of("en")),
            Map.entry("en-us", List.of("en")),
            Map.entry("en_us", List.of("en")),
            Map.entry("英文", List.of("en")));

    /** A line that was meant to be a key with its value. */
    private static final Pattern NO_MAPPING = Pattern.compile("([a-z_]+) *(：| )\\S.*");

    private final String file;
    private final Faults faults;
    private final Node node;
    private final Set<String> taken = new LinkedHashSet<>();
    private final List<Missing> missing = new ArrayList<>();

    /** What a mapping lacks, if none of its unknown keys was meant to be it. */
    private record Missing(Place place, String rule, String text, Set<String> keys) {}

    public Fields(Node node, String what, Faults faults) {
        this.file = node.file();
        this.faults = faults;
        this.node = node;
        if (!node.isMapping()) {
            var glued = node.isText() ? NO_MAPPING.matcher(node.text()) : null;
            var advice = glued != null && glued.matches()
                    ? glued.group(2).equals("：")
                            ? "; write an ordinary colon and a space behind \"" + glued.group(1) + '"'
                            : "; a colon is missing behind \"" + glued.group(1) + '"'
                    : node.isList() ? "; remove the dash" : "";
            wrong(node.place(), what + " must be a mapping of keys and values" + advice);
        }
    }

    public String file() {
        return file;
    }

    public int line() {
        return node.line();
    }

    public int line(String key) {
        var field = node.fields().get(key);
        return field == null ? node.line() : field.line();
    }

    public Place place() {
        return node.place();
    }

    /** Where a key stands, or the mapping if it is not there. */
    public Place place(String key) {
        var field = node.fields().get(key);
        return field == null ? Place.line(file, node.line()) : field.place();
    }

    /** Where a key of the mapping under {@code key} stands. */
    public Place placeIn(String key, String name) {
        var field = node.fields().get(key);
        var inside = field == null ? null : field.value().fields().get(name);
        return inside == null ? place(key) : inside.place();
    }

    /** Where a value stands that is a text, else its key. */
    public Place valuePlace(String key) {
        var field = node.fields().get(key);
        return field != null && field.value().isText() && !field.value().text().isEmpty()
                ? field.value().place()
                : place(key);
    }

    /** Whether this is no mapping at all, which has been told. */
    public boolean isUnreadable() {
        return !node.isMapping();
    }

    /** Whether a key is not there, but one that was perhaps meant to be it. */
    public boolean misspells(String key) {
        return !has(key) && node.fields().keySet().stream().anyMatch(each -> isFor(each, key));
    }

    /** Whether a word was perhaps meant to be this key: a slip, or what it is called elsewhere. */
    public static boolean isFor(String word, String key) {
        return Faults.isNear(word, key)
                || OTHER_NAMES
                        .getOrDefault(word.toLowerCase(Locale.ROOT), List.of())
                        .contains(key);
    }

    /** Looks at no further key: what is wrong with all of them has been told. */
    public void leave() {
        taken.addAll(node.fields().keySet());
        missing.clear();
    }

    /** Tells that keys are missing, unless one that nobody knows was meant to be one of them; that is told instead. */
    public void missing(Place where, String rule, String text, String... keys) {
        missing.add(new Missing(where, rule, text, Set.of(keys)));
    }

    /** Keys that nobody has taken yet. */
    public List<String> others() {
        return node.fields().keySet().stream()
                .filter(key -> !taken.contains(key))
                .toList();
    }

    /** Whether the value under {@code key} is a text; a fault if it is a mapping or a list. */
    public boolean isText(String key) {
        var value = node(key);
        if (value != null && !value.isText()) {
            wrong(place(key), "\"" + key + "\" must be a text");
        }
        return value != null && value.isText();
    }

    public boolean has(String key) {
        return node.fields().containsKey(key);
    }

    @Nullable
    public Node node(String key) {
        taken.add(key);
        var field = node.fields().get(key);
        return field == null ? null : field.value();
    }

    /** The text under {@code key}, or empty. */
    public String text(String key) {
        return text(key, "");
    }

    public String text(String key, String otherwise) {
        var value = node(key);
        if (value == null) {
            return otherwise;
        }
        if (!value.isText()) {
            wrong(place(key), "\"" + key + "\" must be a text");
            return otherwise;
        }
        return value.text();
    }

    public String need(String key) {
        var text = text(key);
        var value = node(key);
        if (text.isEmpty() && (value == null || value.isText())) {
            missing(place(key), RULE, "\"" + key + "\" is missing", key);
        }
        return text;
    }

    public boolean flag(String key, boolean otherwise) {
        var text = text(key, otherwise ? "true" : "false");
        if (!text.equals("true") && !text.equals("false")) {
            wrong(valuePlace(key), "\"" + key + "\" must be true or false");
        }
        return text.equals("true");
    }

    public int number(String key, int otherwise) {
        var text = text(key, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,6}")) {
            wrong(valuePlace(key), "\"" + key + "\" must be a whole number, not \"" + text + "\"");
            return otherwise;
        }
        return Integer.parseInt(text);
    }

    /** A whole number of a range. */
    public int number(String key, int otherwise, int min, int max) {
        int number = number(key, otherwise);
        if (has(key) && (number < min || number > max)) {
            wrong(valuePlace(key), "\"" + key + "\" must be a number from " + min + " to " + max + ", not " + number);
            return otherwise;
        }
        return number;
    }

    /** A length of time of a range. */
    public Duration time(String key, Duration otherwise, Duration min, Duration max) {
        var time = time(key, otherwise, min.compareTo(A_DAY) < 0 ? "8s, 10m or 24h" : "30d or 90d");
        if (has(key) && (time.compareTo(min) < 0 || time.compareTo(max) > 0)) {
            wrong(
                    valuePlace(key),
                    "\"" + key + "\" must be a time from " + words(min) + " to " + words(max) + ", not " + text(key));
            return otherwise;
        }
        return time;
    }

    private static String words(Duration time) {
        if (time.compareTo(A_DAY) >= 0 && time.toHours() % A_DAY.toHours() == 0 && time.toDays() != 1) {
            return time.toDays() + "d";
        }
        return time.toHours() > 0 ? time.toHours() + "h" : time.toSeconds() + "s";
    }

    /** A length of time like {@code 8s}, {@code 10m}, {@code 24h}. */
    public Duration time(String key, Duration otherwise) {
        return time(key, otherwise, "8s, 10m or 24h");
    }

    private Duration time(String key, Duration otherwise, String like) {
        var text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,4}[smhd]")) {
            wrong(valuePlace(key), "\"" + key + "\" must be a time like " + like + ", not \"" + text + "\"");
            return otherwise;
        }
        long number = Long.parseLong(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A list of texts; one text alone is a list of one. */
    public List<String> texts(String key) {
        var value = node(key);
        if (value == null) {
            return List.of();
        }
        if (value.isText()) {
            return List.of(value.text());
        }
        var texts = new ArrayList<String>();
        if (value.isMapping() || value.items().stream().anyMatch(item -> !item.isText())) {
            wrong(place(key), "\"" + key + "\" must be a list of words, like [one, two]");
            return List.of();
        }
        value.items().forEach(item -> texts.add(item.text()));
        return texts;
    }

    /** The entries of the mapping under {@code key}, in the order of the file. */
    public Map<String, Node> entries(String key) {
        var value = node(key);
        var entries = new LinkedHashMap<String, Node>();
        if (value == null) {
            return entries;
        }
        if (!value.isMapping()) {
            wrong(place(key), "\"" + key + "\" must be a mapping");
        }
        value.fields().forEach((name, field) -> entries.put(name, field.value()));
        return entries;
    }

    /** Tells which keys nobody took, and what is missing. */
    public void done() {
        var unknown = others();
        var free = taken.stream().filter(key -> !has(key)).toList();
        var known = free.isEmpty() ? taken : free;
        var lacking = missing.stream()
                .filter(each -> node.isMapping())
                .filter(each ->
                        unknown.stream().noneMatch(key -> each.keys().stream().anyMatch(one -> isFor(key, one))))
                .toList();
        var strange = unknown.stream()
                .filter(key -> known.stream().noneMatch(each -> isFor(key, each)))
                .toList();
        boolean oneForTheOther = strange.size() == 1
                && lacking.size() == 1
                && lacking.get(0).keys().size() == 1;
        unknown.stream()
                .filter(key -> !oneForTheOther || !strange.contains(key))
                .forEach(key -> unknown(key, known));
        if (oneForTheOther) {
            faults.add(
                    place(strange.get(0)),
                    "D03",
                    "unknown key \"" + strange.get(0) + "\"; is it meant to be \""
                            + lacking.get(0).keys().iterator().next() + "\", which is missing here?");
            return;
        }
        lacking.forEach(each -> faults.add(each.place(), each.rule(), each.text()));
    }

    private void unknown(String key, Collection<String> known) {
        var meant = OTHER_NAMES.getOrDefault(key.toLowerCase(Locale.ROOT), List.of()).stream()
                .filter(known::contains)
                .toList();
        faults.unknown(place(key), "key", key, meant, known);
    }

    private void wrong(Place place, String text) {
        faults.add(place, RULE, text);
    }
}

package cn.smspay.base.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the keys out of one mapping; {@link #done} reports those that nobody took. */
public final class Fields {
    private static final String RULE = "D19";

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
            wrong(node.place(), what + " must be a mapping of keys and values");
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
        return !has(key) && node.fields().keySet().stream().anyMatch(each -> Faults.isNear(each, key));
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
        var time = time(key, otherwise);
        if (has(key) && (time.compareTo(min) < 0 || time.compareTo(max) > 0)) {
            wrong(
                    valuePlace(key),
                    "\"" + key + "\" must be a time from " + min.toSeconds() + "s to " + words(max) + ", not "
                            + text(key));
            return otherwise;
        }
        return time;
    }

    private static String words(Duration time) {
        return time.toHours() > 0 ? time.toHours() + "h" : time.toSeconds() + "s";
    }

    /** A length of time like {@code 8s}, {@code 10m}, {@code 24h}. */
    public Duration time(String key, Duration otherwise) {
        var text = text(key);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("[1-9][0-9]{0,4}[smhd]")) {
            wrong(valuePlace(key), "\"" + key + "\" must be a time like 8s, 10m or 24h, not \"" + text + "\"");
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
        unknown.forEach(key -> faults.unknown(place(key), "key", key, free.isEmpty() ? taken : free));
        missing.stream()
                .filter(each -> node.isMapping())
                .filter(each -> unknown.stream()
                        .noneMatch(key -> each.keys().stream().anyMatch(one -> Faults.isNear(key, one))))
                .forEach(each -> faults.add(each.place(), each.rule(), each.text()));
    }

    private void wrong(Place place, String text) {
        faults.add(place, RULE, text);
    }
}

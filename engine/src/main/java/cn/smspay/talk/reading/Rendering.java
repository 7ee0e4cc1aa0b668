package cn.smspay.talk.reading;

import cn.smspay.base.text.Segmenter;
import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Template;
import cn.smspay.talk.script.ValueKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A text as a subscriber gets it, with values, in every language, and what it costs to send. */
public final class Rendering {
    private static final String ROWS = "rows";

    private final Scripts scripts;
    private final Map<String, String> given;
    private final List<Rendered> texts = new ArrayList<>();

    /**
     * One text in one language.
     *
     * @param lines with its number, characters, alphabet and short messages
     * @param template the same with placeholders, for a voice
     */
    public record Rendered(List<String> lines, String language, String template, Map<String, Value> values) {}

    /** What stands for a placeholder. */
    public record Value(ValueKind kind, String text) {}

    private Rendering(Scripts scripts, Map<String, String> given) {
        this.scripts = scripts;
        this.given = given;
    }

    /** The places of a dialogue where something is said; of {@code common}, what the engine says by itself. */
    public static List<String> places(Scripts scripts, String dialog) {
        return List.copyOf(sayings(scripts, dialog).keySet());
    }

    private static Map<String, List<ReplyContext>> sayings(Scripts scripts, String dialog) {
        var found = scripts.dialogs().get(dialog);
        return found == null ? Sayings.common(scripts) : Sayings.of(scripts, found);
    }

    /**
     * The texts of a place, or with the number of a reply, in every language.
     *
     * @param dialog its name, or {@code common}
     * @param place like {@code ask_pin} or {@code withdraw.ok}, or a number like {@code T02}
     * @param given values by the names of their placeholders
     * @throws IllegalArgumentException if nothing is said there, or a value has no place in what is
     */
    public static List<Rendered> of(Scripts scripts, String dialog, String place, Map<String, String> given) {
        var sayings = sayings(scripts, dialog);
        var said = sayings.containsKey(place) ? sayings.get(place) : numbered(sayings, place);
        if (said == null || said.isEmpty()) {
            throw new IllegalArgumentException("nothing is said at \"" + place + "\" of " + dialog + "; "
                    + Faults.suggestion(place, sayings.keySet()));
        }
        var names = new TreeSet<String>();
        said.forEach(each -> each.reply().texts().values().forEach(template -> names.addAll(template.names())));
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("no text of " + place + " has <" + name + ">; "
                        + (names.isEmpty() ? "they have no values" : Faults.suggestion(name, names)));
            }
        }
        var rendering = new Rendering(scripts, given);
        said.forEach(each -> rendering.add(scripts.dialogs().get(dialog), each));
        return rendering.texts;
    }

    private static List<ReplyContext> numbered(Map<String, List<ReplyContext>> sayings, String id) {
        return sayings.values().stream()
                .flatMap(List::stream)
                .filter(said -> said.reply().id().equals(id))
                .limit(1)
                .toList();
    }

    private void add(@Nullable Dialog dialog, ReplyContext said) {
        said.reply().texts().forEach((language, template) -> {
            var made = new TreeMap<String, String>();
            var values = new LinkedHashMap<String, String>();
            for (String name : new TreeSet<>(template.names())) {
                var value = given.get(name);
                if (value == null) {
                    value = sample(dialog, said, language, name);
                    made.put(name, value);
                }
                values.put(name, value);
            }
            var text = template.fill(values);
            int characters = text.codePointCount(0, text.length());
            int messages = Segmenter.segments(text);
            var head = (said.reply().id().isEmpty() ? "" : said.reply().id() + " ") + language + ": " + text;
            var size = "    " + characters + " characters, "
                    + (said.bySms()
                            ? Segmenter.encoding(text) + ", " + messages + (messages == 1 ? " message" : " messages")
                            : "spoken")
                    + (made.isEmpty() ? "" : "; made up: " + words(made));
            var kinds = new LinkedHashMap<String, Value>();
            values.forEach((name, value) -> kinds.put(name, new Value(kind(dialog, said, name), value)));
            texts.add(new Rendered(List.of(head, size), language, template.text(), kinds));
        });
    }

    private static ValueKind kind(@Nullable Dialog dialog, ReplyContext said, String name) {
        var output = said.sort() == null ? null : said.sort().outputs().get(name);
        if (output != null) {
            return output.kind();
        }
        var kind = dialog == null ? null : dialog.kinds().get(name);
        return kind == null ? ValueKind.TEXT : kind;
    }

    private static String words(Map<String, String> made) {
        var words = new ArrayList<String>();
        made.forEach((name, value) -> words.add(name + "=" + value));
        return String.join(" ", words);
    }

    private String sample(@Nullable Dialog dialog, ReplyContext said, String language, String name) {
        if (name.equals(ROWS)) {
            return rows(dialog, said, language);
        }
        var sort = said.sort();
        var output = sort == null ? null : sort.outputs().get(name);
        if (output != null) {
            return sample(output.kind(), output.width(), language);
        }
        if (dialog != null) {
            switch (name) {
                case "op" -> {
                    return dialog.title().getOrDefault(language, "");
                }
                case "cmd" -> {
                    return dialog.word();
                }
                case "nothing_moved" -> {
                    return dialog.nothingMoved().getOrDefault(language, "");
                }
                default -> {}
            }
            var kind = dialog.kinds().get(name);
            if (kind != null) {
                var slot = dialog.slots().get(name);
                return sample(kind, slot == null ? 10 : slot.width(), language);
            }
        }
        return switch (name) {
            case "left" -> "2";
            case "tries" -> Integer.toString(scripts.common().tries());
            case "min" -> "1.00";
            case "max" -> "5000.00";
            case "site" -> "www.example.com";
            case "service" -> "10658888";
            case "fee" -> "0.1";
            default -> scripts.catalogue().limits().containsKey(name) ? "5000.00" : "…";
        };
    }

    private String sample(ValueKind kind, int width, String language) {
        return switch (kind) {
            case MONEY -> "100.00";
            case DIGITS -> "6222021234567890".substring(0, Math.min(16, width));
            case COUNT -> "3";
            case DATE -> "2009-11-02";
            case TIME -> language.equals(Languages.FIRST) ? "11月2日09:00" : "11-02 09:00";
            case WORD ->
                scripts.common().words().values().stream()
                        .findFirst()
                        .map(word -> word.getOrDefault(language, "…"))
                        .orElse("…");
            case TEXT -> "中".repeat(Math.min(4, Math.max(1, width)));
        };
    }

    /** One line of each sort. */
    private String rows(@Nullable Dialog dialog, ReplyContext said, String language) {
        var rows = new ArrayList<String>();
        ReplyTemplate reply = said.reply();
        reply.rows().forEach((sort, row) -> {
            var template = row.texts().getOrDefault(language, Template.EMPTY);
            var of = said.sort() == null ? null : said.sort().rows().get(sort);
            var values = new HashMap<String, String>();
            template.names()
                    .forEach(each -> values.put(
                            each,
                            sample(
                                    dialog,
                                    new ReplyContext(row, said.bySms(), said.known(), Map.of(), of),
                                    language,
                                    each)));
            rows.add(template.fill(values));
        });
        return String.join(reply.join().getOrDefault(language, ""), rows);
    }
}

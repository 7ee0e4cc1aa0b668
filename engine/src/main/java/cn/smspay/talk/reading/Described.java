package cn.smspay.talk.reading;

import cn.smspay.talk.script.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Gives every key of a schema its description and an example, so that an editor teaches the format: keys of the format from the
 * table that {@code explain} prints, names of the catalogue from the catalogue.
 */
final class Described {
    private static final String PROPERTIES = "properties";
    private static final int NAMED_MAX = 3;

    /** What the parts of a schema are that several keys refer to. */
    private static final Map<String, String> DEFINITIONS = Map.of(
            "slot", "slots", "step", "steps", "reaction", "steps", "ways", "steps", "reply", "replies", "texts", "replies");

    private static final Map<String, String> LANGUAGES = Map.of("zh", "Chinese", "en", "English");

    private final Catalogue catalogue;
    private final List<String> languages;

    Described(Catalogue catalogue, List<String> languages) {
        this.catalogue = catalogue;
        this.languages = languages;
    }

    /** The same schema with words. */
    Map<String, Object> schema(Map<String, Object> schema) {
        return node(schema, "");
    }

    private Map<String, Object> node(Map<?, ?> node, String path) {
        var described = new LinkedHashMap<String, Object>();
        node.forEach((key, value) -> {
            var name = String.valueOf(key);
            switch (name) {
                case PROPERTIES -> described.put(name, properties((Map<?, ?>) value, path));
                case "definitions" -> described.put(name, definitions((Map<?, ?>) value));
                // What tells one case from another is no key to be written.
                case "if" -> described.put(name, value);
                default -> described.put(name, within(value, path));
            }
        });
        return described;
    }

    private Object within(Object value, String path) {
        if (value instanceof Map<?, ?> node) {
            return node(node, path);
        }
        if (value instanceof List<?> list) {
            var all = new ArrayList<Object>();
            list.forEach(each -> all.add(within(each, path)));
            return all;
        }
        return value;
    }

    private Map<String, Object> definitions(Map<?, ?> definitions) {
        var described = new LinkedHashMap<String, Object>();
        definitions.forEach((name, value) -> described.put(
                String.valueOf(name), within(value, DEFINITIONS.getOrDefault(String.valueOf(name), ""))));
        return described;
    }

    private Map<String, Object> properties(Map<?, ?> properties, String path) {
        var described = new LinkedHashMap<String, Object>();
        properties.forEach((key, value) -> {
            var name = String.valueOf(key);
            var words = words(path, name);
            var property = node((Map<?, ?>) value, path.isEmpty() ? name : path + "." + name);
            property.put("description", words.says());
            property.put("examples", List.of(words.example()));
            described.put(name, property);
        });
        return described;
    }

    private FormatKey words(String path, String name) {
        var parent = path.replaceFirst(".*\\.", "");
        if (languages.contains(name)) {
            return parent.equals("segments")
                    ? new FormatKey(name, "The most short messages of the text in this language.", name + ": \"2\"")
                    : new FormatKey(
                            name,
                            "The text in " + LANGUAGES.getOrDefault(name, name) + ".",
                            name + ": " + (name.equals(Languages.FIRST) ? "您好。" : "Hello."));
        }
        return switch (parent) {
            case "outcomes" -> outcome(name);
            case "refusals" -> refusal(path, name);
            case "notices" -> notice(name);
            case "says" ->
                new FormatKey(name, "What the engine says by itself: " + plain(name) + ".", name + ": G01");
            case "with" ->
                new FormatKey(name, "The slot whose value the action gets as " + name + ".", name + ": " + name);
            default -> path.contains("refusals.") ? reason(name) : key(path, name);
        };
    }

    private FormatKey outcome(String name) {
        var actions = catalogue.actions().values().stream()
                .filter(action -> action.outcomes().containsKey(name))
                .map(Catalogue.Action::name)
                .sorted()
                .toList();
        var some = String.join(", ", actions.subList(0, Math.min(NAMED_MAX, actions.size())));
        return new FormatKey(
                name,
                "What follows when " + some + (actions.size() > NAMED_MAX ? " or another action" : "") + " ends so.",
                name + ":\n  say: G04\n  end: "
                        + switch (name) {
                            case "ok" -> "done";
                            case "unknown" -> "pending";
                            default -> "failed";
                        });
    }

    private FormatKey refusal(String path, String name) {
        return path.startsWith("slots")
                ? reason(name)
                : new FormatKey(
                        name, "What is said to wrong answers of type " + name + ", by the reason.", name + ":\n  not_" + name
                                + ": T07");
    }

    private static FormatKey reason(String name) {
        return new FormatKey(name, "What is said to an answer that is refused: " + plain(name) + ".", name + ": T07");
    }

    private FormatKey notice(String name) {
        var sort = catalogue.notices().get(name);
        var outputs = sort == null ? Set.<String>of() : sort.outputs().keySet();
        var known = outputs.stream().map(each -> "<" + each + ">").collect(Collectors.joining(", "));
        return new FormatKey(
                name,
                "What is said outside a conversation: " + plain(name) + (known.isEmpty() ? "." : "; it knows " + known + "."),
                name + ": T10");
    }

    private static String plain(String name) {
        return name.replace('_', ' ');
    }

    /** The key at its place, or else what the format calls so elsewhere. */
    private static FormatKey key(String path, String name) {
        for (var place = path; !place.isEmpty(); place = place.contains(".") ? place.replaceFirst("\\.[^.]*$", "") : "") {
            var full = place + "." + name;
            var found = FormatKey.ALL.stream().filter(each -> each.path().equals(full)).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
        }
        return FormatKey.ALL.stream()
                .filter(each -> each.is(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody explains the key " + path + "." + name));
    }
}

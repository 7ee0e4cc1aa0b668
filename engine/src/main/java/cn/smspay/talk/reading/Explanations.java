package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Rules and keys of the files, in words for their authors. */
public final class Explanations {
    private Explanations() {}

    /** Every rule in a line. */
    public static List<String> rules() {
        return Rule.ALL.stream().map(rule -> rule.id() + "  " + rule.title()).toList();
    }

    /** The lines about a rule like {@code D07} or a key like {@code steps.ask}; none if there is no such name. */
    public static List<String> of(String name) {
        for (Rule rule : Rule.ALL) {
            if (rule.id().equals(name.toUpperCase(Locale.ROOT))) {
                return List.of(
                        rule.id() + "  " + rule.title(),
                        "     " + rule.why(),
                        "bad  " + rule.bad(),
                        "good " + rule.good());
            }
        }
        var lines = new ArrayList<String>();
        keys(name).forEach(key -> {
            lines.add(key.path() + ": " + key.says());
            key.example().lines().forEach(line -> lines.add("    " + line));
        });
        return lines;
    }

    /** What may have been meant by a name that is none. */
    public static String suggestion(String name) {
        if (name.matches("[dD][0-9]+")) {
            return "rules are " + Rule.ALL.get(0).id() + " to "
                    + Rule.ALL.get(Rule.ALL.size() - 1).id() + "; \"smspay explain\" lists them";
        }
        return Faults.suggestion(
                name,
                FormatKey.ALL.stream()
                        .flatMap(key -> Stream.of(key.path(), key.path().replaceFirst(".*\\.", "")))
                        .distinct()
                        .toList());
    }

    /** A whole path means one key, and a bare name each key of that name. */
    private static List<FormatKey> keys(String name) {
        return FormatKey.ALL.stream().filter(key -> key.is(name)).toList();
    }
}

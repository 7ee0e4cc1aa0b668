package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Conditions;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the guards under {@code when}: questions to the accounts by their names, and questions about the moment.
 *
 * @param known questions to the accounts
 * @param calendar days that are holidays; null where nothing depends on them
 * @param languages that subscribers are spoken to in; none if that is not known yet
 */
record GuardReader(Set<String> known, Moment.@Nullable Calendar calendar, List<String> languages, Faults faults) {
    private static final String WHEN = "when";
    /** More conditions than anybody can keep in mind. */
    private static final int MOST = 8;

    private static final Pattern OPPOSITE = Pattern.compile("(?i)(?:!|un|not? |non?[_-]|is_not_|is not )\\s*(.+)");
    private static final String A_LIST =
            "all guards of a list must hold: write a list like [registered, not real_name]";
    private static final Pattern TOGETHER = Pattern.compile(" (and|or|not) |&|\\|");
    private static final Pattern WEEKDAY = Pattern.compile("(?i)mon|tue|wed|thu|fri|sat|sun");
    private static final Pattern SEVERAL = Pattern.compile(" and | or |&|\\||,|，|、");

    /** None if there are none. */
    List<Guard> read(Fields fields) {
        var node = fields.node(WHEN);
        if (node == null) {
            return List.of();
        }
        if (node.isMapping()) {
            faults.add(fields.place(WHEN), "D19", "\"when\" must be a guard or a list of guards");
            return List.of();
        }
        var items = node.isText() ? List.of(node) : node.items();
        if (items.isEmpty() || items.size() > MOST) {
            faults.add(fields.place(WHEN), "D19", "\"when\" takes from 1 to " + MOST + " guards");
            return List.of();
        }
        var guards = new ArrayList<Guard>();
        for (Node each : items) {
            var guard = guard(each);
            if (guard != null) {
                guards.add(guard);
                moment(each, guard);
            }
        }
        together(guards, fields.valuePlace(WHEN));
        return guards;
    }

    private void together(List<Guard> guards, Place place) {
        for (int i = 0; i < guards.size(); i++) {
            for (Guard other : guards.subList(i + 1, guards.size())) {
                if (guards.get(i).equals(other)) {
                    faults.add(place, "D02", "\"" + other + "\" stands here twice; remove one");
                } else if (!Conditions.together(List.of(guards.get(i)), List.of(other))) {
                    faults.add(place, "D02", "\"" + guards.get(i) + "\" and \"" + other + "\" never hold together");
                }
            }
        }
    }

    /** A question about the moment that is always answered alike. */
    private void moment(Node node, Guard guard) {
        var moment = guard.moment();
        if (moment == null) {
            return;
        }
        if (moment.kind() == Moment.Kind.HOLIDAY
                && calendar != null
                && calendar.holidays().isEmpty()
                && !faults.any(fault -> fault.text().contains("\"holiday"))) {
            faults.add(
                    node.place(), "D03", "no day is a holiday: list them under \"holidays\" in dialogs/_common.yaml");
        }
        if (moment.kind() == Moment.Kind.LANGUAGE && !languages.isEmpty() && !languages.contains(moment.language())) {
            faults.add(
                    node.place(),
                    "D08",
                    "nobody is spoken to in \"" + moment.language() + "\"; the languages are " + languages);
        }
    }

    private @Nullable Guard guard(Node node) {
        if (faults.any(fault -> fault.place().equals(node.place()))) {
            return null;
        }
        if (!node.isText() || node.text().isBlank()) {
            faults.add(node.place(), "D19", node.isText() ? "\"when\" names no guard" : "a guard must be a text");
            return null;
        }
        try {
            var guard = Guard.of(node.text());
            if (guard.moment() == null && !known.contains(guard.name())) {
                faults.add(node.place(), "D03", "unknown guard \"" + guard.name() + "\"; " + advice(guard.name()));
                return null;
            }
            return guard;
        } catch (IllegalArgumentException e) {
            boolean several = TOGETHER.matcher(node.text()).find();
            faults.add(
                    node.place(),
                    "D03",
                    several ? "\"" + node.text() + "\" is no guard; " + A_LIST : String.valueOf(e.getMessage()));
            return null;
        }
    }

    private String advice(String name) {
        var all = new HashSet<>(known);
        all.addAll(Moment.WORDS);
        if (SEVERAL.matcher(name).find()) {
            return A_LIST;
        }
        if (WEEKDAY.matcher(name).matches()) {
            return "several weekdays in a list stand in quotes: \"weekday mon,fri\"";
        }
        if (name.startsWith("not ")) {
            return "one \"not\" is enough";
        }
        var opposite = OPPOSITE.matcher(name);
        if (opposite.matches() && all.contains(opposite.group(1))) {
            return "did you mean \"not " + opposite.group(1) + "\"?";
        }
        int blank = name.indexOf(' ');
        return Faults.suggestion(blank < 0 ? name : name.substring(0, blank), all);
    }
}

package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Moment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the guards under {@code when}: questions to the accounts by their names, and questions about the moment. */
record GuardReader(Set<String> known, Faults faults) {
    private static final String WHEN = "when";
    /** More conditions than anybody can keep in mind. */
    private static final int MOST = 8;

    /** None if there are none. */
    List<Guard> read(Fields fields) {
        var node = fields.node(WHEN);
        if (node == null) {
            return List.of();
        }
        if (node.isMapping()) {
            faults.add(node.place(), "D19", "\"when\" must be a guard or a list of guards");
            return List.of();
        }
        var items = node.isText() ? List.of(node) : node.items();
        if (items.isEmpty() || items.size() > MOST) {
            faults.add(node.place(), "D19", "\"when\" takes from 1 to " + MOST + " guards");
            return List.of();
        }
        var guards = new ArrayList<Guard>();
        for (Node each : items) {
            var guard = guard(each);
            if (guard != null) {
                guards.add(guard);
            }
        }
        return guards;
    }

    private @Nullable Guard guard(Node node) {
        if (!node.isText()) {
            faults.add(node.place(), "D19", "a guard must be a text");
            return null;
        }
        try {
            var guard = Guard.of(node.text());
            if (guard.moment() == null && !known.contains(guard.name())) {
                var all = new HashSet<>(known);
                all.addAll(Moment.WORDS);
                faults.unknown(node.file(), node.line(), "guard", guard.name(), all);
            }
            return guard;
        } catch (IllegalArgumentException e) {
            faults.add(node.place(), "D03", String.valueOf(e.getMessage()));
            return null;
        }
    }
}

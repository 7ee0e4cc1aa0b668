package cn.smspay.talk.script;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which steps of a dialogue can be reached, and which values are surely known there. */
public final class Flow {
    private final Scripts scripts;
    private final Dialog dialog;
    private final List<Edge> edges;
    private final Map<String, Set<String>> known = new HashMap<>();

    public Flow(Scripts scripts, Dialog dialog) {
        this.scripts = scripts;
        this.dialog = dialog;
        this.edges = Edge.of(dialog);
        var open = new ArrayDeque<String>(entries());
        entries().forEach(entry -> known.put(entry, Set.of()));
        while (!open.isEmpty()) {
            var at = open.remove();
            for (Edge edge : edges) {
                if (edge.from().equals(at) && meet(edge.to(), after(edge))) {
                    open.add(edge.to());
                }
            }
        }
    }

    public boolean reaches(String step) {
        return known.containsKey(step);
    }

    /** Values that are known whenever this step is reached. */
    public Set<String> known(String step) {
        return known.getOrDefault(step, Set.of());
    }

    public List<Edge> edges() {
        return edges;
    }

    /** What the catalogue says of an action's outcome. */
    Catalogue.@Nullable ActionOutcome outcome(Step.Do act, String name) {
        var action = scripts.catalogue().actions().get(act.action());
        return action == null ? null : action.outcomes().get(name);
    }

    private Set<String> entries() {
        var entries = new LinkedHashSet<String>();
        entries.add(dialog.start());
        if (!dialog.aside().isEmpty()) {
            entries.add(dialog.aside());
        }
        if (dialog.voice() != null) {
            entries.add(dialog.voice().withheld());
        }
        for (Dialog other : scripts.dialogs().values()) {
            for (Step step : other.steps().values()) {
                if (step instanceof Step.StartSms start
                        && start.dialog().equals(dialog.name())
                        && !start.at().isEmpty()) {
                    entries.add(start.at());
                }
            }
        }
        return entries;
    }

    private boolean meet(String step, Set<String> values) {
        var before = known.get(step);
        if (before == null) {
            known.put(step, values);
            return true;
        }
        var both = new HashSet<>(before);
        both.retainAll(values);
        known.put(step, both);
        return both.size() < before.size();
    }

    private Set<String> after(Edge edge) {
        var values = new HashSet<>(known(edge.from()));
        var step = dialog.step(edge.from());
        if (step instanceof Step.Ask ask) {
            if (!ask.say().isEmpty()) {
                forgetSecrets(values);
            }
            if (edge.on().equals("answer") || edge.on().startsWith(Edge.CHOICE)) {
                values.add(ask.slot().name());
                if (dialog.voice() != null && ask.slot().readsBack()) {
                    values.add(ask.slot().tailName());
                }
            }
        } else if (step instanceof Step.Do act) {
            forgetSecrets(values);
            var outcome = outcome(act, edge.on());
            if (outcome != null) {
                outcome.outputs().values().stream()
                        .filter(output -> !output.secret())
                        .forEach(output -> values.add(output.name()));
            }
        }
        return values;
    }

    /** A conversation by short message holds no secret while it waits or acts; a call does, in memory. */
    private void forgetSecrets(Set<String> values) {
        if (dialog.voice() == null) {
            dialog.slots().values().stream().filter(Slot::secret).forEach(slot -> values.remove(slot.name()));
        }
    }
}

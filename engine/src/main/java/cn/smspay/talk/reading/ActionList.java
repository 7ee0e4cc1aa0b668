package cn.smspay.talk.reading;

import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.ValueKind;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What dialogues can have done, in words for their authors. */
public final class ActionList {
    private final Catalogue catalogue;

    public ActionList(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** What an action may be called. */
    public Set<String> names() {
        return catalogue.actions().keySet();
    }

    /** The actions of these names, for people. */
    public List<String> lines(Set<String> names) {
        return actions(names).flatMap(action -> lines(action).stream()).toList();
    }

    /** What else a file may name: conditions and limits. */
    public List<String> names(int atMost) {
        var lines = new ArrayList<String>();
        wrapped("conditions, for \"when\" and \"require\", each also with \"not\" before it:", catalogue.guards(), atMost, lines);
        lines.add("  time 06:00-12:00, weekday mon-fri, date 2009-11-01..2009-11-30, holiday, workday, language en");
        wrapped("limits, for \"min\" and \"max\":", catalogue.limits().keySet().stream().map(each -> "limits." + each).toList(), atMost, lines);
        return lines;
    }

    private static void wrapped(String head, Collection<String> names, int atMost, List<String> lines) {
        lines.add(head);
        var line = new StringBuilder();
        for (String name : names) {
            if (line.length() + name.length() > atMost) {
                lines.add("  " + line);
                line.setLength(0);
            }
            line.append(name).append(", ");
        }
        lines.add("  " + line.toString().replaceFirst(", $", ""));
    }

    /** The same as a JSON array; widths in characters. */
    public String json(Set<String> names) {
        var array = JsonNodeFactory.instance.arrayNode();
        actions(names).forEach(action -> array.add(json(action)));
        return array.toString();
    }

    private Stream<Catalogue.Action> actions(Set<String> names) {
        return catalogue.actions().values().stream().filter(action -> names.contains(action.name()));
    }

    /** An action with what it needs, how it can end, and the widest that each value is. */
    private static List<String> lines(Catalogue.Action action) {
        var lines = new ArrayList<String>();
        lines.add(action.name() + (action.money() ? " (moves money)" : ""));
        if (!action.inputs().isEmpty()) {
            lines.add(
                    "  needs " + action.inputs().stream().map(ActionList::input).collect(Collectors.joining(", ")));
        }
        action.outcomes().values().forEach(outcome -> outcome("  ", outcome, lines));
        return lines;
    }

    private static ObjectNode json(Catalogue.Action action) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("name", action.name()).put("money", action.money());
        var inputs = json.putArray("inputs");
        action.inputs()
                .forEach(input -> inputs.addObject()
                        .put("name", input.name())
                        .put("optional", input.optional())
                        .put("secret", input.secret()));
        outcomes(json.putObject("outcomes"), action.outcomes());
        return json;
    }

    private static String input(Catalogue.Input input) {
        if (!input.optional() && !input.secret()) {
            return input.name();
        }
        var remarks = new ArrayList<String>();
        if (input.secret()) {
            remarks.add("secret");
        }
        if (input.optional()) {
            remarks.add("may be empty");
        }
        return input.name() + " (" + String.join(", ", remarks) + ")";
    }

    private static void outcome(String indent, Catalogue.ActionOutcome outcome, List<String> lines) {
        var outputs =
                outcome.outputs().values().stream().map(ActionList::output).collect(Collectors.joining(", "));
        lines.add(indent + outcome.name() + (outputs.isEmpty() ? "" : ": " + outputs));
        outcome.rows().values().forEach(row -> outcome(indent + "  line ", row, lines));
    }

    private static String output(Catalogue.Output output) {
        return "<" + output.name() + "> " + lower(output.kind()) + " of " + output.width()
                + (output.secret() ? ", secret" : "");
    }

    private static void outcomes(ObjectNode json, Map<String, Catalogue.ActionOutcome> outcomes) {
        outcomes.values().forEach(outcome -> {
            var node = json.putObject(outcome.name());
            var outputs = node.putObject("outputs");
            outcome.outputs()
                    .values()
                    .forEach(output -> outputs.putObject(output.name())
                            .put("kind", lower(output.kind()))
                            .put("width", output.width())
                            .put("secret", output.secret()));
            if (!outcome.rows().isEmpty()) {
                outcomes(node.putObject("rows"), outcome.rows());
            }
        });
    }

    private static String lower(ValueKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}

package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The names that one file declares, and those that it uses of them: D03. Every fault stands where the name does. */
final class NameUses {
    /** Of a step: also in Chinese; a point or a blank would cut it in transcripts and reports. */
    private static final Pattern STEP = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_-]*");
    /** Of a slot, because it is also a placeholder; and of a dialogue. */
    private static final Pattern SMALL = Pattern.compile("[a-z][a-z0-9_]*");

    /** Of a voice menu. */
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3,20}");

    private final Fields file;
    private final Faults faults;
    private final Set<String> steps;
    private final Set<String> slots;

    NameUses(Fields file, Faults faults) {
        this.file = file;
        this.faults = faults;
        this.steps = isMapping("steps") ? file.entries("steps").keySet() : Set.of();
        this.slots = isMapping("slots") ? file.entries("slots").keySet() : Set.of();
    }

    private boolean isMapping(String key) {
        var node = file.node(key);
        return node != null && node.isMapping();
    }

    Declared declared() {
        return new Declared(steps, slots);
    }

    /** Whether what is declared can be used as a name. */
    void check(boolean voice) {
        var name = file.text(voice ? "ivr" : "dialog");
        if (!voice && !name.isEmpty() && !SMALL.matcher(name).matches()) {
            faults.add(
                    file.valuePlace("dialog"),
                    "D03",
                    "a dialogue has a name in small Latin letters, like kt, not \"" + name + "\"");
        }
        if (voice && !name.isEmpty() && !NUMBER.matcher(name).matches()) {
            faults.add(
                    file.valuePlace("ivr"),
                    "D03",
                    "a voice menu has the number that is dialled as its name, like \"12588\", not \"" + name + "\"");
        }
        if (isMapping("slots")) {
            declared("slots", SMALL, "a slot has a name in small Latin letters, which is its placeholder, like amount");
        }
        if (isMapping("steps")) {
            declared("steps", STEP, "a step has a name of letters, digits, - and _, like ask_amount");
        }
    }

    private void declared(String key, Pattern pattern, String words) {
        file.entries(key).forEach((name, node) -> {
            if (!pattern.matcher(name).matches()) {
                faults.add(node.place(), "D03", words + ", not \"" + name + "\"");
            }
        });
    }

    /** The step that is named under a key; empty if the key is not there. */
    String step(Fields fields, String key) {
        var name = fields.text(key);
        var node = fields.node(key);
        if (node != null && node.isText() && name.isBlank()) {
            faults.add(fields.place(key), "D02", "\"" + key + "\" names no step");
        } else if (!name.isEmpty() && !steps.contains(name) && !steps.isEmpty()) {
            if (isToldElsewhere(name)) {
                return name;
            }
            if (fields.file().equals(file.file())) {
                faults.unknown(fields.valuePlace(key), "step", name, steps);
            } else {
                faults.add(
                        fields.valuePlace(key),
                        "D03",
                        "step \"" + name
                                + "\" is not in every dialogue in which this is used; write the outcome there");
            }
        }
        return name;
    }

    /** Whether a step is declared in a way that is a fault itself: under a name that cannot be used, or beside the others. */
    private boolean isToldElsewhere(String name) {
        return file.others().contains(name)
                || steps.stream().anyMatch(each -> !STEP.matcher(each).matches() && Faults.isNear(each, name));
    }

    /** The step that follows an answer or a key; only a step itself waits, or ends. */
    String next(Fields fields) {
        for (String other : List.of("wait", "retry", "end")) {
            if (fields.has(other)) {
                faults.add(
                        fields.place(other),
                        "D02",
                        "after an answer follows a step: write \"next\", and \"" + other
                                + "\" in the step that it names");
                fields.node(other);
                return fields.text("next");
            }
        }
        if (!fields.has("next")) {
            fields.need("next");
            return "";
        }
        return step(fields, "next");
    }

    /** Tells of a slot that is not declared, unless the declaration itself is what is wrong. */
    void slot(Fields fields, String key, String name) {
        boolean sound = slots.stream().allMatch(each -> SMALL.matcher(each).matches());
        if (!name.isEmpty() && !slots.contains(name) && sound && !file.misspells("slots")) {
            faults.unknown(fields.valuePlace(key), "slot", name, slots);
        }
    }
}

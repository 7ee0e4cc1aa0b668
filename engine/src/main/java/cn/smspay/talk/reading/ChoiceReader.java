package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a menu by short message: {@code choose}. */
record ChoiceReader(
        Fields fields,
        NameUses names,
        ReplyReader replies,
        GuardReader guards,
        Map<String, ReplyTemplate> unchosen,
        Faults faults) {
    private static final String REASON = "not_choice";
    /** Nobody reads more of them in a message. */
    private static final int MOST = 20;

    /** @param slots names that are taken: what was chosen is known by the name of the step */
    Step read(String name, Set<String> slots, Duration usual) {
        if (slots.contains(name)) {
            faults.add(
                    fields.file(),
                    fields.line(),
                    "D03",
                    "\"" + name + "\" is also the name of a slot; what is chosen has the name of the step: rename one");
        }
        var choices = choices();
        var say = replies.say(fields, "say");
        var when = guards.read(fields);
        var otherwise = otherwise(fields, names, when, faults);
        if (!when.isEmpty() && otherwise.isEmpty()) {
            faults.add(
                    fields.file(),
                    fields.line("when"),
                    "D02",
                    "say under \"else\" which step follows when the menu is not offered");
        }
        var expire = fields.time("expire", usual, CommonReader.EXPIRE_MIN, CommonReader.EXPIRE_MAX);
        var refusals = new LinkedHashMap<>(unchosen);
        var other = replies.one(fields, "other");
        if (other != null) {
            refusals.put(REASON, other);
        } else if (!refusals.containsKey(REASON)) {
            faults.add(
                    fields.file(),
                    fields.line("choose"),
                    "D06",
                    "nothing is said to another answer; add it under \"other\"");
        }
        int longest = choices.stream()
                .mapToInt(choice -> choice.words().get(0).length())
                .max()
                .orElse(1);
        int days = fields.has("keep") ? keepDays() : 0;
        var slot = new Slot(
                name,
                Slot.Type.CHOICE,
                false,
                0,
                "",
                "",
                "",
                List.of(),
                List.of(),
                new Slot.Wording(0, longest, Slot.Characters.ANY, days),
                refusals,
                fields.line());
        var first = choices.isEmpty() ? "" : choices.get(0).next();
        return new Step.Ask(
                name,
                slot,
                say,
                when,
                expire,
                first,
                null,
                names.step(fields, "back"),
                choices,
                otherwise,
                fields.line());
    }

    private int keepDays() {
        return DialogReader.keepDays(fields);
    }

    /** The step under {@code else}. */
    static String otherwise(Fields fields, NameUses names, List<Guard> when, Faults faults) {
        var otherwise = names.step(fields, "else");
        if (!otherwise.isEmpty() && when.isEmpty() && !fields.has("when")) {
            faults.add(
                    fields.file(),
                    fields.line("else"),
                    "D02",
                    "\"else\" follows when \"when\" does not hold; add that");
        }
        return otherwise;
    }

    private List<Step.Choice> choices() {
        var choices = new ArrayList<Step.Choice>();
        var node = fields.node("choose");
        if (node == null
                || !node.isList()
                || node.items().size() < 2
                || node.items().size() > MOST) {
            faults.add(
                    fields.file(), fields.line("choose"), "D02", "\"choose\" is a list of 2 to " + MOST + " choices");
        }
        for (Node item : node == null ? List.<Node>of() : node.items()) {
            var choice = new Fields(item, "a choice", faults);
            var words = choice.texts("answer").stream()
                    .map(PlainText::of)
                    .distinct()
                    .toList();
            if (words.isEmpty()) {
                choice.missing(
                        item.place(),
                        "D16",
                        "\"answer\" is missing: which number or words choose this? Like [\"1\", 余额]",
                        "answer");
            }
            var when = guards.read(choice);
            var say = replies.say(choice, "say");
            var next = names.next(choice);
            choice.done();
            if (!words.isEmpty()) {
                choices.add(new Step.Choice(words, when, say, next, item.line()));
            }
        }
        return choices;
    }
}

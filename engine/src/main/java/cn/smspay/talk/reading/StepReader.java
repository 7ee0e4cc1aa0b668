package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Fields;
import cn.smspay.base.yaml.Node;
import cn.smspay.base.yaml.Place;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Go.Kind;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of one dialogue. */
final class StepReader {
    private static final List<String> KINDS = List.of("ask", "choose", "do", "limit", "menu", "transfer", "start_sms");
    /** Keys of steps that are not what they do. */
    private static final Set<String> KEYS = Set.of(
            "say",
            "next",
            "when",
            "else",
            "expire",
            "no",
            "back",
            "other",
            "keep",
            "outcomes",
            "with",
            "over",
            "silence",
            "failed",
            "sms",
            "end",
            "wait",
            "retry");
    /** What stands under an outcome. */
    private static final Set<String> REACTION = Set.of("say", "sms", "next", "wait", "retry", "end");

    /** Ways through more steps than any honest file has are not looked for. */
    private static final int STEPS_MAX = 300;

    private static final Set<String> PERIODS = Set.of("day", "week", "month", "ever");
    /** Who may do something more often is not limited. */
    private static final int TIMES_MAX = 1000;

    private static final String LAST_WAY =
            "the last way under \"next\" is taken in all other cases; remove its \"when\", or add a way below it";
    private static final Set<String> ENDS = Set.of("done", "pending", "failed");

    private final Fields dialog;
    private final NameUses names;
    private final Map<String, Slot> slots;
    private final ReplyReader replies;
    private final Map<String, Node> outcomes;
    private final Map<String, ReplyTemplate> unchosen;
    private final GuardReader guards;
    private final Catalogue catalogue;
    private final Common common;
    private final Faults faults;

    StepReader(
            Fields dialog,
            NameUses names,
            Map<String, Slot> slots,
            ReplyReader replies,
            GuardReader guards,
            Map<String, Node> outcomes,
            Map<String, ReplyTemplate> unchosen,
            Catalogue catalogue,
            Common common,
            Faults faults) {
        this.dialog = dialog;
        this.names = names;
        this.slots = slots;
        this.replies = replies;
        this.outcomes = outcomes;
        this.unchosen = unchosen;
        this.guards = guards;
        this.catalogue = catalogue;
        this.common = common;
        this.faults = faults;
    }

    Map<String, Step> read(boolean voice) {
        var all = dialog.node("steps");
        if (all != null && all.fields().size() > STEPS_MAX) {
            faults.add(
                    dialog.place("steps"),
                    "D19",
                    "the file has " + all.fields().size() + " steps; at most " + STEPS_MAX
                            + " are read: split it in two");
            return Map.of();
        }
        var home = voice ? dialog.text("home") : "";
        var steps = new LinkedHashMap<String, Step>();
        dialog.entries("steps").forEach((name, node) -> {
            var fields = new Fields(node, "a step", faults);
            var step = fields.isUnreadable() ? null : step(name, fields, home);
            if (step != null) {
                steps.put(name, step);
            }
        });
        var written = dialog.node("steps");
        boolean misspelt = dialog.others().stream()
                .anyMatch(key -> Faults.suggestion(key, Set.of("steps")).contains("did you mean"));
        if (!misspelt
                && (written == null || (written.isMapping() && written.fields().isEmpty()))) {
            dialog.missing(Place.line(dialog.file(), dialog.line("steps")), "D02", "\"steps\" is missing", "steps");
        }
        return BackTargets.filled(steps);
    }

    private @Nullable Step step(String name, Fields fields, String home) {
        if (isOddKind(name, fields)) {
            return null;
        }
        Step step = null;
        if (fields.has("ask")) {
            step = ask(name, fields, home);
        } else if (fields.has("choose")) {
            step = new ChoiceReader(fields, names, replies, guards, unchosen, faults)
                    .read(name, dialog.entries("slots").keySet(), common.expire());
        } else if (fields.has("limit")) {
            step = limit(name, fields);
        } else if (fields.has("do")) {
            step = act(name, fields);
        } else if (fields.has("menu")) {
            step = new Step.Menu(
                    name, replies.say(fields, "say"), options(fields), names.step(fields, "silence"), fields.line());
        } else if (fields.has("transfer")) {
            var failed = fields.node("failed");
            step = new Step.Transfer(
                    name,
                    replies.say(fields, "say"),
                    fields.need("transfer"),
                    failed == null ? null : reaction(failed, "\"failed\""),
                    fields.line());
        } else if (fields.has("start_sms")) {
            step = startSms(name, fields);
        } else if (fields.has("say") || fields.has("next")) {
            step = new Step.Tell(name, reaction(fields), fields.line());
        }
        fields.done();
        return step;
    }

    /** Whether it cannot be said what sort of step this is; then the fault is that, and no other. */
    private boolean isOddKind(String name, Fields fields) {
        var kinds = KINDS.stream().filter(fields::has).toList();
        if (kinds.size() > 1) {
            faults.add(
                    fields.place(kinds.get(1)),
                    "D02",
                    "a step does one thing, but \"" + kinds.get(0) + "\" and \"" + kinds.get(1) + "\" stand in \""
                            + name + "\"; make two steps of it");
            return true;
        }
        var slip = fields.others().stream()
                .filter(key -> !KEYS.contains(key))
                .filter(key -> !REACTION.contains(key) && KINDS.stream().anyMatch(kind -> Fields.isFor(key, kind)))
                .findFirst();
        if (kinds.isEmpty() && slip.isPresent()) {
            var key = slip.get();
            var other = dialog.has("ivr") ? "choose" : "menu";
            var meant = KINDS.stream()
                    .filter(kind -> !kind.equals(other) && !Faults.isNear(key, kind) && Fields.isFor(key, kind))
                    .toList();
            faults.unknown(fields.place(key), "key", key, meant, KINDS);
            return true;
        }
        if (kinds.contains("menu") && !dialog.has("ivr")) {
            faults.add(
                    fields.file(),
                    fields.line(),
                    "D02",
                    "step \"" + name + "\" can stand only in a voice menu; by short message write \"choose\" and"
                            + " \"answer\"");
            return true;
        }
        if (kinds.contains("choose") && dialog.has("ivr")) {
            faults.add(
                    fields.place("choose"),
                    "D02",
                    "step \"" + name
                            + "\" can stand only in a dialogue by short message; in a voice menu write \"menu\""
                            + " and \"key\"");
            return true;
        }
        if (kinds.isEmpty() && !fields.has("say") && !fields.has("next")) {
            faults.add(
                    fields.file(),
                    fields.line(),
                    "D02",
                    "step \"" + name + "\" does nothing; it needs one of " + String.join(", ", KINDS) + ", say, next");
            return true;
        }
        return false;
    }

    private @Nullable Step ask(String name, Fields fields, String home) {
        var slotName = fields.need("ask");
        var slot = slots.get(slotName);
        names.slot(fields, "ask", slotName);
        var when = guards.read(fields);
        var otherwise = ChoiceReader.otherwise(fields, names, when, faults);
        var say = replies.say(fields, "say");
        var expire = fields.time("expire", common.expire(), CommonReader.EXPIRE_MIN, CommonReader.EXPIRE_MAX);
        var next = names.next(fields);
        var no = fields.node("no");
        var refused = no == null ? null : reaction(no, "\"no\"");
        var back = fields.has("back") ? names.step(fields, "back") : home;
        return slot == null
                ? null
                : new Step.Ask(name, slot, say, when, expire, next, refused, back, List.of(), otherwise, fields.line());
    }

    private @Nullable Step act(String name, Fields fields) {
        var actionName = fields.need("do");
        var action = catalogue.actions().get(actionName);
        var own = fields.entries("outcomes");
        if (actionName.equals(Step.Do.COUNT)) {
            faults.add(
                    fields.file(),
                    fields.line("do"),
                    "D03",
                    "write \"limit: {per: day, times: '3'}\" instead of \"do: " + Step.Do.COUNT + "\"");
            return null;
        }
        var with = new LinkedHashMap<String, String>();
        fields.entries("with").forEach((input, value) -> with.put(input, value.text()));
        if (action == null) {
            if (!actionName.isEmpty()) {
                faults.unknown(
                        fields.valuePlace("do"),
                        "action",
                        actionName,
                        catalogue.actions().keySet());
            }
            return null;
        }
        var beside = REACTION.stream().filter(fields::has).sorted().findFirst();
        if (beside.isPresent() && fields.has("outcomes")) {
            faults.add(
                    fields.place(beside.get()),
                    "D19",
                    "\"" + beside.get() + "\" stands beside \"outcomes\"; indent it under one of them");
            fields.leave();
            return null;
        }
        var inputs = action.inputs().stream().map(Catalogue.Input::name).toList();
        with.keySet().stream()
                .filter(input -> !inputs.contains(input))
                .forEach(input -> faults.unknown(fields.file(), fields.line("with"), "input", input, inputs));
        var shallow = own.keySet().stream().filter(REACTION::contains).findFirst();
        if (shallow.isPresent()) {
            faults.add(
                    fields.placeIn("outcomes", shallow.get()),
                    "D19",
                    "\"" + shallow.get() + "\" stands beside the outcomes; indent it under one of them");
            return null;
        }
        var reactions = new LinkedHashMap<String, Reaction>();
        for (String outcome : action.outcomes().keySet()) {
            var node = own.getOrDefault(outcome, outcomes.get(outcome));
            if (node != null) {
                var reaction = reaction(node, "an outcome");
                reactions.put(outcome, reaction);
                if (!action.money() && own.containsKey(outcome) && reaction.go().way() == Kind.PENDING) {
                    faults.add(
                            reaction.go().place(),
                            "D05",
                            "\"end: pending\" waits for money that may have moved, and " + actionName
                                    + " moves none; write done or failed");
                }
            }
        }
        unhandled(fields, actionName, action, own.keySet());
        return new Step.Do(name, actionName, with, reactions, fields.line());
    }

    /** What an action can end in and nothing follows, and what it never ends in. */
    private void unhandled(Fields fields, String name, Catalogue.Action action, Set<String> own) {
        var place = fields.valuePlace("do");
        var odd = own.stream()
                .filter(outcome -> !action.outcomes().containsKey(outcome))
                .toList();
        var open = action.outcomes().keySet().stream()
                .filter(outcome -> !own.contains(outcome) && !outcomes.containsKey(outcome))
                .toList();
        boolean oneForTheOther = odd.size() == 1 && open.size() == 1;
        odd.forEach(outcome -> faults.add(
                fields.placeIn("outcomes", outcome),
                "D04",
                name + " has no outcome \"" + outcome + "\"; "
                        + (oneForTheOther && !Faults.isNear(outcome, open.get(0))
                                ? "is it meant to be \"" + open.get(0) + "\", which is not handled?"
                                : Faults.suggestion(
                                        outcome,
                                        open.isEmpty() ? action.outcomes().keySet() : open))));
        if (oneForTheOther || fields.misspells("outcomes") || isNoMapping(fields.node("outcomes"))) {
            return;
        }
        open.stream()
                .filter(outcome -> odd.stream().noneMatch(each -> Faults.isNear(each, outcome)))
                .filter(outcome -> outcomes.keySet().stream()
                        .noneMatch(each -> !catalogue.hasOutcome(each) && Faults.isNear(each, outcome)))
                .forEach(outcome -> faults.add(
                        place,
                        "D04",
                        "outcome \"" + outcome + "\" of " + name + " is not handled; add it under \"outcomes\""));
    }

    private static boolean isNoMapping(@Nullable Node node) {
        return node != null && !node.isMapping();
    }

    /** Counts a use; when all are used up, what stands under {@code over} follows. */
    private @Nullable Step limit(String name, Fields fields) {
        var node = CommonReader.orEmpty(fields.node("limit"), fields.file(), fields.line());
        var limit = new Fields(node, "\"limit\"", faults);
        var per = limit.need("per");
        if (!per.isEmpty() && !PERIODS.contains(per)) {
            faults.unknown(fields.file(), limit.line("per"), "period", per, PERIODS);
        }
        var written = limit.text("times");
        int times = written.matches("[0-9]{1,6}") ? Integer.parseInt(written) : 0;
        if (!limit.isUnreadable() && (times < 1 || times > TIMES_MAX)) {
            limit.missing(
                    Place.line(fields.file(), limit.line("times")),
                    "D14",
                    "\"times\" must be a number from 1 to " + TIMES_MAX + ", for instance times: '3'",
                    "times");
        }
        var counter = limit.text("counter", dialog.text("dialog", dialog.text("ivr")) + "." + name);
        limit.done();
        if (!catalogue.actions().containsKey(Step.Do.COUNT)) {
            faults.add(fields.file(), fields.line("limit"), "D03", "this service counts nothing");
            return null;
        }
        var over = fields.node("over");
        if (over == null) {
            fields.missing(
                    fields.place("limit"), "D04", "say under \"over\" what follows when the limit is reached", "over");
            reaction(fields);
            return null;
        }
        var with = new LinkedHashMap<String, String>();
        with.put("counter", counter);
        with.put("per", per);
        with.put("times", Integer.toString(times));
        var reactions = new LinkedHashMap<String, Reaction>();
        reactions.put("ok", reaction(fields));
        reactions.put("over", reaction(over, "\"over\""));
        return new Step.Do(name, Step.Do.COUNT, with, reactions, fields.line());
    }

    private Step startSms(String name, Fields fields) {
        var node = CommonReader.orEmpty(fields.node("start_sms"), fields.file(), fields.line());
        var target = new Fields(node, "\"start_sms\"", faults);
        var dialogName = target.need("dialog");
        var at = target.text("at");
        target.done();
        var places = new Step.StartSms.Places(target.valuePlace("dialog"), target.valuePlace("at"));
        return new Step.StartSms(name, dialogName, at, reaction(fields), places, fields.line());
    }

    private List<Step.Option> options(Fields fields) {
        var options = new ArrayList<Step.Option>();
        var node = fields.node("menu");
        for (Node item : node == null ? List.<Node>of() : node.items()) {
            var option = new Fields(item, "a menu entry", faults);
            var key = option.need("key");
            var when = guards.read(option);
            var say = replies.say(option, "say");
            var next = names.next(option);
            option.done();
            if (key.length() == 1 && "0123456789*#".contains(key)) {
                options.add(new Step.Option(key.charAt(0), when, say, next, item.line()));
            } else if (!key.isEmpty()) {
                faults.add(option.valuePlace("key"), "D16", "\"key\" must be one of 0-9 * #, not \"" + key + "\"");
            }
        }
        return options;
    }

    private Reaction reaction(Node node, String what) {
        var fields = new Fields(node, what, faults);
        var reaction = reaction(fields);
        fields.done();
        return reaction;
    }

    private Reaction reaction(Fields fields) {
        var say = replies.say(fields, "say");
        var sms = replies.say(fields, "sms");
        var branches = branches(fields);
        var go = !isList(fields) ? go(fields) : new Go(Kind.NEXT, last(fields), fields.place("next"));
        return new Reaction(say, sms, go, branches, fields.line());
    }

    /** Under {@code next}, steps with the guards that lead there; the last one has none. */
    private List<Reaction.Branch> branches(Fields fields) {
        var node = fields.node("next");
        if (!isList(fields)) {
            return List.of();
        }
        if (node == null || node.items().size() < 2) {
            faults.add(
                    fields.place("next"),
                    "D02",
                    "a list under \"next\" has at least two ways; write one step as a plain word");
            return List.of();
        }
        for (String other : List.of("wait", "retry", "end")) {
            if (fields.has(other)) {
                faults.add(
                        fields.file(), fields.line(other), "D02", "\"next\" and \"" + other + "\" exclude each other");
                fields.node(other);
            }
        }
        var branches = new ArrayList<Reaction.Branch>();
        boolean inOrder = true;
        var items = node.items();
        for (int i = 0; i < items.size(); i++) {
            var branch = new Fields(items.get(i), "a way under \"next\"", faults);
            var when = guards.read(branch);
            var step = names.next(branch);
            boolean isLast = i == items.size() - 1;
            if (isLast && branch.has("when")) {
                faults.add(branch.file(), branch.line("when"), "D02", LAST_WAY);
            } else if (!isLast
                    && inOrder
                    && !branch.has("when")
                    && branch.others().isEmpty()) {
                faults.add(
                        branch.file(), branch.line(), "D02", "what stands below is never reached; give it a \"when\"");
            }
            inOrder &= branch.has("next") && branch.others().isEmpty();
            branch.done();
            if (!isLast) {
                branches.add(new Reaction.Branch(when, step, items.get(i).line()));
            }
        }
        return branches;
    }

    private static boolean isList(Fields fields) {
        var node = fields.node("next");
        return node != null && node.isList();
    }

    private static String last(Fields fields) {
        var node = fields.node("next");
        var items = node == null ? List.<Node>of() : node.items();
        var last = items.isEmpty() ? null : items.get(items.size() - 1).fields().get("next");
        return last == null ? "" : last.value().text();
    }

    private Go go(Fields fields) {
        var ways = new ArrayList<Go>();
        for (Kind way : List.of(Kind.NEXT, Kind.WAIT, Kind.RETRY)) {
            var key = way.name().toLowerCase(Locale.ROOT);
            if (fields.has(key)) {
                ways.add(new Go(way, names.step(fields, key), fields.valuePlace(key)));
            }
        }
        var written = fields.node("end");
        var end = fields.text("end");
        var place = fields.valuePlace("end");
        if (written != null && !ENDS.contains(end)) {
            if (written.isText() && end.isBlank()) {
                faults.add(place, "D19", "\"end\" does not say how; write done, pending or failed");
            } else if (written.isText()) {
                faults.unknown(place, "end", end, ENDS);
            }
            return new Go(Kind.FAILED, "", place);
        } else if (written != null) {
            ways.add(new Go(Kind.valueOf(end.toUpperCase(Locale.ROOT)), "", place));
        }
        if (ways.size() > 1) {
            faults.add(ways.get(1).place(), "D02", "say how it goes on: exactly one of next, wait, retry, end");
        } else if (ways.isEmpty() && !isBelow(fields.node("say"))) {
            fields.missing(
                    Place.line(fields.file(), fields.line()),
                    "D02",
                    "say how it goes on: exactly one of next, wait, retry, end",
                    "next",
                    "wait",
                    "retry",
                    "end");
        }
        return ways.isEmpty() ? new Go(Kind.FAILED, "", fields.place()) : ways.get(0);
    }

    /** Whether how it goes on stands within the text, indented too far; which has been told there. */
    private static boolean isBelow(@Nullable Node say) {
        return say != null && say.fields().keySet().stream().anyMatch(REACTION::contains);
    }
}

package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Conditions;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Edge;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * D01 steps and slots without use, D02 dead ends, D05 money without an answer, D13 loops without a question, D16 keys that
 * are offered twice.
 */
final class FlowLint {
    private final Scripts scripts;
    private final Dialog dialog;
    private final Flow flow;
    private final Faults faults;

    FlowLint(Scripts scripts, Dialog dialog, Flow flow, Faults faults) {
        this.scripts = scripts;
        this.dialog = dialog;
        this.flow = flow;
        this.faults = faults;
    }

    /** Steps that only other steps without use lead to, each after the first of them: to name that one again reaches all. */
    private Set<String> behindLost() {
        var behind = new HashSet<String>();
        var heads = new HashSet<String>();
        for (Step step : dialog.steps().values()) {
            if (!flow.reaches(step.name()) && !behind.contains(step.name())) {
                heads.add(step.name());
                follow(step, behind);
            }
        }
        behind.removeAll(heads);
        return behind;
    }

    private void follow(Step step, Set<String> behind) {
        for (Edge edge : Edge.of(step)) {
            var next = dialog.steps().get(edge.to());
            if (next != null && !flow.reaches(next.name()) && behind.add(next.name())) {
                follow(next, behind);
            }
        }
    }

    void check() {
        var asked = new HashSet<String>();
        var behind = behindLost();
        for (Step step : dialog.steps().values()) {
            if (!flow.reaches(step.name()) && !behind.contains(step.name())) {
                add(step.line(), "D01", "no way leads to step \"" + step.name() + "\"; remove it or name it somewhere");
            }
            channel(step);
            if (step instanceof Step.Ask ask) {
                asked.add(ask.slot().name());
            } else if (step instanceof Step.Menu menu) {
                keys(menu);
            } else if (step instanceof Step.Do act) {
                money(act);
            }
        }
        dialog.slots().values().stream()
                .filter(slot -> !asked.contains(slot.name()))
                .forEach(slot -> add(slot.line(), "D01", "nothing asks for slot \"" + slot.name() + "\"; remove it"));
        dialog.steps().values().stream()
                .flatMap(ChoiceLint::reactions)
                .map(Reaction::go)
                .forEach(this::waits);
        loops();
        interruptions();
    }

    /** Only a question waits for an answer, and in a call a menu. */
    private void waits(Go go) {
        if (go.way() != Go.Kind.WAIT && go.way() != Go.Kind.RETRY) {
            return;
        }
        var step = dialog.steps().get(go.step());
        if (step != null && !(step instanceof Step.Ask) && !(step instanceof Step.Menu)) {
            var word = go.way() == Go.Kind.WAIT ? "wait" : "retry";
            faults.add(
                    go.place(),
                    "D02",
                    "\"" + word + ": " + go.step()
                            + "\" leads to a step that asks nothing; name a question, or write \"next: " + go.step()
                            + "\"");
        }
    }

    /** Some steps make sense only in a call, and a call has no command that could bring an answer along. */
    private void channel(Step step) {
        boolean callOnly = step instanceof Step.Menu || step instanceof Step.Transfer || step instanceof Step.StartSms;
        if (dialog.voice() == null && callOnly) {
            add(step.line(), "D02", "step \"" + step.name() + "\" can stand only in a voice menu");
        }
        if (dialog.voice() == null
                && step instanceof Step.Do act
                && act.outcomes().values().stream().anyMatch(r -> !r.sms().isEmpty())) {
            add(step.line(), "D02", "\"sms\" can stand only in a voice menu; write \"say\"");
        }
        if (step instanceof Step.Ask ask && !ask.slot().no().isEmpty() && ask.no() == null) {
            add(
                    step.line(),
                    "D06",
                    "\"" + ask.slot().name() + "\" can be answered with no; say what follows under \"no\"");
        }
        boolean silent = step instanceof Step.Ask ask && ask.say().isEmpty();
        if (silent && (dialog.voice() != null || !taken((Step.Ask) step))) {
            add(
                    step.line(),
                    "D06",
                    "question \"" + step.name() + "\" needs \"say\": no command brings its answer along");
        }
    }

    private boolean taken(Step.Ask ask) {
        return dialog.commands().stream()
                .anyMatch(command -> command.take().equals(ask.slot().name()));
    }

    private void keys(Step.Menu menu) {
        if (menu.options().isEmpty()) {
            add(menu.line(), "D02", "menu \"" + menu.name() + "\" has no keys");
        }
        for (int i = 0; i < menu.options().size(); i++) {
            for (int j = i + 1; j < menu.options().size(); j++) {
                var first = menu.options().get(i);
                var second = menu.options().get(j);
                if (first.key() == second.key() && !exclude(first.when(), second.when())) {
                    add(
                            second.line(),
                            "D16",
                            "key " + second.key() + " can be offered together with line " + first.line()
                                    + "; let \"when\" say which");
                }
            }
        }
    }

    private static boolean exclude(List<Guard> first, List<Guard> second) {
        return !Conditions.together(first, second);
    }

    /** No answer is not a failure: the money may have moved. */
    private void money(Step.Do act) {
        var action = scripts.catalogue().actions().get(act.action());
        var unknown = act.outcomes().get("unknown");
        if (action != null && action.money() && unknown != null && unknown.go().way() != Go.Kind.PENDING) {
            faults.add(
                    unknown.go().place(),
                    "D05",
                    "\"unknown\" of " + act.action() + " must \"end: pending\": the money may have moved");
        }
    }

    private void loops() {
        for (String step : dialog.steps().keySet()) {
            if (returns(step, step, new HashSet<>())) {
                add(dialog.step(step).line(), "D13", "step \"" + step + "\" comes back to itself without a question");
                return;
            }
        }
    }

    private boolean returns(String from, String to, Set<String> seen) {
        for (Edge edge : flow.edges()) {
            if (edge.from().equals(from) && passes(edge)) {
                if (edge.to().equals(to) || (seen.add(edge.to()) && returns(edge.to(), to, seen))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the way is gone without waiting for anybody. */
    private boolean passes(Edge edge) {
        var step = dialog.step(edge.from());
        boolean waits = step instanceof Step.Menu
                || step instanceof Step.Transfer
                || (step instanceof Step.Ask ask
                        && !edge.on().equals("skip")
                        && !ask.say().isEmpty());
        return !waits && edge.way() == Go.Kind.NEXT && !edge.on().equals("back");
    }

    private void interruptions() {
        var questions = new ArrayList<Step.Ask>();
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Ask ask && !ask.say().isEmpty()) {
                questions.add(ask);
            }
        }
        if (!dialog.interrupts() && !questions.isEmpty()) {
            add(
                    questions.get(0).line(),
                    "D15",
                    "a dialogue with \"interrupts: false\" cannot ask: another question may be open; remove one of both");
        }
    }

    private void add(int line, String rule, String text) {
        faults.add(dialog.file(), line, rule, text);
    }
}

package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import cn.smspay.talk.script.Template;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** D09 unknown placeholders, D10 secrets said back, D21 values that may be missing when they are used. */
final class ValueLint {
    private static final Set<String> WAYS = Set.of("D01", "D13");

    private final Scripts scripts;
    private final Dialog dialog;
    private final Flow flow;
    private final Faults faults;

    ValueLint(Scripts scripts, Dialog dialog, Flow flow, Faults faults) {
        this.scripts = scripts;
        this.dialog = dialog;
        this.flow = flow;
        this.faults = faults;
    }

    void check() {
        var widths = new Widths(scripts, dialog);
        for (ReplyContext said : ReplyContext.in(dialog, flow)) {
            placeholders(said);
            if (said.bySms()) {
                widths.check(said, faults);
            }
        }
        dialog.notices().forEach((name, reply) -> ReplyLint.notice(scripts, dialog, name, reply, faults));
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Do act) {
                inputs(act);
            }
        }
    }

    private void placeholders(ReplyContext said) {
        said.reply().texts().forEach((language, template) -> names(said, said.reply(), language, template, Map.of()));
        said.reply().rows().forEach((sort, row) -> {
            var rows = said.sort() == null
                    ? Map.<String, Catalogue.ActionOutcome>of()
                    : said.sort().rows();
            var found = rows.get(sort);
            if (found == null) {
                faults.unknown(row.file(), row.line(), "sort of line", sort, rows.keySet());
            } else {
                row.texts().forEach((language, template) -> names(said, row, language, template, found.outputs()));
            }
        });
        lines(said);
    }

    /** Every sort of line of a listing is said, and has its place in the text. */
    private void lines(ReplyContext said) {
        var sort = said.sort();
        if (sort == null || sort.rows().isEmpty() || said.reply().rows().isEmpty()) {
            return;
        }
        for (String each : sort.rows().keySet()) {
            if (!said.reply().rows().containsKey(each)) {
                faults.add(
                        said.reply().file(),
                        said.reply().line(),
                        "D04",
                        "lines of the sort \"" + each + "\" are not said; add it under \"rows\"");
            }
        }
    }

    private void names(
            ReplyContext said,
            ReplyTemplate reply,
            String language,
            Template template,
            Map<String, Catalogue.Output> row) {
        for (String name : template.names()) {
            var slot = dialog.slots().get(name);
            if (slot != null && slot.secret()) {
                add(reply, language, "D10", "<" + name + "> would say a secret back; remove it");
            } else if (spokenSecret(said, name)) {
                add(
                        reply,
                        language,
                        "D10",
                        "<" + name + "> is a password and must not be spoken; send it under \"sms\"");
            } else if (!row.containsKey(name) && !available(said, name)) {
                missing(said, reply, language, name);
            }
        }
    }

    private static boolean spokenSecret(ReplyContext said, String name) {
        var output = said.sort() == null ? null : said.sort().outputs().get(name);
        return output != null && output.secret() && !said.bySms();
    }

    private boolean available(ReplyContext said, String name) {
        return said.known().contains(name)
                || said.extras().containsKey(name)
                || everywhere().contains(name)
                || (name.equals("rows") && !said.reply().rows().isEmpty());
    }

    private void missing(ReplyContext said, ReplyTemplate reply, String language, String name) {
        if (dialog.kinds().containsKey(name) && isBroken()) {
            return;
        }
        if (dialog.kinds().containsKey(name)) {
            add(reply, language, "D21", "<" + name + "> may not be known yet where this is said");
        } else {
            var known = new HashSet<>(everywhere());
            known.addAll(said.known());
            known.addAll(said.extras().keySet());
            add(reply, language, "D09", "unknown placeholder <" + name + ">; " + Faults.suggestion(name, known));
        }
    }

    /** Whether steps are left out or go round; then it is no wonder that values are missing. */
    private boolean isBroken() {
        return faults.any(fault -> fault.file().equals(dialog.file()) && WAYS.contains(fault.rule()));
    }

    private Set<String> everywhere() {
        var names = new HashSet<>(scripts.common().settings().keySet());
        names.addAll(scripts.catalogue().limits().keySet());
        names.add("op");
        names.add("cmd");
        names.add("nothing_moved");
        names.add("tries");
        return names;
    }

    private void inputs(Step.Do act) {
        var action = scripts.catalogue().actions().get(act.action());
        if (action == null) {
            return;
        }
        for (Catalogue.Input input : action.inputs()) {
            var name = act.source(input.name());
            var slot = dialog.slots().get(name);
            if (input.secret() && slot != null && !slot.secret()) {
                faults.add(
                        dialog.file(),
                        slot.line(),
                        "D10",
                        "\"" + name + "\" is a secret of " + act.action() + "; add \"secret: true\"");
            }
            if (!input.optional() && !isBroken() && !flow.known(act.name()).contains(name)) {
                faults.add(
                        dialog.file(),
                        act.line(),
                        "D21",
                        act.action() + " needs \"" + name + "\", which may be empty here; ask for it on every way"
                                + (input.secret() ? ", as the last question" : ""));
            }
        }
    }

    private void add(ReplyTemplate reply, String language, String rule, String text) {
        faults.add(reply.place(language), rule, "in " + language + ": " + text);
    }
}

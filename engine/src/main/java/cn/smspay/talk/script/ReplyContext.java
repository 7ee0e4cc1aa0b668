package cn.smspay.talk.script;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A reply at the place where it is said.
 *
 * @param bySms whether it becomes a short message
 * @param known values that are surely there
 * @param extras values of the moment, with their widths
 * @param sort the outcome that leads to it, if one does
 */
public record ReplyContext(
        ReplyTemplate reply,
        boolean bySms,
        Set<String> known,
        Map<String, Integer> extras,
        Catalogue.@Nullable ActionOutcome sort) {

    /** The place of the labels in the words of a menu by short message. */
    public static final String OPTIONS = "options";

    /** What stands between two labels unless the author says otherwise. */
    public static String join(String language) {
        return language.equals("zh") ? "，" : ", ";
    }

    private static final int AMOUNT = 10;

    /** Everything that a dialogue may say. */
    public static List<ReplyContext> in(Dialog dialog, Flow flow) {
        var said = new ArrayList<ReplyContext>();
        boolean sms = dialog.voice() == null;
        for (Step step : dialog.steps().values()) {
            var known = flow.known(step.name());
            step.fold(new Step.Cases<List<ReplyContext>>(
                            ask -> ofAsk(ask, known, sms),
                            act -> ofAct(act, flow, known, sms),
                            menu -> {
                                var all = plain(menu.say(), known, sms);
                                menu.options().forEach(option -> all.addAll(plain(option.say(), known, sms)));
                                return all;
                            },
                            tell -> of(tell.reaction(), known, sms, null),
                            transfer -> ofTransfer(transfer, known, sms),
                            start -> of(start.reaction(), known, sms, null)))
                    .forEach(said::add);
        }
        if (dialog.late() != null) {
            said.addAll(plain(List.of(dialog.late()), Set.of(), sms));
        }
        if (dialog.again() != null) {
            said.addAll(plain(List.of(dialog.again()), Set.of(), sms));
        }
        if (dialog.giveUp() != null) {
            said.addAll(plain(List.of(dialog.giveUp()), Set.of(), sms));
        }
        var voice = dialog.voice();
        if (voice != null) {
            List.of(voice.noInput(), voice.noMatch(), voice.giveUp(), voice.closing())
                    .forEach(replies -> said.addAll(plain(replies, Set.of(), false)));
        }
        return said;
    }

    private static List<ReplyContext> ofAsk(Step.Ask ask, Set<String> known, boolean sms) {
        var slot = ask.slot();
        var bounds = new HashMap<String, Integer>();
        if (!slot.min().isEmpty()) {
            bounds.put("min", AMOUNT);
        }
        if (!slot.max().isEmpty()) {
            bounds.put("max", AMOUNT);
        }
        if (!ask.choices().isEmpty()) {
            bounds.put(OPTIONS, 0);
        }
        var said = new ArrayList<ReplyContext>();
        ask.say().forEach(reply -> said.add(new ReplyContext(reply, sms, known, bounds, null)));
        var refused = new HashMap<>(bounds);
        refused.put("left", 1);
        for (String reason : slot.reasons()) {
            var reply = slot.refusals().get(reason);
            if (reply != null) {
                said.add(new ReplyContext(reply, sms, known, refused, null));
            }
        }
        if (ask.no() != null) {
            said.addAll(of(ask.no(), known, sms, null));
        }
        return said;
    }

    private static List<ReplyContext> ofAct(Step.Do act, Flow flow, Set<String> known, boolean sms) {
        var said = new ArrayList<ReplyContext>();
        act.outcomes().forEach((name, reaction) -> said.addAll(of(reaction, known, sms, flow.outcome(act, name))));
        return said;
    }

    private static List<ReplyContext> ofTransfer(Step.Transfer transfer, Set<String> known, boolean sms) {
        var said = plain(transfer.say(), known, sms);
        if (transfer.failed() != null) {
            said.addAll(of(transfer.failed(), known, sms, null));
        }
        return said;
    }

    private static List<ReplyContext> of(
            Reaction reaction, Set<String> known, boolean sms, Catalogue.@Nullable ActionOutcome sort) {
        var all = new HashSet<>(known);
        if (sort != null) {
            all.addAll(sort.outputs().keySet());
        }
        var extras = new HashMap<String, Integer>();
        extras.put("left", 1);
        var said = new ArrayList<ReplyContext>();
        reaction.say().forEach(reply -> said.add(new ReplyContext(reply, sms, all, extras, sort)));
        reaction.sms().forEach(reply -> said.add(new ReplyContext(reply, true, all, extras, sort)));
        return said;
    }

    private static List<ReplyContext> plain(List<ReplyTemplate> replies, Set<String> known, boolean sms) {
        var said = new ArrayList<ReplyContext>();
        replies.forEach(reply -> said.add(new ReplyContext(reply, sms, known, Map.of(), null)));
        return said;
    }
}

package cn.smspay.talk.reading;

import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything that a dialogue says, by the place where it is said, like {@code ask_pin} or {@code withdraw.ok}. */
final class Sayings {
    private final Scripts scripts;
    private final boolean sms;
    private final List<ReplyContext> known;
    private final Map<String, List<ReplyContext>> places = new LinkedHashMap<>();

    private Sayings(Scripts scripts, Dialog dialog) {
        this.scripts = scripts;
        this.sms = dialog.voice() == null;
        this.known = List.copyOf(ReplyContext.in(dialog, new Flow(scripts, dialog)));
    }

    static Map<String, List<ReplyContext>> of(Scripts scripts, Dialog dialog) {
        var sayings = new Sayings(scripts, dialog);
        dialog.steps().values().forEach(sayings::step);
        sayings.one("late", dialog.late());
        sayings.one("again", dialog.again());
        sayings.one("give_up", dialog.giveUp());
        dialog.notices()
                .forEach((name, reply) -> sayings.add(
                        "notice." + name,
                        new ReplyContext(
                                reply,
                                true,
                                Set.of(),
                                Map.of(),
                                scripts.catalogue().notices().get(name))));
        var voice = dialog.voice();
        if (voice != null) {
            sayings.all("no_input", voice.noInput(), null);
            sayings.all("no_match", voice.noMatch(), null);
            sayings.all("give_up", voice.giveUp(), null);
            sayings.all("closing", voice.closing(), null);
        }
        return sayings.places;
    }

    /** What the engine says by itself, and what is said outside a dialogue. */
    static Map<String, List<ReplyContext>> common(Scripts scripts) {
        var places = new LinkedHashMap<String, List<ReplyContext>>();
        scripts.common()
                .roles()
                .forEach((role, reply) -> places.put(
                        role.name().toLowerCase(Locale.ROOT),
                        List.of(new ReplyContext(reply, true, Set.of(), Map.of(), null))));
        scripts.notices().forEach((name, notice) -> {
            if (notice.dialog() == null) {
                places.put(
                        "notice." + name,
                        List.of(new ReplyContext(
                                notice.reply(),
                                true,
                                Set.of(),
                                Map.of(),
                                scripts.catalogue().notices().get(name))));
            }
        });
        return places;
    }

    private void step(Step step) {
        if (step instanceof Step.Ask ask) {
            all(ask.name(), ask.say(), null);
            ask.slot().refusals().forEach((reason, reply) -> one(ask.name() + "." + reason, reply));
            reaction(ask.name() + ".no", ask.no(), null);
        } else if (step instanceof Step.Do act) {
            var action = scripts.catalogue().actions().get(act.action());
            act.outcomes()
                    .forEach((name, reaction) -> reaction(
                            act.name() + "." + name,
                            reaction,
                            action == null ? null : action.outcomes().get(name)));
        } else if (step instanceof Step.Menu menu) {
            all(menu.name(), menu.say(), null);
            menu.options().forEach(option -> all(menu.name() + "." + option.key(), option.say(), null));
        } else if (step instanceof Step.Tell tell) {
            reaction(tell.name(), tell.reaction(), null);
        } else if (step instanceof Step.Transfer transfer) {
            all(transfer.name(), transfer.say(), null);
            reaction(transfer.name() + ".failed", transfer.failed(), null);
        } else if (step instanceof Step.StartSms start) {
            reaction(start.name(), start.reaction(), null);
        }
    }

    private void reaction(String place, @Nullable Reaction reaction, Catalogue.@Nullable ActionOutcome sort) {
        if (reaction != null) {
            all(place, reaction.say(), sort);
            reaction.sms().forEach(reply -> add(place, found(reply, true, sort)));
        }
    }

    private void one(String place, @Nullable ReplyTemplate reply) {
        if (reply != null) {
            all(place, List.of(reply), null);
        }
    }

    private void all(String place, List<ReplyTemplate> replies, Catalogue.@Nullable ActionOutcome sort) {
        replies.forEach(reply -> add(place, found(reply, sms, sort)));
    }

    /** With what is known where it is said. */
    private ReplyContext found(ReplyTemplate reply, boolean bySms, Catalogue.@Nullable ActionOutcome sort) {
        return known.stream()
                .filter(said -> said.reply().equals(reply) && (sort == null || sort.equals(said.sort())))
                .findFirst()
                .orElseGet(() -> new ReplyContext(reply, bySms, Set.of(), Map.of(), sort));
    }

    private void add(String place, ReplyContext said) {
        places.computeIfAbsent(place, each -> new ArrayList<>()).add(said);
    }
}

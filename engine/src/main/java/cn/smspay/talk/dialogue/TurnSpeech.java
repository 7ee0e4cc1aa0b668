package cn.smspay.talk.dialogue;

import cn.smspay.talk.dialogue.ReplyFiller.Scope;
import cn.smspay.talk.script.Catalogue;
import cn.smspay.talk.script.Common.Role;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;

/** What one turn says, in its order; the first thing that is said carries what had to be said before. */
final class TurnSpeech {
    /** How many tries are left, as texts name it. */
    private static final String LEFT = "left";

    private final Edition edition;
    private final Dialog dialog;
    private final String language;
    private final Facts facts;
    private final GuardChecks guards;
    private final Map<String, String> values;
    private final ReplyFiller speaker;
    private final List<Say> says = new ArrayList<>();
    private final List<Say> sms = new ArrayList<>();
    private String prefix;

    /**
     * @param values what is known, also later when there is more of it
     * @param prefix what had to be said before
     */
    TurnSpeech(
            Edition edition,
            Dialog dialog,
            String language,
            Facts facts,
            GuardChecks guards,
            Map<String, String> values,
            String prefix) {
        this.edition = edition;
        this.dialog = dialog;
        this.language = language;
        this.facts = facts;
        this.guards = guards;
        this.values = values;
        this.prefix = prefix;
        this.speaker = new ReplyFiller(edition.scripts(), facts, language, dialog.voice() != null);
    }

    /** Says them on the channel of the conversation. */
    void say(List<ReplyTemplate> replies, Scope scope) {
        add(says, replies, scope);
    }

    /** Sends them by short message from a call. */
    void send(List<ReplyTemplate> replies, Scope scope) {
        add(sms, replies, scope);
    }

    private void add(List<Say> to, List<ReplyTemplate> replies, Scope scope) {
        for (Say say : speaker.say(chosen(replies), scope)) {
            to.add(say.after(prefix));
            prefix = "";
        }
    }

    /** Those of them whose guards hold. */
    private List<ReplyTemplate> chosen(List<ReplyTemplate> replies) {
        return replies.stream().allMatch(each -> each.when().isEmpty())
                ? replies
                : replies.stream().filter(each -> guards.hold(each.when())).toList();
    }

    /** Outside of a question and an outcome. */
    Scope scope() {
        return new Scope(dialog, values, null, null, Map.of());
    }

    Scope ofOutcome(Catalogue.ActionOutcome sort, Outcome outcome) {
        return new Scope(dialog, values, sort, outcome, Map.of());
    }

    /** With its limits and with what there is to choose from. */
    Scope ofQuestion(Step.Ask ask) {
        var slot = ask.slot();
        var extras = new HashMap<String, String>();
        if (!ask.choices().isEmpty()) {
            extras.put(ReplyContext.OPTIONS, options(ask));
        }
        AnswerParser.bound(slot.min(), facts).ifPresent(min -> extras.put("min", min.toString()));
        AnswerParser.bound(slot.max(), facts).ifPresent(max -> extras.put("max", max.toString()));
        return new Scope(dialog, values, null, null, extras);
    }

    /** The same, and how many tries are left. */
    Scope withLeft(Scope scope, int left) {
        var extras = new HashMap<>(scope.extras());
        extras.put(LEFT, Integer.toString(left));
        return new Scope(scope.dialog(), scope.values(), scope.sort(), scope.outcome(), extras);
    }

    /** The labels of what is offered now. */
    private String options(Step.Ask ask) {
        var usual = edition.scripts().common().languages().get(0);
        var labels = new StringJoiner(ask.say().stream()
                .flatMap(reply -> Stream.ofNullable(reply.join().get(language)))
                .findFirst()
                .orElse(ReplyContext.join(language)));
        for (Step.Choice choice : ask.choices()) {
            if (guards.hold(choice.when())) {
                for (ReplyTemplate label : choice.say()) {
                    var own = label.texts().get(language);
                    var text = own == null ? label.texts().get(usual) : own;
                    if (text != null && guards.hold(label.when())) {
                        labels.add(text.text());
                    }
                }
            }
        }
        return labels.toString();
    }

    /** What must still be said before anything else. */
    String prefix() {
        return prefix;
    }

    List<Say> says() {
        return List.copyOf(says);
    }

    /** All of it, at the end of a turn: what had to be said before is said alone if nothing else was. */
    List<Say> ended() {
        if (!prefix.isEmpty()) {
            var replaced = edition.scripts().common().reply(Role.REPLACED).id();
            says.add(new Say(replaced, language, prefix, Map.of(), false));
        }
        return says();
    }

    List<Say> sms() {
        return List.copyOf(sms);
    }

    List<String> alarms() {
        return List.copyOf(speaker.alarms());
    }
}

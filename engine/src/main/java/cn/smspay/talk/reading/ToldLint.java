package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** D16: every word that a text tells to send is understood: by some command, or as an answer. */
final class ToldLint {
    private static final List<Pattern> WORDS = List.of(
            Pattern.compile("(?:回复|发送|编辑|发短信)\\s*[\"“'‘]?([A-Z]{1,12})(?![A-Za-z0-9<])"),
            Pattern.compile("\\b(?i:reply|send|text)\\s+(?i:with\\s+)?\"?([A-Z]{1,12})(?![A-Za-z0-9<])"));

    /** A number alone; before a unit or a further digit it is an example. */
    private static final List<Pattern> NUMBERS = List.of(
            Pattern.compile("回复\\s*([0-9])(?![0-9.位元个分条])"), Pattern.compile("\\b(?i:reply)\\s+([0-9])(?![0-9. -])"));

    private final Scripts scripts;
    private final Faults faults;
    private final Set<String> understood = new HashSet<>();
    private final Set<String> control = new HashSet<>();

    ToldLint(Scripts scripts, Faults faults) {
        this.scripts = scripts;
        this.faults = faults;
        var common = scripts.common();
        List.of(common.cancel(), common.back(), common.help()).forEach(control::addAll);
        understood.addAll(control);
        for (Dialog dialog : scripts.dialogs().values()) {
            dialog.commands().forEach(command -> understood.addAll(command.words()));
            if (dialog.voice() == null) {
                dialog.slots().values().forEach(slot -> {
                    understood.addAll(slot.yes());
                    understood.addAll(slot.no());
                });
                dialog.steps().values().forEach(step -> understood.addAll(choices(step)));
            }
        }
    }

    private static Set<String> choices(Step step) {
        var words = new LinkedHashSet<String>();
        if (step instanceof Step.Ask ask) {
            ask.choices().forEach(choice -> words.addAll(choice.words()));
        }
        return words;
    }

    /** @param sound whether the file of a dialogue is in order so far */
    void check(Predicate<Dialog> sound) {
        var replies =
                new LinkedHashSet<ReplyTemplate>(scripts.common().replies().values());
        scripts.notices().values().forEach(notice -> replies.add(notice.reply()));
        for (Dialog dialog : scripts.dialogs().values().stream().filter(sound).toList()) {
            ReplyContext.in(dialog, new Flow(scripts, dialog)).forEach(said -> replies.add(said.reply()));
            if (dialog.voice() == null) {
                dialog.steps().values().forEach(this::question);
            }
        }
        replies.forEach(this::words);
    }

    private void words(ReplyTemplate reply) {
        reply.texts()
                .forEach((language, template) -> told(template.text(), WORDS).stream()
                        .filter(word -> !understood.contains(PlainText.of(word)))
                        .findFirst()
                        .ifPresent(word -> add(
                                reply,
                                language,
                                "the text tells to send \"" + word + "\", which no dialogue understands; "
                                        + Faults.suggestion(word, understood))));
    }

    /** What a question tells to answer is one of its answers. */
    private void question(Step step) {
        if (!(step instanceof Step.Ask ask)) {
            return;
        }
        var answers = choices(ask);
        boolean confirms = ask.slot().type() == Slot.Type.CONFIRM;
        if (confirms) {
            answers.addAll(ask.slot().yes());
            answers.addAll(ask.slot().no());
        }
        for (ReplyTemplate reply : ask.say()) {
            reply.texts().forEach((language, template) -> {
                var words = told(template.text(), WORDS);
                var wrong = told(template.text(), NUMBERS).stream()
                        .filter(word -> !answers.contains(word) && !control.contains(word))
                        .findFirst();
                if (wrong.isPresent()) {
                    add(reply, language, "the text tells to reply " + wrong.get() + ", which is no answer here");
                } else if (confirms && !words.isEmpty() && words.stream().noneMatch(answers::contains)) {
                    add(
                            reply,
                            language,
                            "the text tells to reply \"" + words.get(0) + "\", but the answers are "
                                    + String.join(", ", answers));
                }
            });
        }
    }

    private static List<String> told(String text, List<Pattern> patterns) {
        var words = new ArrayList<String>();
        patterns.forEach(pattern -> pattern.matcher(text).results().forEach(found -> words.add(found.group(1))));
        return words;
    }

    private void add(ReplyTemplate reply, String language, String text) {
        var place = reply.place(language);
        if (!faults.any(fault -> fault.place().equals(place))) {
            faults.add(place, "D16", "in " + language + ": " + text);
        }
    }
}

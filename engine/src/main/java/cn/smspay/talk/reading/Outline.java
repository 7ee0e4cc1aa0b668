package cn.smspay.talk.reading;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Flow;
import cn.smspay.talk.script.Go;
import cn.smspay.talk.script.Guard;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyContext;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A dialogue as its author reads it: steps, what is said there and how long that can become, and where it leads. */
public final class Outline {
    private final Dialog dialog;
    private final Widths widths;
    private final List<ReplyContext> said;
    private final List<String> lines = new ArrayList<>();

    private Outline(Scripts scripts, Dialog dialog) {
        this.dialog = dialog;
        this.widths = new Widths(scripts, dialog);
        this.said = new ArrayList<>(ReplyContext.in(dialog, new Flow(scripts, dialog)));
        dialog.notices()
                .forEach((name, reply) -> said.add(new ReplyContext(
                        reply,
                        true,
                        Set.of(),
                        Map.of(),
                        scripts.catalogue().notices().get(name))));
    }

    /** The lines of it; a voice menu begins with the tree of its keys. */
    public static List<String> of(Scripts scripts, Dialog dialog) {
        var outline = new Outline(scripts, dialog);
        outline.head();
        outline.keys();
        dialog.steps().values().forEach(outline::step);
        outline.besides();
        return outline.lines;
    }

    private void head() {
        add(0, dialog.name() + "  " + String.join(" / ", dialog.title().values()) + "  (" + dialog.file() + ")");
        dialog.commands()
                .forEach(command -> add(
                        0,
                        "opened by " + String.join(", ", command.words())
                                + (command.take().isEmpty() ? "" : ", which may bring " + command.take())));
        add(0, "begins with " + dialog.start());
    }

    /** Menus within menus, from the one that callers come back to. */
    private void keys() {
        var voice = dialog.voice();
        if (voice == null) {
            return;
        }
        var seen = new HashSet<String>();
        var roots = new LinkedHashSet<String>(List.of(voice.home()));
        roots.addAll(dialog.steps().keySet());
        for (String root : roots) {
            if (dialog.steps().get(root) instanceof Step.Menu menu && seen.add(root)) {
                add(0, "keys of " + root);
                branches(menu, 1, seen);
            }
        }
    }

    private void branches(Step.Menu menu, int depth, Set<String> seen) {
        for (Step.Option option : menu.options()) {
            add(depth, key(option));
            if (dialog.steps().get(option.next()) instanceof Step.Menu inner && seen.add(inner.name())) {
                branches(inner, depth + 1, seen);
            }
        }
    }

    private static String key(Step.Option option) {
        return "key " + option.key() + when(option.when()) + " -> " + option.next();
    }

    private static String when(List<Guard> guards) {
        return guards.isEmpty()
                ? ""
                : " when " + guards.stream().map(Guard::toString).collect(Collectors.joining(", "));
    }

    private void step(Step step) {
        add(0, "");
        step.fold(
                new Step.Cases<Outline>(this::ask, this::act, this::menu, this::tell, this::transfer, this::startSms));
    }

    /** What is said outside the steps. */
    private void besides() {
        add(0, "");
        occasion("to an answer after its time", dialog.late());
        occasion("to the same answer once more", dialog.again());
        occasion("the tries are used up", dialog.giveUp());
        dialog.notices().forEach((name, reply) -> occasion("notice " + name, reply));
        var voice = dialog.voice();
        if (voice != null) {
            occasion("no key was pressed", voice.noInput());
            occasion("the key is not offered", voice.noMatch());
            occasion("the tries are used up", voice.giveUp());
            occasion("the engine stops", voice.closing());
        }
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
    }

    private void occasion(String when, @Nullable ReplyTemplate reply) {
        if (reply != null) {
            occasion(when, List.of(reply));
        }
    }

    private void occasion(String when, List<ReplyTemplate> replies) {
        if (!replies.isEmpty()) {
            add(0, when);
            replies(1, replies, false);
        }
    }

    private Outline ask(Step.Ask ask) {
        add(
                0,
                ask.name() + ": asks for " + ask.slot().name() + " ("
                        + ask.slot().type().name().toLowerCase(Locale.ROOT) + ")"
                        + when(ask.when()));
        replies(1, ask.say(), false);
        if (ask.choices().isEmpty()) {
            add(1, "answer -> " + ask.next());
        }
        for (Step.Choice choice : ask.choices()) {
            add(1, "choice " + String.join(", ", choice.words()) + when(choice.when()) + " -> " + choice.next());
            replies(2, choice.say(), false);
        }
        if (!ask.when().isEmpty()) {
            add(1, "skip -> " + ask.skipped());
        }
        reaction("no", ask.no());
        if (!ask.back().isEmpty()) {
            add(1, "back -> " + ask.back());
        }
        for (String reason : ask.slot().reasons()) {
            var reply = ask.slot().refusals().get(reason);
            if (reply != null) {
                add(1, "refused for " + reason);
                replies(2, List.of(reply), false);
            }
        }
        return this;
    }

    private Outline act(Step.Do act) {
        add(0, act.name() + ": does " + act.action());
        act.outcomes().forEach(this::reaction);
        return this;
    }

    private Outline menu(Step.Menu menu) {
        add(0, menu.name() + ": offers keys");
        replies(1, menu.say(), false);
        for (Step.Option option : menu.options()) {
            add(1, key(option));
            replies(2, option.say(), false);
        }
        if (!menu.silence().isEmpty()) {
            add(1, "silence -> " + menu.silence());
        }
        return this;
    }

    private Outline tell(Step.Tell tell) {
        add(0, tell.name() + ": speaks");
        return reaction("then", tell.reaction());
    }

    private Outline transfer(Step.Transfer transfer) {
        add(0, transfer.name() + ": hands the call to " + transfer.target());
        replies(1, transfer.say(), false);
        return reaction("failed", transfer.failed());
    }

    private Outline startSms(Step.StartSms start) {
        add(
                0,
                start.name() + ": opens " + start.dialog() + " by short message"
                        + (start.at().isEmpty() ? "" : " at " + start.at()));
        return reaction("then", start.reaction());
    }

    private Outline reaction(String on, @Nullable Reaction reaction) {
        if (reaction != null) {
            reaction.branches().forEach(branch -> add(1, on + when(branch.when()) + " -> " + branch.step()));
            add(1, on + where(reaction.go()));
            replies(2, reaction.say(), false);
            replies(2, reaction.sms(), true);
        }
        return this;
    }

    private static String where(Go go) {
        return switch (go.way()) {
            case NEXT -> " -> " + go.step();
            case WAIT -> " -> waits at " + go.step();
            case RETRY -> " -> tries again at " + go.step();
            case DONE, PENDING, FAILED -> " -> end: " + go.way().name().toLowerCase(Locale.ROOT);
        };
    }

    private void replies(int depth, List<ReplyTemplate> replies, boolean sms) {
        replies.forEach(reply -> {
            reply.texts()
                    .forEach((language, template) -> add(
                            depth,
                            (reply.when().isEmpty() ? "" : when(reply.when()).strip() + ": ")
                                    + (reply.id().isEmpty() ? "" : reply.id() + " ") + language
                                    + length(reply, language, sms) + ": " + template.text()));
            reply.rows()
                    .forEach((sort, row) -> row.texts()
                            .forEach((language, template) ->
                                    add(depth, "  line " + sort + " " + language + ": " + template.text())));
        });
    }

    /** The longest wherever it is said. */
    private String length(ReplyTemplate reply, String language, boolean sms) {
        int characters = 0;
        int messages = 0;
        for (ReplyContext each : said) {
            var template = each.reply().texts().get(language);
            if (template != null && each.reply().equals(reply)) {
                var size = widths.longest(each, language, template);
                characters = Math.max(characters, size.characters());
                messages = Math.max(messages, size.messages());
            }
        }
        if (characters == 0) {
            // A part of another text, like the name of a choice.
            return "";
        }
        boolean sent = sms || dialog.voice() == null;
        return " (" + characters + " characters"
                + (sent ? ", " + messages + (messages == 1 ? " segment" : " segments") : "") + ")";
    }

    private void add(int depth, String line) {
        lines.add("  ".repeat(depth) + line);
    }
}

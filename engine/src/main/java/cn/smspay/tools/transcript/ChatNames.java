package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Scripts;
import cn.smspay.tools.transcript.ChatWord.Wrong;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names that a transcript takes from the dialogue files: actions, guards, limits, notices, steps, menus. */
final class ChatNames {
    /** How a dialogue may end. */
    static final Set<String> ENDS = Set.of("done", "pending", "failed");

    private final Scripts scripts;

    ChatNames(Scripts scripts) {
        this.scripts = scripts;
    }

    /** What is wrong with the words behind a verb that names something, of which there are enough; null if nothing is. */
    @Nullable
    Wrong wrong(String verb, List<ChatWord> words) {
        return switch (verb) {
            case "fail" -> fail(words);
            case "guard" -> unknown("guard", words.get(0), scripts.catalogue().guards());
            case "limit" ->
                unknown("limit", words.get(0), scripts.catalogue().limits().keySet());
            case "notice" ->
                unknown("notice", words.get(0), scripts.catalogue().notices().keySet());
            case "call" -> unknown("voice menu", words.get(0), menus());
            case "state" -> state(words);
            case "end" -> end(words);
            default -> null;
        };
    }

    private @Nullable Wrong fail(List<ChatWord> words) {
        var actions = scripts.catalogue().actions();
        var action = actions.get(words.get(0).text());
        return action == null
                ? unknown("action", words.get(0), actions.keySet())
                : unknown(
                        "outcome of " + action.name(),
                        words.get(1),
                        action.outcomes().keySet());
    }

    private @Nullable Wrong state(List<ChatWord> words) {
        var steps = new TreeSet<String>(List.of("none"));
        scripts.dialogs()
                .forEach((name, dialog) -> dialog.steps().keySet().forEach(step -> steps.add(name + '.' + step)));
        for (ChatWord word : words) {
            var of = scripts.dialogs().get(word.text());
            if (of != null) {
                return word.wrong("write the step behind it, like " + of.name() + '.'
                        + of.steps().keySet().iterator().next());
            }
            var wrong = unknown("step", word, steps);
            if (wrong != null) {
                return wrong;
            }
        }
        return null;
    }

    private @Nullable Wrong end(List<ChatWord> words) {
        var dialogs = new TreeSet<>(scripts.dialogs().keySet());
        dialogs.add("none");
        var wrong = unknown("dialogue", words.get(0), dialogs);
        return wrong != null || words.size() < 2 || ENDS.contains(words.get(1).text())
                ? wrong
                : words.get(1)
                        .wrong("a dialogue ends as done, pending or failed, not "
                                + words.get(1).text());
    }

    private Collection<String> menus() {
        return scripts.dialogs().values().stream()
                .filter(dialog -> dialog.voice() != null)
                .map(Dialog::name)
                .toList();
    }

    private static @Nullable Wrong unknown(String what, ChatWord word, Collection<String> known) {
        return known.contains(word.text())
                ? null
                : word.wrong("there is no " + what + ' ' + word.text() + "; " + Faults.suggestion(word.text(), known));
    }
}

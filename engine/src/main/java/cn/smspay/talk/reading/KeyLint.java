package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.Reaction;
import cn.smspay.talk.script.ReplyTemplate;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** D16: every key that a text of a call tells to press does something there. */
final class KeyLint {
    /** Leads back, or home, wherever a call waits. */
    private static final char BACK = '*';

    /** Ends what is keyed in. */
    private static final char END = '#';

    private static final String AFTER = "[^，。；,.;]{0,6}?按(?:数字)?键?\\s*([0-9*#])";
    private static final Pattern BACK_BY = Pattern.compile("返回" + AFTER);
    private static final Pattern END_BY = Pattern.compile("按\\s*([0-9*#])[^，。；]{0,2}(?:结束|完成)");

    private static final String DIGITS = "零一二三四五六七八九";
    private static final List<String> NUMBERS =
            List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
    private static final Pattern CHINESE = Pattern.compile("按\\s*(?:数字)?键?\\s*([0-9*#]|[" + DIGITS + "]|星|井|米)");
    private static final Pattern ENGLISH = Pattern.compile(
            "press\\s+(?:the\\s+)?([0-9*#]|star|hash|pound|" + String.join("|", NUMBERS) + ")\\b",
            Pattern.CASE_INSENSITIVE);

    private final Dialog dialog;
    private final Faults faults;

    KeyLint(Dialog dialog, Faults faults) {
        this.dialog = dialog;
        this.faults = faults;
    }

    void check() {
        if (dialog.voice() == null) {
            return;
        }
        for (Step step : dialog.steps().values()) {
            if (step instanceof Step.Menu menu) {
                menu(menu);
            } else if (step instanceof Step.Ask ask) {
                said(ask.say(), keys(ask));
                said(ask.slot().refusals().values(), keys(ask));
                fixed(ask.say());
            }
            ChoiceLint.reactions(step).forEach(this::reaction);
        }
    }

    private void menu(Step.Menu menu) {
        var offered = keys(menu);
        said(menu.say(), offered);
        menu.options().forEach(option -> {
            for (ReplyTemplate reply : option.say()) {
                reply.texts().forEach((language, template) -> {
                    var keys = spoken(template.text());
                    if (!keys.isEmpty() && !keys.contains(option.key())) {
                        add(
                                reply,
                                language,
                                "the text names key " + keys.iterator().next() + ", but it is offered at key "
                                        + option.key());
                    }
                });
            }
            said(
                    option.say().stream()
                            .filter(reply -> reply.texts().values().stream()
                                    .allMatch(text -> spoken(text.text()).isEmpty()
                                            || spoken(text.text()).contains(option.key())))
                            .toList(),
                    offered);
        });
    }

    /** What is said before the call goes on elsewhere names the keys of that place. */
    private void reaction(Reaction reaction) {
        if (reaction.branches().isEmpty()) {
            said(
                    reaction.say(),
                    reaction.go().ends()
                            ? Set.of()
                            : keys(dialog.steps().get(reaction.go().step())));
        }
    }

    /** The keys that do something at a step; null if any may. */
    private static @Nullable Set<Character> keys(@Nullable Step step) {
        var keys = new HashSet<>(Set.of(BACK, END));
        if (step instanceof Step.Menu menu) {
            menu.options().forEach(option -> keys.add(option.key()));
            return keys;
        }
        if (step instanceof Step.Ask ask && ask.slot().type() == Slot.Type.CONFIRM) {
            List.of(ask.slot().yes(), ask.slot().no())
                    .forEach(words -> words.stream()
                            .filter(word -> word.length() == 1)
                            .forEach(word -> keys.add(word.charAt(0))));
            return keys;
        }
        return null;
    }

    private void said(Collection<ReplyTemplate> replies, @Nullable Set<Character> keys) {
        if (keys == null) {
            return;
        }
        for (ReplyTemplate reply : replies) {
            reply.texts().forEach((language, template) -> spoken(template.text()).stream()
                    .filter(key -> !keys.contains(key))
                    .findFirst()
                    .ifPresent(key -> add(
                            reply,
                            language,
                            "the text names key " + key + ", which does nothing here; "
                                    + (keys.isEmpty() ? "the call ends" : "keys are " + written(keys)))));
        }
    }

    /** Where digits are keyed in, any of them may be named; but the way back and the end have their keys. */
    private void fixed(List<ReplyTemplate> replies) {
        for (ReplyTemplate reply : replies) {
            reply.texts().forEach((language, template) -> {
                fixed(reply, language, template.text(), BACK_BY, BACK);
                fixed(reply, language, template.text(), END_BY, END);
            });
        }
    }

    private void fixed(ReplyTemplate reply, String language, String text, Pattern pattern, char right) {
        var found = pattern.matcher(text);
        boolean told = faults.any(fault -> fault.place().equals(reply.place(language)));
        if (!told && found.find() && found.group(1).charAt(0) != right) {
            add(
                    reply,
                    language,
                    "the text names key " + found.group(1) + ", but " + (right == BACK ? "the way back" : "the end")
                            + " is at key " + right);
        }
    }

    private static String written(Set<Character> keys) {
        return keys.stream().sorted().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private void add(ReplyTemplate reply, String language, String text) {
        faults.add(reply.place(language), "D16", "in " + language + ": " + text);
    }

    /** Which keys a text tells the caller to press. */
    static Set<Character> spoken(String text) {
        var keys = new LinkedHashSet<Character>();
        for (Pattern pattern : List.of(CHINESE, ENGLISH)) {
            pattern.matcher(text).results().forEach(found -> keys.add(key(found.group(1))));
        }
        return keys;
    }

    private static char key(String said) {
        var word = said.toLowerCase(Locale.ROOT);
        int digit = word.length() == 1 ? DIGITS.indexOf(word) : NUMBERS.indexOf(word);
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        return switch (word) {
            case "星", "米", "star" -> '*';
            case "井", "hash", "pound" -> '#';
            default -> word.charAt(0);
        };
    }
}

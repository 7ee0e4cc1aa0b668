package cn.smspay.talk.reading;

import cn.smspay.base.yaml.Faults;
import cn.smspay.base.yaml.Node;
import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.PlainText;
import cn.smspay.talk.script.Scripts;
import cn.smspay.talk.script.Slot;
import cn.smspay.talk.script.Step;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** D11: a word belongs to one command, and can be sent. D12: an answer that is also a command or control word. */
final class WordLint {
    private static final Set<Character.UnicodeScript> LOOK_ALIKE = EnumSet.of(
            Character.UnicodeScript.CYRILLIC, Character.UnicodeScript.GREEK, Character.UnicodeScript.ARMENIAN);

    /** What stands between words, or around a list of them. */
    private static final String BETWEEN = ",，、;；【】[]()（）{}「」";

    /** A blank beside a Chinese character stands between words. */
    private static final Pattern SPACED = Pattern.compile("[\\u4e00-\\u9fff] | [\\u4e00-\\u9fff]");

    /** Numbers, also in words. */
    private static final Pattern AMOUNT = Pattern.compile("[0-9零〇一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+[元块]?");

    /** The answer that ends any dialogue, though it is a number: no amount is 0. */
    private static final String NOTHING = "0";

    private final Scripts scripts;
    private final @Nullable Node shared;
    private final Faults faults;
    private final Map<String, String> owners = new LinkedHashMap<>();

    /** @param shared what stands in {@code _common.yaml} */
    WordLint(Scripts scripts, @Nullable Node shared, Faults faults) {
        this.shared = shared;
        this.scripts = scripts;
        this.faults = faults;
    }

    void check() {
        var common = scripts.common();
        control("cancel", common.cancel());
        control("back", common.back());
        control("help", common.help());
        // Of two dialogues with one word, that which is called so keeps it.
        commands((dialog, word) -> word.equalsIgnoreCase(dialog.name()));
        commands((dialog, word) -> !word.equalsIgnoreCase(dialog.name()));
        scripts.dialogs().values().forEach(this::arguments);
        scripts.dialogs().values().stream()
                .filter(dialog -> dialog.voice() == null)
                .forEach(dialog -> {
                    dialog.slots().values().forEach(slot -> answers(dialog, slot));
                    dialog.steps().values().forEach(step -> choices(dialog, step));
                });
    }

    private void commands(BiPredicate<Dialog, String> which) {
        for (Dialog dialog : scripts.dialogs().values()) {
            dialog.commands()
                    .forEach(command -> command.words().stream()
                            .filter(word -> which.test(dialog, word))
                            .filter(word -> own(word, "a command of " + dialog.file(), dialog.file(), command.line()))
                            .forEach(word -> command(word, dialog.file(), command.line())));
        }
    }

    private void control(String key, Collection<String> words) {
        int line = line(key);
        words.forEach(word -> {
            own(word, "a control word", scripts.common().file(), line);
            if (word.equals(NOTHING)) {
                sendable(word, scripts.common().file(), line);
            } else {
                command(word, scripts.common().file(), line);
            }
        });
    }

    private int line(String key) {
        var field = shared == null ? null : shared.fields().get(key);
        return field == null ? 1 : field.line();
    }

    private boolean own(String word, String owner, String file, int line) {
        var other = owners.putIfAbsent(word, owner);
        if (other != null) {
            faults.add(file, line, "D11", "\"" + word + "\" is already " + other + "; choose another word");
        }
        return other == null;
    }

    /** A longer word wins: it would be taken out of the values that a command brings along. */
    private void arguments(Dialog dialog) {
        dialog.commands().stream()
                .filter(command -> !command.take().isEmpty())
                .forEach(command -> command.words()
                        .forEach(word -> scripts.dialogs()
                                .values()
                                .forEach(other -> other.commands()
                                        .forEach(longer -> longer.words().stream()
                                                .filter(each -> each.startsWith(word)
                                                        && isArgument(each.substring(word.length())))
                                                .forEach(each -> faults.add(
                                                        other.file(),
                                                        longer.line(),
                                                        "D11",
                                                        "\"" + each + "\" would never reach \"" + word
                                                                + "\", which takes what follows it as its "
                                                                + command.take()
                                                                + "; choose another word"))))));
    }

    private static boolean isArgument(String rest) {
        return !rest.isEmpty() && (rest.charAt(0) == ' ' || Character.isDigit(rest.charAt(0)));
    }

    private void command(String word, String file, int line) {
        if (AMOUNT.matcher(word).matches()) {
            faults.add(
                    file,
                    line,
                    "D11",
                    "\"" + word
                            + "\" would be taken out of answers, where numbers are amounts and passwords; a command has"
                            + " a letter");
        }
        sendable(word, file, line);
    }

    /** Whether a phone can send the word so that it is recognised. */
    private void sendable(String word, String file, int line) {
        if (word.isEmpty() || word.equals("~")) {
            faults.add(file, line, "D11", "a word is empty, or only a sign that is not looked at; remove it");
        } else if (word.length() > 1
                && (word.chars().anyMatch(c -> BETWEEN.indexOf(c) >= 0)
                        || SPACED.matcher(word).find())) {
            faults.add(
                    file,
                    line,
                    "D11",
                    "\"" + word
                            + "\" is read as one word; write a list with ordinary brackets and commas, like [CX, 余额]");
        } else if (word.length() > PlainText.COMMAND_MAX) {
            faults.add(
                    file,
                    line,
                    "D11",
                    "\"" + word + "\" is longer than the " + PlainText.COMMAND_MAX
                            + " characters that are compared; shorten it");
        } else {
            word.codePoints()
                    .filter(c -> !isTyped(c))
                    .findFirst()
                    .ifPresent(c -> faults.add(
                            file,
                            line,
                            "D11",
                            String.format(
                                    Locale.ROOT,
                                    "\"%s\" of \"%s\" is U+%04X, which %s; use letters A to Z, digits or Chinese characters",
                                    Character.toString(c),
                                    word,
                                    c,
                                    LOOK_ALIKE.contains(Character.UnicodeScript.of(c))
                                            ? "looks like a Latin letter and is none"
                                            : "phones do not send")));
        }
    }

    private static boolean isTyped(int c) {
        if (c < 0x80) {
            return c >= ' ' && c < 0x7F;
        }
        return (Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN && Character.isBmpCodePoint(c))
                || (c >= 0x3001 && c <= 0x301F);
    }

    private void choices(Dialog dialog, Step step) {
        if (step instanceof Step.Ask ask) {
            for (Step.Choice choice : ask.choices()) {
                for (String word : choice.words()) {
                    sendable(word, dialog.file(), choice.line());
                    if (owners.containsKey(word) && !scripts.common().cancel().contains(word)) {
                        faults.warn(
                                dialog.file(),
                                choice.line(),
                                "D12",
                                "the choice \"" + word + "\" is also " + owners.get(word)
                                        + "; while this menu is open the choice wins");
                    }
                }
            }
        }
    }

    private void answers(Dialog dialog, Slot slot) {
        slot.yes().forEach(word -> sendable(word, dialog.file(), slot.line()));
        slot.no().forEach(word -> sendable(word, dialog.file(), slot.line()));
        slot.yes().stream()
                .filter(slot.no()::contains)
                .forEach(word -> faults.add(
                        dialog.file(), slot.line(), "D14", "\"" + word + "\" means yes and no; keep one of both"));
        for (String word : slot.yes()) {
            if (owners.containsKey(word)) {
                faults.warn(
                        dialog.file(),
                        slot.line(),
                        "D12",
                        "the answer \"" + word + "\" is also " + owners.get(word)
                                + "; while this question is open the answer wins");
            }
        }
        boolean zeroIsAnAnswer = slot.type() == Slot.Type.AMOUNT && slot.min().isEmpty();
        if (zeroIsAnAnswer
                && !faults.any(fault -> fault.file().equals(dialog.file()))
                && scripts.common().cancel().contains("0")) {
            faults.warn(
                    dialog.file(),
                    slot.line(),
                    "D12",
                    "0 would be taken as an amount and no longer cancel; give \"" + slot.name() + "\" a \"min\"");
        }
    }
}

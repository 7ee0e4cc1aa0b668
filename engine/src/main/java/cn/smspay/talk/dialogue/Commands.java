package cn.smspay.talk.dialogue;

import cn.smspay.talk.script.Dialog;
import cn.smspay.talk.script.PlainText;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the command in a normalised text; the longest word wins. */
final class Commands {
    private final Map<String, CommandEntry> byWord = new HashMap<>();
    private final int longest;

    private record CommandEntry(Dialog dialog, String take) {}

    /**
     * A command.
     *
     * @param word as it was sent
     * @param argument what follows the word; null if nothing does
     */
    record Match(
            Dialog dialog,
            String word,
            String take,
            @Nullable String argument) {}

    Commands(Collection<Dialog> dialogs) {
        for (Dialog dialog : dialogs) {
            for (var command : dialog.commands()) {
                command.words().forEach(word -> byWord.put(word, new CommandEntry(dialog, command.take())));
            }
        }
        this.longest = byWord.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    Set<String> words() {
        return Set.copyOf(byWord.keySet());
    }

    @Nullable
    Match match(String plain) {
        if (plain.length() > PlainText.COMMAND_MAX) {
            return null;
        }
        for (int length = Math.min(longest, plain.length()); length > 0; length--) {
            var word = plain.substring(0, length);
            var entry = byWord.get(word);
            if (entry != null && length == plain.length()) {
                return new Match(entry.dialog(), word, entry.take(), null);
            }
            if (entry != null && !entry.take().isEmpty() && argumentFollows(plain, length)) {
                var argument = argument(plain, length);
                return new Match(entry.dialog(), word, entry.take(), argument.isEmpty() ? null : argument);
            }
        }
        return null;
    }

    /** Letters after letters are another word; after a Chinese word only a number can be an argument. */
    private static boolean argumentFollows(String plain, int at) {
        char next = plain.charAt(at);
        return isLetter(plain.charAt(at - 1)) ? !isLetter(next) : " +-.".indexOf(next) >= 0 || isDigit(next);
    }

    /** A plus sign, and the word for "space" that the leaflets print, stand for a space. */
    private static String argument(String plain, int from) {
        int at = from;
        while (at < plain.length()) {
            if (plain.charAt(at) == ' ' || plain.charAt(at) == '+') {
                at++;
            } else if (plain.startsWith("空格", at)) {
                at += 2;
            } else {
                break;
            }
        }
        return plain.substring(at);
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}

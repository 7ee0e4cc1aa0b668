package cn.smspay.tools.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A word of a line, with where it stands.
 *
 * @param at in the argument, from 0
 */
record ChatWord(String text, int at) {
    private static final Pattern WORD = Pattern.compile("\\S+");

    static List<ChatWord> of(String argument) {
        var words = new ArrayList<ChatWord>();
        var found = WORD.matcher(argument);
        while (found.find()) {
            words.add(new ChatWord(found.group(), found.start()));
        }
        return words;
    }

    /** This word cannot stand here. */
    Wrong wrong(String what) {
        return new Wrong(at, what);
    }

    /** Something in this word cannot stand here. */
    Wrong wrong(int within, String what) {
        return new Wrong(at + within, what);
    }

    /**
     * What is wrong with an argument.
     *
     * @param at where in it, from 0; {@link #LINE} if it is the line as a whole
     */
    record Wrong(int at, String what) {
        static final int LINE = -1;

        static Wrong line(String what) {
            return new Wrong(LINE, what);
        }
    }
}

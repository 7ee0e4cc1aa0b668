package cn.smspay.tools.demo;

import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How the newest message went, in the order in which the engine asks: is it the answer to a question that waits, a word to
 * leave, a command? And then the ways that were taken. One thread at a time.
 */
final class Route {
    /** More than this after one message is a dialogue that goes in circles, or somebody else's message. */
    private static final int WAYS_MAX = 100;

    /** What a message was taken for. */
    private enum Taken {
        NOTHING,
        ANSWER,
        CONTROL,
        COMMAND,
        REFUSED,
        LATE
    }

    private final Deque<String> ways = new ArrayDeque<>();
    private String text = "";
    private List<String> waiting = List.of();
    private String command = "";
    private Taken taken = Taken.NOTHING;
    private boolean isCut;

    /**
     * A message is sent now.
     *
     * @param questions that wait for an answer, the first to be asked first
     */
    void begin(String sent, List<String> questions) {
        ways.clear();
        text = sent;
        waiting = questions;
        command = "";
        taken = Taken.NOTHING;
        isCut = false;
    }

    /** A way was taken, on what {@link cn.smspay.talk.dialogue.Trail} calls it. */
    void walked(String on, String line) {
        if (taken == Taken.NOTHING) {
            taken = switch (on.replaceFirst(" .*", "")) {
                case "answer", "no", "choice" -> Taken.ANSWER;
                case "cancelled", "back" -> Taken.CONTROL;
                case "refused" -> Taken.REFUSED;
                case "late", "again" -> Taken.LATE;
                default -> Taken.NOTHING;
            };
        }
        add(line);
    }

    /** A command word began a dialogue. */
    void opened(String word, String line) {
        taken = Taken.COMMAND;
        command = word;
        add(line);
    }

    void add(String line) {
        if (ways.contains(line) && line.startsWith(GUARD)) {
            return;
        }
        if (ways.size() == WAYS_MAX) {
            ways.removeFirst();
            isCut = true;
        }
        ways.add(line);
    }

    static final String GUARD = "guard ";

    /** The first thing first; nothing before the first message. */
    List<String> lines(Common common) {
        var lines = new ArrayList<String>();
        if (!text.isEmpty()) {
            lines.add("read as \"" + PlainText.of(text) + '"');
            questions(lines);
            if (taken != Taken.ANSWER) {
                words(common, lines);
            }
        }
        if (isCut) {
            lines.add("  (the first ways are forgotten)");
        }
        ways.forEach(way -> lines.add("  " + way));
        return lines;
    }

    private void questions(List<String> lines) {
        for (int i = 0; i < waiting.size(); i++) {
            boolean is = taken == Taken.ANSWER && i == 0;
            lines.add("answers " + waiting.get(i) + "? " + (is ? "yes" : "no"));
            if (is) {
                return;
            }
        }
        if (waiting.isEmpty()) {
            lines.add("answers a question? none waits");
        }
    }

    private void words(Common common, List<String> lines) {
        var plain = PlainText.of(text);
        boolean isHelp = common.help().contains(plain);
        if (isHelp || taken == Taken.CONTROL) {
            lines.add("a word to leave, go back or get help? yes, \"" + plain + '"');
            return;
        }
        lines.add("a word to leave, go back or get help? no");
        if (taken == Taken.COMMAND) {
            lines.add("a command? yes, \"" + command + '"');
            return;
        }
        lines.add("a command? no");
        switch (taken) {
            case REFUSED -> lines.add("so it is a wrong answer to " + waiting.stream().findFirst().orElse("a question"));
            case LATE -> lines.add("so it is an answer after its time");
            default -> lines.add("so nobody understands it");
        }
    }
}

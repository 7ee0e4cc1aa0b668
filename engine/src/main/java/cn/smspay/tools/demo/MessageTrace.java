package cn.smspay.tools.demo;

import cn.smspay.talk.script.Common;
import cn.smspay.talk.script.PlainText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How the newest message went, in the order in which the engine asks: is it the answer to a question that waits, a word to
 * leave, a command? And then the ways that were taken. One thread at a time.
 */
final class MessageTrace {
    /** More than this after one message is a dialogue that goes in circles, or somebody else's message. */
    private static final int WAYS_MAX = 100;

    /** What a message was taken for. */
    private enum TakenFor {
        NOTHING,
        ANSWER,
        CONTROL,
        COMMAND,
        REFUSED,
        LATE
    }

    /** What may be the password of a card. */
    private static final Pattern CARD = Pattern.compile("[0-9]{12,}");

    static final String HIDDEN = "******";

    private final Deque<String> ways = new ArrayDeque<>();
    private String text = "";
    private List<String> waiting = List.of();
    private String command = "";
    private TakenFor taken = TakenFor.NOTHING;
    private String last = "";
    private boolean isCut;

    /**
     * A message is sent now.
     *
     * @param questions that wait for an answer, the first to be asked first
     */
    void begin(String sent, List<String> questions) {
        ways.clear();
        text = CARD.matcher(sent).replaceAll(HIDDEN);
        waiting = questions;
        command = "";
        taken = TakenFor.NOTHING;
        last = "";
        isCut = false;
    }

    /** A way was taken, on what {@link cn.smspay.talk.dialogue.Trail} calls it. */
    void walked(String on, String line) {
        if (taken == TakenFor.NOTHING) {
            taken = switch (on.replaceFirst(" .*", "")) {
                case "answer", "no", "choice" -> TakenFor.ANSWER;
                case "cancelled", "back" -> TakenFor.CONTROL;
                case "refused" -> TakenFor.REFUSED;
                case "late", "again" -> TakenFor.LATE;
                default -> TakenFor.NOTHING;
            };
        }
        // The same once more is the same work, which was set aside for something slow.
        if (!line.equals(last)) {
            add(line);
        }
        last = line;
    }

    /** A command word began a dialogue. */
    void opened(String word, String line) {
        taken = TakenFor.COMMAND;
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
            if (taken != TakenFor.ANSWER) {
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
            boolean is = taken == TakenFor.ANSWER && i == 0;
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
        if (isHelp || taken == TakenFor.CONTROL) {
            lines.add("a word to leave, go back or get help? yes, \"" + plain + '"');
            return;
        }
        lines.add("a word to leave, go back or get help? no");
        if (taken == TakenFor.COMMAND) {
            lines.add("a command? yes, \"" + command + '"');
            return;
        }
        lines.add("a command? no");
        switch (taken) {
            case REFUSED ->
                lines.add("so it is a wrong answer to "
                        + waiting.stream().findFirst().orElse("a question"));
            case LATE -> lines.add("so it is an answer after its time");
            default -> lines.add("so nobody understands it");
        }
    }
}

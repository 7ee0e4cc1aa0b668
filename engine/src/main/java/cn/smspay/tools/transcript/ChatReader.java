package cn.smspay.tools.transcript;

import cn.smspay.base.yaml.Faults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a transcript, and says of each line that cannot be played what would be right. A faulty case is not played. */
final class ChatReader {
    private static final Set<String> VERBS = new TreeSet<>(Set.of(
            ">",
            ">>",
            "<",
            "case",
            "given",
            "stock",
            "as",
            "clock",
            "wait",
            "deliver",
            "redeliver",
            "call",
            "press",
            "silence",
            "hangup",
            "nobody",
            "hear",
            "outside",
            "then",
            "state",
            "was",
            "bill",
            "cash",
            "card",
            "log",
            "order",
            "line",
            "fail",
            "guard",
            "limit",
            "notice",
            "end"));
    private static final Set<String> OF_CALLS = Set.of("press", "silence", "hangup", "nobody", "hear");
    private static final Set<String> WITHOUT_WORDS =
            Set.of("redeliver", "silence", "hangup", "nobody", "<", ">", ">>", "hear");

    private final Path path;
    private final String name;
    private final Map<String, Integer> titles = new HashMap<>();
    private final List<ChatFile.Case> cases = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private @Nullable Draft draft;
    private boolean saidThatACaseIsMissing;

    ChatReader(Path path, String name) {
        this.path = path;
        this.name = name;
    }

    /** A case as far as it has been read. */
    private static final class Draft {
        final ChatFile.Case read;
        boolean faulty;
        boolean somebody;
        boolean sends;
        boolean calls;

        Draft(ChatFile.Case read) {
            this.read = read;
        }
    }

    ChatFile read(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (!text.isBlank() && !text.startsWith("#")) {
                line(i + 1, text);
            }
        }
        finish();
        if (cases.isEmpty() && faults.isEmpty()) {
            faults.add(name + ": there is no case in it; a transcript begins with the line: case TITLE");
        }
        return new ChatFile(path, name, List.copyOf(cases), List.copyOf(faults));
    }

    private void line(int number, String text) {
        int space = text.indexOf(' ');
        var verb = space < 0 ? text : text.substring(0, space);
        var argument = space < 0 ? "" : text.substring(space + 1);
        if (verb.equals("case")) {
            finish();
            if (argument.isBlank()) {
                fault(number, "write behind case what it shows");
            } else {
                unlike(number, argument.strip());
            }
            draft = new Draft(new ChatFile.Case(name, number, argument.strip(), new ArrayList<>()));
            return;
        }
        var wrong = VERBS.contains(verb) ? null : misspelt(verb, text);
        if (draft == null) {
            if (!saidThatACaseIsMissing) {
                fault(number, wrong == null ? "a transcript begins with the line: case TITLE" : wrong);
                saidThatACaseIsMissing = true;
            }
            return;
        }
        if (wrong == null) {
            wrong = misplaced(draft, verb, argument);
        } else {
            // It may have been what the lines below it miss.
            draft.somebody = true;
            draft.calls = true;
            draft.sends = true;
        }
        if (wrong != null) {
            fault(number, wrong);
            draft.faulty = true;
        }
        draft.read.lines().add(new ChatFile.Line(name, number, verb, argument));
    }

    private void unlike(int number, String title) {
        var first = titles.putIfAbsent(title, number);
        if (first != null) {
            fault(number, "the title is also that of line " + first + "; name one of both otherwise");
        }
    }

    private void finish() {
        if (draft == null) {
            return;
        }
        if (!draft.faulty && !draft.sends) {
            fault(draft.read.number(), "nothing happens in this case; a message is sent with: > TEXT");
        } else if (!draft.faulty) {
            cases.add(draft.read);
        }
        draft = null;
    }

    /** Why a line begins with no verb that there is. */
    private static String misspelt(String verb, String text) {
        char first = text.charAt(0);
        if (Character.isWhitespace(first) || Character.isSpaceChar(first)) {
            return "the line is indented; begin it with its verb: " + text.strip();
        }
        if ("＞》".indexOf(first) >= 0) {
            return "write an ordinary > and a space";
        }
        if ("＜《".indexOf(first) >= 0) {
            return "write an ordinary < and a space";
        }
        if (first == '>' || first == '<') {
            var sign = text.startsWith(">>") ? ">>" : text.substring(0, 1);
            return "write one space behind " + sign + ": " + sign + ' '
                    + text.substring(sign.length()).strip();
        }
        int tab = verb.indexOf('\t');
        if (tab > 0) {
            return "write a space, not a tab, behind " + verb.substring(0, tab);
        }
        if (verb.startsWith("//") || verb.startsWith("--") || verb.equals("%")) {
            return "a remark begins with #";
        }
        boolean near = VERBS.stream().anyMatch(each -> Faults.isNear(verb, each));
        return "there is no verb " + verb + "; "
                + (near
                        ? Faults.suggestion(verb, VERBS)
                        : "what is sent begins with > and a space, what comes back with <; verbs are "
                                + String.join(" ", VERBS));
    }

    /** Why a line cannot be played after those before it. */
    private static @Nullable String misplaced(Draft draft, String verb, String argument) {
        draft.somebody |= verb.equals("given") || verb.equals("as");
        if (argument.isBlank() && !WITHOUT_WORDS.contains(verb)) {
            return verb + " needs something behind it";
        }
        switch (verb) {
            case ">", ">>" -> {
                draft.sends = true;
                if (!draft.somebody) {
                    return "nobody is there to send it; write before it: given NUMBER, or as NUMBER";
                }
            }
            case "call" -> {
                draft.sends = true;
                draft.calls = true;
            }
            case "deliver", "redeliver", "outside", "then", "notice" -> draft.sends = true;
            case "bill" -> {
                if (!argument.strip().matches("[0-9]{1,6}")) {
                    return "bill is followed by how many messages were charged, like: bill 1";
                }
            }
            case "<" -> {
                if (argument.isBlank()) {
                    return "write behind < what comes; … stands for anything";
                }
            }
            case "end" -> {
                if (!argument.strip().matches("none|\\S+ \\S+")) {
                    return "write the dialogue and how it ends, like: end tx done";
                }
            }
            default -> {
                if (OF_CALLS.contains(verb) && !draft.calls) {
                    return "there is no call yet; write before it: call NUMBER";
                }
            }
        }
        return null;
    }

    private void fault(int number, String what) {
        faults.add(name + ":" + number + ": " + what);
    }
}

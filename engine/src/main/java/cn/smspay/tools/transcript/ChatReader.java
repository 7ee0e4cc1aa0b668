package cn.smspay.tools.transcript;

import cn.smspay.talk.script.Scripts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a transcript, and says of each line that cannot be played what would be right. A faulty case is not played. */
final class ChatReader {
    private static final Set<String> OF_CALLS = Set.of("press", "silence", "hangup", "nobody", "hear", "line");
    private static final Set<String> OF_SOMEBODY = Set.of("state", "cash", "card", "was", "order");
    private static final String NOBODY = "nobody is there; write before it: given NUMBER, or as NUMBER";
    private static final Set<String> WITHOUT_WORDS =
            Set.of("redeliver", "silence", "hangup", "nobody", "<", ">", ">>", "hear");

    /** So many lines of one file are told. */
    private static final int TOLD_MAX = 20;

    private final Path path;
    private final String name;
    private final @Nullable Scripts scripts;
    private final Map<String, Integer> titles = new HashMap<>();
    private final List<ChatFile.Case> cases = new ArrayList<>();
    private final Map<String, Told> faults = new LinkedHashMap<>();
    private @Nullable Draft draft;
    private boolean saidThatACaseIsMissing;

    /** @param scripts whose names the lines may use; null if they are not known */
    ChatReader(Path path, String name, @Nullable Scripts scripts) {
        this.path = path;
        this.name = name;
        this.scripts = scripts;
    }

    /** A fault where it stands first, and in how many lines. */
    private record Told(String first, int lines) {
        String text() {
            return first + (lines == 1 ? "" : " (and so in " + (lines - 1) + " more lines)");
        }
    }

    /** A case as far as it has been read. */
    private static final class Draft {
        final ChatFile.Case read;
        final ChatArguments arguments;
        boolean faulty;
        boolean somebody;
        boolean sends;
        boolean calls;

        Draft(ChatFile.Case read, ChatArguments arguments) {
            this.read = read;
            this.arguments = arguments;
        }

        /** A line that cannot be read may have been what the lines below it miss. */
        void spoil() {
            faulty = true;
            somebody = true;
            calls = true;
            sends = true;
            arguments.spoil();
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
            return new ChatFile(
                    path,
                    name,
                    List.of(),
                    List.of(name + ": there is no case in it; a transcript begins with the line: case TITLE"));
        }
        return new ChatFile(path, name, List.copyOf(cases), told());
    }

    private List<String> told() {
        var told = new ArrayList<String>();
        faults.values().stream().limit(TOLD_MAX).map(Told::text).forEach(told::add);
        if (faults.size() > TOLD_MAX) {
            told.add(name + ": and " + (faults.size() - TOLD_MAX) + " more faults");
        }
        return told;
    }

    private void line(int number, String text) {
        int space = text.indexOf(' ');
        var verb = space < 0 ? text : text.substring(0, space);
        var argument = space < 0 ? "" : text.substring(space + 1);
        var unseen = ChatWord.unseen(text);
        if (unseen != null) {
            spoilt(number, text, place(number) + (unseen.at() + 1) + ": " + unseen.what(), unseen.what());
        } else if (verb.equals("case")) {
            begin(number, argument.strip());
        } else if (!ChatVerb.ALL.contains(verb)) {
            var wrong = ChatVerb.misspelt(verb, text);
            spoilt(number, text, place(number) + ' ' + wrong, wrong.replaceFirst("[:;].*", ""));
        } else if (draft == null) {
            noCase(place(number) + " a transcript begins with the line: case TITLE");
        } else {
            played(draft, number, verb, argument);
        }
    }

    private void begin(int number, String title) {
        finish();
        if (title.isEmpty()) {
            fault(number, "write behind case what it shows");
        } else {
            unlike(number, title);
        }
        draft = draft(number, title);
    }

    private Draft draft(int number, String title) {
        return new Draft(new ChatFile.Case(name, number, title, new ArrayList<>()), new ChatArguments(scripts));
    }

    /** A line that is none. Whatever it was to be, the lines around it are not blamed for it. */
    private void spoilt(int number, String text, String fault, String kind) {
        if (ChatVerb.isCase(text)) {
            finish();
            draft = draft(number, "");
        }
        if (draft == null) {
            noCase(fault);
        } else {
            draft.spoil();
            tell(kind, fault);
        }
    }

    private void noCase(String fault) {
        if (!saidThatACaseIsMissing) {
            tell(fault, fault);
            saidThatACaseIsMissing = true;
        }
    }

    private void played(Draft played, int number, String verb, String argument) {
        var line = misplaced(played, verb, argument);
        var wrong = line == null && !(argument.isBlank() && WITHOUT_WORDS.contains(verb) && !verb.equals("hear"))
                ? played.arguments.wrong(number, verb, argument)
                : null;
        if (line != null) {
            fault(number, line);
        } else if (wrong != null && wrong.at() == ChatWord.Wrong.LINE) {
            fault(number, wrong.what());
        } else if (wrong != null) {
            // Behind the verb and its space, counted from 1.
            tell(wrong.what(), place(number) + (verb.length() + 2 + wrong.at()) + ": " + wrong.what());
        }
        if (line != null || wrong != null) {
            played.spoil();
        }
        played.read.lines().add(new ChatFile.Line(name, number, verb, argument));
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
            case "deliver", "outside" -> draft.sends = true;
            case "redeliver", "then", "notice" -> {
                draft.sends = true;
                return draft.somebody ? null : NOBODY;
            }
            case "bill" -> {
                if (!draft.somebody) {
                    return NOBODY;
                }
                if (!argument.strip().matches("[0-9]{1,6}")) {
                    return "bill is followed by how many messages were charged, like: bill 1";
                }
            }
            case "<" -> {
                if (argument.isBlank()) {
                    return "write behind < what comes; … stands for anything";
                }
                if (!draft.sends) {
                    return "nothing was sent before it; what comes stands below what is sent: > TEXT";
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
                if (OF_SOMEBODY.contains(verb) && !draft.somebody) {
                    return NOBODY;
                }
            }
        }
        return null;
    }

    private String place(int number) {
        return name + ':' + number + ':';
    }

    private void fault(int number, String what) {
        var fault = place(number) + ' ' + what;
        tell(fault, fault);
    }

    /** @param kind what is told once, and counted when more lines are like it */
    private void tell(String kind, String fault) {
        faults.merge(kind, new Told(fault, 1), (first, again) -> new Told(first.first(), first.lines() + 1));
    }
}

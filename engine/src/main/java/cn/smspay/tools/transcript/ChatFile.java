package cn.smspay.tools.transcript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A transcript: conversations with the service as they ought to go, in lines that anybody can type. Lines that begin with
 * {@code #} are remarks. What the verbs do: {@link ChatPlayer}.
 *
 * @param name path as the author knows it, like {@code dialogs/tx.chat}
 * @param faults lines that cannot be understood, with file and line
 */
public record ChatFile(Path path, String name, List<Case> cases, List<String> faults) {
    private static final Set<String> VERBS = Set.of(
            ">",
            ">>",
            "<",
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
            "line");

    /** One conversation, on an engine of its own. */
    record Case(String file, int number, String title, List<Line> lines) {}

    /**
     * One line.
     *
     * @param number from 1
     * @param argument what follows the verb and one space
     */
    record Line(String file, int number, String verb, String argument) {
        /** Whether it says what ought to be said. */
        boolean expects() {
            return verb.equals("<") || verb.equals("hear");
        }

        /** Whether it makes something happen. */
        boolean acts() {
            return switch (verb) {
                case "<", "hear", "state", "was", "bill", "cash", "card", "log", "line" -> false;
                default -> true;
            };
        }

        String at() {
            return file + ":" + number + ": ";
        }

        /** The words of the argument. */
        List<String> words() {
            return argument.isBlank() ? List.of() : List.of(argument.strip().split("\\s+"));
        }
    }

    static ChatFile read(Path path, Path home) throws IOException {
        var absolute = path.toAbsolutePath().normalize();
        var name = absolute.startsWith(home) ? home.relativize(absolute).toString() : path.toString();
        return parse(path, name, Files.readAllLines(path, StandardCharsets.UTF_8));
    }

    /** All transcripts in these folders, in the order of their names. */
    public static List<Path> in(Path... folders) throws IOException {
        var found = new ArrayList<Path>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.toString().endsWith(".chat")).sorted().forEach(found::add);
            }
        }
        return found;
    }

    private static ChatFile parse(Path path, String name, List<String> texts) {
        var cases = new ArrayList<Case>();
        var faults = new ArrayList<String>();
        for (int i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            int space = text.indexOf(' ');
            var verb = space < 0 ? text : text.substring(0, space);
            var argument = space < 0 ? "" : text.substring(space + 1);
            if (verb.equals("case")) {
                cases.add(new Case(name, i + 1, argument.strip(), new ArrayList<>()));
            } else if (!VERBS.contains(verb)) {
                faults.add(name + ":" + (i + 1) + ": there is no verb " + verb);
            } else if (cases.isEmpty()) {
                faults.add(name + ":" + (i + 1) + ": a transcript begins with the line: case TITLE");
            } else {
                cases.get(cases.size() - 1).lines().add(new Line(name, i + 1, verb, argument));
            }
        }
        return new ChatFile(path, name, List.copyOf(cases), List.copyOf(faults));
    }
}

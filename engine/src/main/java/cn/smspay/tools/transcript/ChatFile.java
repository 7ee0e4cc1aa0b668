package cn.smspay.tools.transcript;

import cn.smspay.base.text.Utf8;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A transcript: conversations with the service as they ought to go, in lines that anybody can type. Lines that begin with
 * {@code #} are remarks. What the verbs do: {@link ChatPlayer}.
 *
 * @param name path as the author knows it, like {@code dialogs/tx.chat}
 * @param cases those that can be played
 * @param faults lines that cannot be understood, with file and line; their cases are not played
 */
public record ChatFile(Path path, String name, List<Case> cases, List<String> faults) {
    /** One conversation, on an engine of its own. */
    record Case(String file, int number, String title, List<Line> lines) {
        boolean looksIntoTheLog() {
            return lines.stream().anyMatch(line -> line.verb().equals("log"));
        }
    }

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
                case "<", "hear", "state", "was", "bill", "cash", "card", "log", "order", "line", "end" -> false;
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
        try {
            return new ChatReader(path, name)
                    .read(Utf8.read(Files.readAllBytes(path), name).lines().toList());
        } catch (NoSuchFileException e) {
            return new ChatFile(path, name, List.of(), List.of(name + ": there is no such file"));
        } catch (Utf8.Unreadable e) {
            return new ChatFile(path, name, List.of(), List.of(name + ":" + e.line() + ": " + e.getMessage()));
        }
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
}

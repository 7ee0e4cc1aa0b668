package cn.smspay.tools.transcript;

import cn.smspay.base.text.Utf8;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A transcript: conversations with the service as they ought to go, in lines that anybody can type. Lines that begin with
 * {@code #} are remarks. What the verbs do: {@link ChatPlayer}.
 *
 * @param name path as the author knows it, like {@code dialogs/tx.chat}
 * @param cases those that can be played
 * @param faults lines that cannot be understood, with file and line; their cases are not played
 */
public record ChatFile(Path path, String name, List<Case> cases, List<String> faults) {
    private static final long KB = 1024;
    private static final long SIZE_MAX = 1024 * KB;

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

    /** @param scripts whose names its lines may use; null if they are not known */
    static ChatFile read(Path path, Path home, @Nullable Scripts scripts) throws IOException {
        var absolute = path.toAbsolutePath().normalize();
        var name = absolute.startsWith(home) ? home.relativize(absolute).toString() : path.toString();
        var unreadable = unreadable(path, name);
        if (unreadable != null) {
            return faulty(path, name, name + ": " + unreadable);
        }
        try {
            var text = Utf8.read(Files.readAllBytes(path), name);
            int nothing = text.indexOf(0);
            if (nothing >= 0) {
                var before = text.substring(0, nothing).lines().count();
                return faulty(
                        path, name, name + ':' + Math.max(1, before) + ": is no text here; save it as UTF-8 text");
            }
            return new ChatReader(path, name, scripts).read(text.lines().toList());
        } catch (NoSuchFileException e) {
            return faulty(path, name, name + ": there is no such file");
        } catch (AccessDeniedException e) {
            return faulty(path, name, name + ": may not be read by this user");
        } catch (Utf8.Unreadable e) {
            return faulty(path, name, name + ":" + e.line() + ": " + e.getMessage());
        }
    }

    private static ChatFile faulty(Path path, String name, String fault) {
        return new ChatFile(path, name, List.of(), List.of(fault));
    }

    /** Why something cannot be a transcript before it is read. */
    private static @Nullable String unreadable(Path path, String name) throws IOException {
        if (Files.isDirectory(path)) {
            return "is a folder, not a file";
        }
        if (Files.isSymbolicLink(path) && !Files.exists(path)) {
            return "is a link to " + Files.readSymbolicLink(path) + ", which is not there";
        }
        if (Files.exists(path) && name.endsWith(".yaml")) {
            return "is no transcript; name the file beside it that ends in .chat";
        }
        return Files.exists(path) && Files.size(path) > SIZE_MAX
                ? "the file has " + Files.size(path) / KB + " KB; at most " + SIZE_MAX / KB
                        + " KB are read: split it in two"
                : null;
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

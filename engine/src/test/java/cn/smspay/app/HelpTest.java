package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What every command says of itself is whole, and what it says to type is understood. Holds {@code Examples} to its rules.
 */
final class HelpTest {
    private static final int WIDTH = 100;
    private static final Pattern EXAMPLE = Pattern.compile("smspay [^|&;<>`']+");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    /** One for all: to put the two hundred commands together takes a tenth of a second. */
    private static final CommandLine MAIN = Main.commandLine();

    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));

    static Stream<Arguments> commands() {
        return all(MAIN, List.of()).map(path -> Arguments.of(String.join(" ", path)));
    }

    private static Stream<List<String>> all(CommandLine command, List<String> path) {
        return Stream.concat(
                Stream.of(path),
                command.getSubcommands().entrySet().stream()
                        .filter(sub -> !sub.getValue().getCommandSpec().helpCommand()
                                && !sub.getValue()
                                        .getCommandSpec()
                                        .usageMessage()
                                        .hidden())
                        .flatMap(sub -> all(
                                sub.getValue(),
                                Stream.concat(path.stream(), Stream.of(sub.getKey()))
                                        .toList())));
    }

    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var found = WORD.matcher(line);
        while (found.find()) {
            words.add(found.group(1) != null ? found.group(1) : found.group(2));
        }
        return words;
    }

    private static String help(String command) {
        var out = new StringWriter();
        var words = new ArrayList<>(words(command));
        words.add("--help");
        assertEquals(
                0,
                MAIN.setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(out, true))
                        .execute(words.toArray(String[]::new)),
                command);
        return out.toString();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyHelpIsOfWholeSentencesAndFitsTheTerminal(String command) {
        var help = help(command);
        help.lines().forEach(line -> assertTrue(line.length() <= WIDTH + 20, line));
        assertTrue(!help.contains("${") && !help.contains("null"), help);
        var spec = spec(command);
        whole(command, spec.getCommandSpec().usageMessage().description());
        for (ArgSpec argument : spec.getCommandSpec().args()) {
            if (!argument.hidden()) {
                whole(command + " " + argument.paramLabel(), argument.description());
            }
        }
    }

    private static CommandLine spec(String command) {
        var spec = MAIN;
        for (String word : words(command)) {
            spec = Objects.requireNonNull(spec.getSubcommands().get(word), word);
        }
        return spec;
    }

    /** It begins like a sentence and has its full stop. */
    private static void whole(String whose, String[] lines) {
        var text = String.join(" ", lines).strip();
        assertTrue(!text.isEmpty(), whose + " says nothing of itself");
        assertTrue(text.matches("(?s).*[.:]$"), whose + " is cut: " + text);
        for (String line : Arrays.copyOf(lines, Math.max(0, lines.length - 1))) {
            assertTrue(!line.isBlank(), whose + " has an empty line");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasAnExampleThatIsUnderstood(String command) {
        var spec = spec(command);
        if (!spec.getSubcommands().isEmpty()) {
            return;
        }
        var footer = String.join("\n", spec.getCommandSpec().usageMessage().footer());
        assertTrue(footer.contains("Example"), command + " has no example");
        understood(footer);
    }

    private static void understood(String text) {
        var found = EXAMPLE.matcher(text);
        while (found.find()) {
            for (String line : found.group().lines().limit(1).toList()) {
                var words = words(line.replaceAll("\\s#.*|[.)]$", "")).stream()
                        .skip(1)
                        .toList();
                if (words.isEmpty() || !spec("").getSubcommands().containsKey(words.get(0))) {
                    continue;
                }
                try {
                    MAIN.parseArgs(words.toArray(String[]::new));
                } catch (CommandLine.ParameterException e) {
                    throw new AssertionError("not understood: " + line + ": " + e.getMessage(), e);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "engine/docs"})
    void whatTheDocumentsSayToTypeIsUnderstood(String where) throws IOException {
        try (var files = Files.walk(ROOT.resolve(where))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                boolean code = false;
                for (String line : Files.readAllLines(file)) {
                    code ^= line.startsWith("```");
                    var typed = line.strip().replaceFirst("^\\$ ", "").replaceFirst("java [^|]*-jar \\S+ ", "smspay ");
                    if (code && typed.startsWith("smspay ") && !typed.contains("…") && !typed.contains("...")) {
                        understood(typed);
                    }
                }
            }
        }
    }

    @Test
    void usageThatIsWrongIsTwoAndHelpIsNought() {
        var out = new StringWriter();
        var command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
        assertEquals(2, command.execute("nonsense"));
        assertEquals(2, command.execute("ctl"));
        assertEquals(2, command.execute("billing", "verify", "--nonsense"));
        assertEquals(0, command.execute("--version"));
        assertEquals(0, command.execute("help", "run"));
    }

    @Test
    void shellsCompleteEveryCommand() {
        for (String shell : Set.of("bash", "zsh")) {
            var out = new StringWriter();
            assertEquals(0, Main.commandLine().setOut(new PrintWriter(out)).execute("completion", shell));
            for (String command : Main.commandLine().getSubcommands().keySet()) {
                assertTrue(out.toString().contains(command), shell + " does not know " + command);
            }
        }
    }
}

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What every command says of itself is whole, and what it says to type is understood.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HelpTest {
    private static final int WIDTH = 100;
    private static final Pattern EXAMPLE = Pattern.compile("smspay [^|&;<>`']+");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));

    /** Made once: the tree of all commands takes a good part of a second, and nothing here runs a command. */
    private final CommandLine program = Main.commandLine();

    private final StringWriter said = new StringWriter();

    @BeforeAll
    void listen() {
        program.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
    }

    Stream<Arguments> commands() {
        return all(program, List.of()).map(path -> Arguments.of(String.join(" ", path)));
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

    private String help(String command) {
        said.getBuffer().setLength(0);
        var words = new ArrayList<>(words(command));
        words.add("--help");
        assertEquals(0, program.execute(words.toArray(String[]::new)), command);
        return said.toString();
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

    private CommandLine spec(String command) {
        var spec = program;
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

    private void understood(String text) {
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
                    program.parseArgs(words.toArray(String[]::new));
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

    /** Whoever reads one language lacks nothing of the other. */
    @Test
    void theGuidesOfOperatorsTellTheSameInBothLanguages() throws IOException {
        assertEquals(typed("operators.zh.md"), typed("operators.en.md"));
    }

    private static List<String> typed(String guide) throws IOException {
        var typed = new ArrayList<String>();
        boolean code = false;
        for (String line : Files.readAllLines(ROOT.resolve("engine/docs").resolve(guide))) {
            code ^= line.startsWith("```");
            if (code && !line.startsWith("```")) {
                typed.add(line.replaceFirst("\\s+#.*", "").replaceAll("\"[^\"]*\"", "…"));
            }
        }
        assertTrue(typed.size() > 10, guide);
        return typed;
    }

    @Test
    void usageThatIsWrongIsTwoAndHelpIsNought() {
        assertEquals(2, program.execute("nonsense"));
        assertEquals(2, program.execute("ctl"));
        assertEquals(2, program.execute("billing", "verify", "--nonsense"));
        assertEquals(0, program.execute("--version"));
        assertEquals(0, program.execute("help", "run"));
    }

    @Test
    void shellsCompleteEveryCommand() {
        for (String shell : Set.of("bash", "zsh")) {
            said.getBuffer().setLength(0);
            assertEquals(0, program.execute("completion", shell));
            for (String command : program.getSubcommands().keySet()) {
                assertTrue(said.toString().contains(command), shell + " does not know " + command);
            }
        }
    }
}

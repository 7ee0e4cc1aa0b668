package cn.smspay.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.base.yaml.Fault;
import cn.smspay.engine.LocalConfig;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What docs/authors.md says to write and to type is written and typed, and reaches subscribers of an engine that runs. */
@Timeout(180)
final class AuthorsPageTest {
    private static final String CHINESE = "authors.md";
    private static final String ENGLISH = "authors.en.md";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```([^\n]*)\n(.*?)^```$");
    private static final Pattern SPAN = Pattern.compile("`smspay ([^`]+)`");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** What a command of the page cannot do without a terminal, or without an end. */
    private static final List<String> ENDLESS = List.of("demo", "check --watch");

    @TempDir
    private Path folder;

    private final CommandLine program = Main.commandLine();

    /**
     * One block.
     *
     * @param head what stands behind its fence: nothing, {@code yaml}, or also the file that it is
     */
    private record Block(String head, String text) {
        boolean isFile() {
            return head.contains("/");
        }

        String file() {
            return head.substring(head.indexOf(' ') + 1);
        }

        boolean isFragment() {
            return head.equals("yaml");
        }
    }

    private static String page(String name) throws IOException {
        return Files.readString(Service.HOME.resolve("engine/docs").resolve(name));
    }

    private static List<Block> blocks(String name) throws IOException {
        return BLOCK.matcher(page(name))
                .results()
                .map(found -> new Block(found.group(1).stripLeading(), found.group(2)))
                .toList();
    }

    private static List<String> words(String line) {
        return WORD.matcher(line.replaceFirst("\\s+#.*", ""))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .toList();
    }

    @Test
    void bothPagesTeachTheSame() throws IOException {
        for (boolean isFile : List.of(true, false)) {
            assertEquals(filesOf(CHINESE, isFile), filesOf(ENGLISH, isFile));
        }
        assertEquals(typed(CHINESE), typed(ENGLISH));
    }

    /** What is to be typed, whatever notes say. */
    private static List<String> typed(String name) throws IOException {
        return blocks(name).stream()
                .filter(block -> block.head().isEmpty())
                .flatMap(block -> block.text().lines())
                .filter(line -> line.startsWith("smspay "))
                .map(line -> line.replaceFirst("\\s+#.*", "").replaceAll("\"[^\"]*\"", "\"\""))
                .toList();
    }

    private static List<String> filesOf(String name, boolean isFile) throws IOException {
        return blocks(name).stream()
                .filter(block -> isFile ? block.isFile() : block.isFragment())
                .map(block -> block.head() + "\n" + block.text().replaceAll("(?m) *#.*$", ""))
                .toList();
    }

    @Test
    void everyCommandThatIsNamedExists() throws IOException {
        var wrong = new ArrayList<String>();
        var spans = SPAN.matcher(page(CHINESE) + page(ENGLISH)).results().map(span -> span.group(1));
        spans.distinct().forEach(span -> {
            var command = words(span);
            // Commands of several, like "release list", are named together once: "release list", then "diff".
            if (!isWhole(command) && !isWhole(with(command, "X"))) {
                wrong.add(span);
            }
        });
        assertEquals(List.of(), wrong);
    }

    /** Whether nothing is missing in a command and nothing is too much. */
    private boolean isWhole(List<String> words) {
        try {
            var parsed = program.parseArgs(words.toArray(String[]::new));
            while (parsed.hasSubcommand()) {
                parsed = parsed.subcommand();
            }
            return parsed.commandSpec().subcommands().isEmpty();
        } catch (CommandLine.ParameterException e) {
            return false;
        }
    }

    private static List<String> with(List<String> command, String more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    @Test
    void everyFragmentPassesTheCheckWhereItBelongs() throws IOException {
        var wrong = new ArrayList<String>();
        for (Block block : blocks(CHINESE)) {
            if (block.isFragment()) {
                faults(block.text()).forEach(fault -> wrong.add(fault + "\n" + block.text()));
            }
        }
        assertEquals(List.of(), wrong);
    }

    /** What check says of a fragment among the shipped files. */
    private List<Fault> faults(String fragment) throws IOException {
        var files = new TreeMap<String, String>();
        for (String part : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(Service.HOME.resolve(part))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(part + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        // The words and numbers of a fragment are those of the dialogue that it is taken from.
        files.remove("dialogs/tx.yaml");
        boolean isVoice = fragment.contains("key:");
        files.put(isVoice ? "ivr-scripts/12599.yaml" : "dialogs/fr.yaml", isVoice ? voice(fragment) : dialog(fragment));
        return ScriptFiles.read(files, ServiceCatalogue.catalogue()).faults().stream()
                .filter(fault -> !fault.warning() && fault.toString().matches(".*(fr|12599)\\.yaml.*"))
                .toList();
    }

    private static final String HEAD = """
            dialog: fr
            title:
              zh: 试
              en: try
            """;

    private static String dialog(String fragment) {
        var steps = fragment.startsWith("commands:")
                ? "slots:\n  amount:\n    type: amount\nsteps:\n  ask:\n    ask: amount\n    say:\n      zh: 多少？\n      en: How much?\n"
                        + "    next: last\n"
                : fragment.startsWith(" ") && !fragment.startsWith("  draw")
                        ? "steps:\n  first:\n" + fragment + (fragment.contains("next:") ? "" : "    end: done\n")
                        : fragment.startsWith("  ") ? "steps:\n" + fragment : fragment;
        var text = HEAD + (fragment.startsWith("commands:") ? fragment : "commands:\n  - words: [FR]\n") + steps;
        var all = new StringBuilder(text);
        var known = Pattern.compile("(?m)^  ([a-z_]+):$")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
        Pattern.compile("next: ([a-z_]+)")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .filter(step -> !known.contains(step))
                .forEach(step -> all.append("  ")
                        .append(step)
                        .append(":\n    say:\n      zh: 好。\n      en: Good.\n    end: done\n"));
        return all.toString();
    }

    private static String voice(String fragment) {
        var all = new StringBuilder("ivr: \"12599\"\ntitle:\n  zh: 试\nlanguages: [zh]\nstart: main\n");
        for (String each : List.of("no_input", "no_match", "give_up")) {
            all.append(each).append(":\n  zh: 再见。\n");
        }
        all.append("steps:\n").append(fragment);
        for (String step : List.of("balance", "agent")) {
            all.append("  ").append(step).append(":\n    say:\n      zh: 好的。\n    end: done\n");
        }
        return all.toString();
    }

    @Test
    void whatThePageSaysIsWrittenTypedAndReachesSubscribersOfAnEngineThatRuns() throws IOException {
        for (String part : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectory(folder.resolve(part));
            try (var paths = Files.list(Service.HOME.resolve(part))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    Files.copy(path, folder.resolve(part).resolve(path.getFileName()));
                }
            }
        }
        for (String part : List.of("ivr-scripts/prompts", "ivr-scripts/prompts-en")) {
            copy(Service.HOME.resolve(part), folder.resolve(part));
        }
        var conf =
                Files.writeString(folder.resolve("smspay.yaml"), "services: [\"10658888\"]\nsite: www.example.com\n");
        var data = folder.resolve("var");
        try (var service = new Service(
                data,
                usual -> LocalConfig.of(
                        folder,
                        data,
                        new Secret(World.KEY),
                        usual.binds().get(0).peer().port()))) {
            for (Block block : blocks(ENGLISH)) {
                if (block.isFile()) {
                    Files.writeString(folder.resolve(block.file()), block.text());
                }
            }
            for (Block block : blocks(ENGLISH)) {
                for (String line : block.text().lines().toList()) {
                    if (block.head().isEmpty() && line.startsWith("smspay ")) {
                        type(line.substring("smspay ".length()), conf, data);
                    }
                }
            }

            assertEquals(List.of("早上好！", "请回复数字：1账户，2抽奖，3调查。回复0退出。"), service.say("13800000001", "BZ"));
            assertEquals(List.of("账户：1开户，2资费，9返回。"), service.say("13800000001", "1"));
            assertEquals(
                    "RELEASE",
                    service.engine()
                            .publisher()
                            .log()
                            .newest()
                            .orElseThrow()
                            .how()
                            .name());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    private void type(String line, Path conf, Path data) {
        if (ENDLESS.contains(line)) {
            assertTrue(isWhole(words(line)), line);
            return;
        }
        var words = new ArrayList<String>();
        words(line)
                .forEach(word ->
                        words.add(word.endsWith(".html") ? folder.resolve(word).toString() : word));
        var command = program;
        for (String word : words) {
            command = command.getSubcommands().getOrDefault(word, command);
        }
        var folders = new TreeMap<>(Map.of(
                "--dialogs",
                folder.resolve("dialogs"),
                "--ivr-scripts",
                folder.resolve("ivr-scripts"),
                "--conf",
                conf,
                "--data",
                data));
        for (var each : folders.entrySet()) {
            if (command.getCommandSpec().optionsMap().containsKey(each.getKey())) {
                words.add(each.getKey());
                words.add(each.getValue().toString());
            }
        }
        var ran = Commands.run(words.toArray(String[]::new));
        boolean isAgain = ran.err().contains("nothing has changed");
        assertTrue(ran.code() == 0 || isAgain, () -> line + "\n" + ran.out() + ran.err());
    }
}

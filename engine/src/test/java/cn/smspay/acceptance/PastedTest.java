package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.testing.Service;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the documents say to type is typed, in order, in an empty folder. Folders of the documents lie in it, ports are free ones,
 * and words that stand for something stand for it; nothing else is changed.
 */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PastedTest {
    private static final Pattern SPAN = Pattern.compile("`((?:java |smspay )[^`]+)`");
    private static final Pattern JAVA = Pattern.compile("^java (?:-\\S+ )*-jar \\S+ ?");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
    private static final Pattern PIPED = Pattern.compile("^printf '([^']*)' \\| ");
    /** What a document leaves to its reader. */
    private static final Map<String, String> STANDS_FOR =
            Map.of("NAME", "li.lei", "号码", "13800000001", "事由", "投诉4711", "N", "1");
    /** Commands that look and may find something wrong. */
    private static final Set<String> LOOKS = Set.of("ctl", "health", "check");

    @TempDir
    private Path folder;

    private final List<Terminal> terminals = new ArrayList<>();
    private final List<String> typed = new ArrayList<>();

    /** One folder in which somebody types. */
    private final class Terminal {
        private final Process process;
        private final BufferedWriter keyboard;
        private final BufferedReader screen;
        private final StringBuilder said = new StringBuilder();

        Terminal(Path in) throws IOException {
            Files.createDirectories(in);
            var command = EngineProcess.java(Typist.class.getName());
            // Where the program is nothing else is, as on the machine of a reader.
            command.removeIf(word -> word.startsWith("-Dsmspay.root="));
            process = new ProcessBuilder(command)
                    .directory(in.toFile())
                    .redirectErrorStream(true)
                    .start();
            keyboard = process.outputWriter();
            screen = process.inputReader();
            terminals.add(this);
        }

        void type(String kind, List<String> words) throws IOException {
            keyboard.write(kind + "\t" + String.join("\t", words) + "\n");
            keyboard.flush();
        }

        String await(String words) throws IOException {
            var shown = new StringBuilder();
            for (var line = screen.readLine(); line != null; line = screen.readLine()) {
                said.append(line).append('\n');
                if (line.contains(words)) {
                    return shown.append(line).toString();
                }
                shown.append(line).append('\n');
            }
            throw new AssertionError("the terminal ended before it said " + words + ": " + shown);
        }

        /** Returns what was shown. */
        String run(List<String> words) throws IOException {
            type("run", words);
            return ended(words);
        }

        String ended(List<String> words) throws IOException {
            var shown = await(Typist.ENDED);
            int code = Integer.parseInt(shown.substring(shown.lastIndexOf(' ') + 1));
            assertTrue(code == 0 || (code == 1 && LOOKS.contains(words.get(0))), () -> words + " says " + shown);
            assertFalse(shown.contains("\tat "), shown);
            return shown;
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        for (var terminal : terminals) {
            terminal.process.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Lines of blocks, and whole commands within sentences, in the order in which they stand. */
    private static List<String> commands(Path file) throws IOException {
        var found = new ArrayList<String>();
        var block = new ArrayList<String>();
        boolean inside = false;
        for (var line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                inside = !inside;
                boolean shown = block.stream().anyMatch(each -> each.startsWith("$ "));
                block.stream()
                        .filter(each -> !shown || each.startsWith("$ "))
                        .map(each -> each.replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*", "").strip())
                        .filter(each -> !each.isEmpty())
                        .forEach(each -> found.addAll(List.of(each.split(" && "))));
                block.clear();
            } else if (inside) {
                block.add(line);
            } else if (!line.startsWith("|")) {
                SPAN.matcher(line).results().map(span -> span.group(1)).forEach(found::add);
            }
        }
        return found;
    }

    /** Types all of a document; the folder that it serves from is {@code /srv/smspay}. */
    private void type(Path document) throws Exception {
        int smsc = freePort();
        int http = freePort();
        var here = new Terminal(folder.resolve("start"));
        var home = folder.resolve("srv/smspay");
        Files.createDirectories(folder.resolve("backup"));
        boolean playing = false;
        for (var line : commands(document)) {
            typed.add(line);
            var piped = PIPED.matcher(line);
            var text = piped.find() ? piped.group(1) : null;
            var command = JAVA.matcher(line.replaceFirst(PIPED.pattern(), "")).replaceFirst("smspay ");
            if (command.startsWith("cd ")) {
                here = new Terminal(home);
            } else if (command.startsWith("vi ")) {
                assertTrue(Files.isRegularFile(home.resolve(command.substring(3))), line);
            } else if (command.startsWith("source ")) {
                completes(here);
            } else if (command.startsWith("smspay ")) {
                var words = words(command.substring(7), http);
                if (!Commands.isWhole(words)) {
                    // Named in a sentence without what it wants; every help is looked at elsewhere.
                    continue;
                }
                switch (words.get(0)) {
                    case "demo" -> demo(here, text, words);
                    case "init" -> {
                        here.run(words);
                        edit(home, smsc, http);
                    }
                    case "smsc" -> {
                        playing = playing || play(here, words, smsc);
                    }
                    case "run" -> {
                        if (!here.equals(terminals.get(terminals.size() - 1)) || terminals.size() == 1) {
                            here = new Terminal(home);
                        }
                        if (words.contains("--check")) {
                            assertTrue(here.run(words).contains("in order"));
                        } else {
                            playing = playing
                                    || play(here, words("smsc --password-file conf/smsc-main.password", http), smsc);
                            here.type("serve", words);
                            here.await("bound as");
                        }
                    }
                    default -> here.run(words);
                }
            } else {
                assertTrue(command.startsWith("mvn "), "nobody knows how to type " + line);
            }
        }
        here.type("type", List.of("13800000001 CX"));
        for (var terminal : terminals) {
            terminal.process.destroy();
            assertTrue(terminal.process.waitFor(60, TimeUnit.SECONDS), terminal.said.toString());
        }
    }

    private static boolean play(Terminal here, List<String> words, int port) throws IOException {
        var more = new ArrayList<>(words);
        more.addAll(List.of("--port", Integer.toString(port)));
        here.type("serve", more);
        here.await("SMSC on 127.0.0.1:" + port);
        return true;
    }

    private static void demo(Terminal here, @Nullable String text, List<String> words) throws IOException {
        var more = new ArrayList<>(List.of(text == null ? "/quit\\n" : text));
        more.addAll(words);
        more.addAll(List.of("--sip-port", "0", "--data", "var"));
        here.type("demo", more);
        var shown = here.ended(words);
        assertTrue(text == null || shown.contains("手机支付开通成功"), shown);
    }

    /** What the document tells to put in: where the SMSC is, and the door of monitoring. */
    private static void edit(Path home, int smsc, int http) throws IOException {
        var settings = home.resolve("conf/smspay.yaml");
        var text = Files.readString(settings)
                .replaceFirst("(?m)^( +)port: 2775$", "$1port: " + smsc)
                .replaceFirst("(?m)^http: \\{}$", "http: {port: " + http + ", console_port: 0}");
        Files.writeString(settings, text);
        Files.writeString(
                home.resolve("people.csv"),
                "msisdn,operator,province,brand,status\n13800000001,CHINA_MOBILE,HUNAN,GOTONE,NORMAL\n");
    }

    private void completes(Terminal here) throws IOException, InterruptedException {
        var script = Files.writeString(
                folder.resolve("completion"), here.run(List.of("completion", "bash")).replace(Typist.ENDED + "0", ""));
        var bash = new ProcessBuilder("bash", "-c", "source " + script + " && complete -p smspay")
                .redirectErrorStream(true)
                .start();
        var said = new String(bash.getInputStream().readAllBytes());
        assertEquals(0, bash.waitFor(), said);
    }

    private List<String> words(String command, int http) {
        var words = new ArrayList<String>();
        var found = WORD.matcher(command);
        while (found.find()) {
            var word = found.group(1) != null ? found.group(1) : found.group(2);
            word = STANDS_FOR.getOrDefault(word, word).replace("9258", Integer.toString(http));
            words.add(word.startsWith("/") ? folder + word : word);
        }
        if (words.contains("--watch")) {
            words.addAll(List.of("--times", "1"));
        }
        return words;
    }

    @Test
    void everyCommandOfTheReadmeDoesWhatItSays() throws Exception {
        type(Service.HOME.resolve("README.md"));

        assertTrue(typed.size() >= 10, typed.toString());
    }

    @Test
    void everyCommandOfTheOperatorsGuideDoesWhatItSays() throws Exception {
        type(Service.HOME.resolve("engine/docs/operators.zh.md"));

        assertTrue(typed.size() >= 20, typed.toString());
    }
}

package cn.smspay.tools.bench;

import cn.smspay.cli.Exit;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process of ours that answers one line to each line. */
final class BenchProcess implements AutoCloseable {
    /** The program itself; named, not referred to, because it stands above. */
    private static final String MAIN = "cn.smspay.app.Main";

    private static final long STOP_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    private BenchProcess(Process process) {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /** Starts this program again in a process of its own, with these options for its JVM. */
    static BenchProcess start(Path data, List<String> jvm, List<String> arguments) throws IOException {
        var all = new ArrayList<>(arguments);
        all.addAll(List.of("--data", data.toString()));
        return new BenchProcess(
                program(jvm, all).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** This program again, with these options for its JVM. */
    static ProcessBuilder program(List<String> jvm, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                MAIN));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    /** Waits for the line that begins with this word; the lines before it go to {@code meanwhile}. */
    String await(String word, Consumer<String> meanwhile) throws IOException {
        String line;
        while ((line = out.readLine()) != null) {
            if (line.startsWith(word + " ")) {
                return line.substring(word.length() + 1);
            }
            meanwhile.accept(line);
        }
        throw ended(word);
    }

    /** The answer to a question; {@link #say} gave it. */
    <T> T ask(String question, Class<T> answer) throws IOException {
        try {
            in.write(question + "\n");
            in.flush();
        } catch (IOException e) {
            throw ended(question);
        }
        return JSON.readValue(await(question, line -> {}), answer);
    }

    /** Called by the process itself: says this word to whoever has started it, and a value in JSON. */
    static void say(String word, Object value) throws IOException {
        System.out.println(word + " " + JSON.writeValueAsString(value));
        System.out.flush();
    }

    /** It has said why on standard error, which is ours too. */
    private Exit.Refused ended(String word) {
        awaitEnd();
        var before = switch (word) {
            case "full" -> "the database was full";
            case "bound" -> "it was bound";
            default -> "it answered \"" + word + "\"";
        };
        return new Exit.Refused(
                Exit.WRONG,
                "the engine's process ended with exit code "
                        + process.onExit().join().exitValue() + " before " + before);
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        try {
            in.write("stop\n");
            in.flush();
        } catch (IOException e) {
            // It has ended by itself, which is what we want.
        }
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}

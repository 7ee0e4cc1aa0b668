package cn.smspay.app;

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
    private static final long STOP_SECONDS = 30;

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
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.addAll(List.of(
                "-Dorg.sqlite.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "-cp",
                ManagementFactory.getRuntimeMXBean().getClassPath(),
                Main.class.getName()));
        command.addAll(arguments);
        command.addAll(List.of("--data", data.toString()));
        return new BenchProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
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
        throw new IOException("the engine's process ended before it said \"" + word + "\"");
    }

    String ask(String question) throws IOException {
        in.write(question + "\n");
        in.flush();
        return await(question, line -> {});
    }

    /** Ends it as a crash does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() throws IOException {
        in.write("stop\n");
        in.flush();
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

package cn.smspay.acceptance;

import cn.smspay.app.Commands;
import cn.smspay.app.Main;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A terminal for tests: one process in a folder, in which the program is called again and again. Each line of its input is a kind
 * and words, by tabs: {@code run} calls and says how it ended, {@code serve} calls beside what follows, {@code demo} types its
 * first word into the demo, {@code type} types a line for whoever reads.
 */
final class Typist {
    /** Before the exit code. */
    static final String ENDED = "ended with ";

    private Typist() {}

    public static void main(String[] args) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var keyboard = new PipedOutputStream();
        System.setIn(new PipedInputStream(keyboard));
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(System.out);
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var words = line.split("\t");
            var rest = Arrays.copyOfRange(words, 1, words.length);
            switch (words[0]) {
                case "run" -> System.out.println(ENDED + Main.run(rest));
                case "serve" -> {
                    var server = new Thread(() -> System.out.println(rest[0] + " " + ENDED + Main.run(rest)));
                    server.setDaemon(true);
                    server.start();
                }
                case "demo" -> {
                    var typed = new ByteArrayInputStream(
                            rest[0].replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
                    var screen = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
                    System.out.println(
                            ENDED + Commands.demo(typed, screen, Arrays.copyOfRange(rest, 2, rest.length)));
                }
                default -> {
                    keyboard.write((rest[0] + "\n").getBytes(StandardCharsets.UTF_8));
                    keyboard.flush();
                }
            }
        }
    }
}

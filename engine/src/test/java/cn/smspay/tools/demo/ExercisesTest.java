package cn.smspay.tools.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.testing.Service;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The script of docs/exercises.md as it stands there, typed into the demo: every line that says "# => text" is held to it. */
final class ExercisesTest {
    private static final Path PAGE = Service.HOME.resolve("engine/docs/exercises.md");
    private static final String EXPECTED = "# => ";

    @TempDir
    static Path folder;

    private static Map<String, List<String>> script;
    private static String said;

    @BeforeAll
    static void play() throws Exception {
        script = script();
        var lines = new StringBuilder();
        script.values().forEach(each -> each.forEach(line -> lines.append(line).append('\n')));
        var out = new StringWriter();
        var counts = folder.resolve("counts.csv").toString();
        int code = Commands.demo(
                new ByteArrayInputStream(lines.toString()
                        .replace("/tmp/counts.csv", counts)
                        .getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                "--data",
                folder.resolve("var").toString(),
                "--no-sip");
        said = out.toString();
        assertEquals(0, code, said);
    }

    @AfterAll
    static void forget() {
        script = Map.of();
        said = "";
    }

    /** By the names of the exercises, in order: the lines of the one block that is to be pasted. */
    private static Map<String, List<String>> script() throws Exception {
        var parts = new LinkedHashMap<String, List<String>>();
        var block = Files.readString(PAGE).split("```demo\n", 2)[1].split("```", 2)[0];
        var name = "before";
        for (var line : block.split("\n")) {
            if (line.startsWith("# Exercise ")) {
                name = line.substring(2);
            }
            parts.computeIfAbsent(name, unused -> new ArrayList<>()).add(line);
        }
        return parts;
    }

    @TestFactory
    Stream<DynamicTest> everyExerciseEndsAsThePageSays() {
        assertEquals(
                10, script.keySet().stream().filter(name -> name.startsWith("Exercise ")).count());
        return script.entrySet().stream()
                .map(part -> DynamicTest.dynamicTest(part.getKey(), () -> holds(part.getKey(), part.getValue())));
    }

    /** What was said between the heading of an exercise and that of the next, remark by remark. */
    private static void holds(String name, List<String> lines) {
        int from = Math.max(0, said.indexOf("# " + name));
        for (var line : lines) {
            if (line.startsWith(EXPECTED)) {
                int at = said.indexOf("# => ".substring(2) + line.substring(EXPECTED.length()), from);
                assertTrue(at >= 0, "the demo did not come to " + line + "\n" + said);
                var part = said.substring(from, at);
                assertTrue(part.contains(line.substring(EXPECTED.length())), line + " is not in\n" + part);
                from = at + line.length();
            }
        }
    }
}

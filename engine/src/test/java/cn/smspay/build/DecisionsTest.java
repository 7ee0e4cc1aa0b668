package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A class that decides something (a switch, a comparison, several ifs) is named by the code of a test, or has one of its own
 * name; a remark counts for nothing. One that is seen only from outside stands in a list with the test that sees it.
 */
final class DecisionsTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Path MAIN = ROOT.resolve("engine/src/main/java/cn/smspay");
    private static final Path TESTS = ROOT.resolve("engine/src/test/java/cn/smspay");
    /** {@code room | the tests that see them from outside | classes}. */
    private static final Path LIST = ROOT.resolve("engine/src/test/resources/build/untested.txt");

    /** So many branches are a decision, whatever they look at. */
    private static final int IFS = 3;

    private static final Pattern SILENT = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\\n])+'");
    private static final Pattern DECIDES =
            Pattern.compile("\\bswitch\\s*\\(|\\w\\)? [<>]=? [\\w(-]|\\.compareTo\\(|\\.is(?:Before|After)\\(");
    private static final Pattern IF = Pattern.compile("\\bif\\s*\\(");
    private static final Pattern WORD = Pattern.compile("[A-Z]\\w*");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;");
    private static final String ENDING = "Test";

    @Test
    void whoDecidesIsNamedByATestOrStandsOnTheList() throws IOException {
        var found = unnamed();
        var listed = listed();
        var unlisted = new TreeSet<>(found);
        unlisted.removeAll(listed);
        var done = new TreeSet<>(listed);
        done.removeAll(found);

        assertEquals(Set.of(), unlisted, "these decide something: write a test that names them");
        assertEquals(Set.of(), done, "these have a test now, or are gone: take them off " + LIST.getFileName());
    }

    @Test
    void aTestThatSeesAClassFromOutsideIsThere() throws IOException {
        var tests = new HashSet<String>();
        for (Path test : sources(TESTS)) {
            tests.add(name(test));
        }
        for (var line : lines()) {
            for (String through : line.tests().split(" +")) {
                assertTrue(through.endsWith(ENDING) && tests.contains(through), through + " of " + line);
            }
        }
    }

    @Test
    void aRemarkAnImportAndATextNameNothing() {
        var source = """
                import cn.smspay.One;
                /** Holds {@link Two} to its rules. */
                class ATest { Three three = new Four("Five"); // Six
                }
                """;

        assertEquals(Set.of("ATest", "Three", "Four"), named(source));
    }

    @Test
    void aDecisionIsASwitchAComparisonOrManyBranches() {
        assertTrue(decides("return switch (x) { default -> 1; };"));
        assertTrue(decides("return count >= most;"));
        assertTrue(decides("return a.compareTo(b) == 0;"));
        assertTrue(decides("if (a) {} else if (b) {} if (c) {}"));
        assertFalse(decides("/* if it were < 3 */ Map<String, List<Long>> map; String s = \"1 < 2\";"));
        assertFalse(decides("map.forEach((k, v) -> go(k)); if (a) {}"));
    }

    private static boolean decides(String source) {
        var code = SILENT.matcher(source).replaceAll("\"\"");
        return DECIDES.matcher(code).find() || IF.matcher(code).results().count() >= IFS;
    }

    /** What the code of a source names. */
    private static Set<String> named(String source) {
        var named = new HashSet<String>();
        var code = IMPORT.matcher(SILENT.matcher(source).replaceAll("\"\"")).replaceAll("");
        WORD.matcher(code).results().forEach(word -> named.add(word.group()));
        return named;
    }

    private static Set<String> unnamed() throws IOException {
        var named = new HashSet<String>();
        for (Path test : sources(TESTS)) {
            if (!test.startsWith(TESTS.resolve("build"))) {
                named.addAll(named(Files.readString(test)));
            }
        }
        var unnamed = new TreeSet<String>();
        for (Path file : sources(MAIN)) {
            var name = name(file);
            if (!named.contains(name) && !named.contains(name + ENDING) && decides(Files.readString(file))) {
                var room = MAIN.relativize(file.getParent()).toString().replace('/', '.');
                unnamed.add(room + '.' + name);
            }
        }
        return unnamed;
    }

    private static String name(Path source) {
        return source.getFileName().toString().replace(".java", "");
    }

    /** One line of the list. */
    private record SeenFromOutside(String room, String tests, List<String> classes) {}

    private static List<SeenFromOutside> lines() throws IOException {
        var lines = new ArrayList<SeenFromOutside>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(" \\| ", -1);
                assertEquals(3, parts.length, "room | tests | classes: " + line);
                lines.add(new SeenFromOutside(
                        parts[0], parts[1].strip(), List.of(parts[2].strip().split(" +"))));
            }
        }
        return lines;
    }

    private static Set<String> listed() throws IOException {
        var listed = new TreeSet<String>();
        for (var line : lines()) {
            line.classes().forEach(name -> listed.add(line.room() + '.' + name));
        }
        return listed;
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                    .toList();
        }
    }
}

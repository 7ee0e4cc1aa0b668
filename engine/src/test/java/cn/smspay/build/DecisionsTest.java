package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * A class that decides something (a switch, a comparison, several ifs) has a test that names it. Those that are only tested
 * through others stand in a list, which may shrink and not grow.
 */
final class DecisionsTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Path MAIN = ROOT.resolve("engine/src/main/java/cn/smspay");
    private static final Path TESTS = ROOT.resolve("engine/src/test/java/cn/smspay");
    /** {@code room | why no test names them yet | classes}. */
    private static final Path LIST = ROOT.resolve("engine/src/test/resources/build/untested.txt");

    /** So many branches are a decision, whatever they look at. */
    private static final int IFS = 3;

    private static final Pattern SILENT = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\\n])+'");
    private static final Pattern DECIDES =
            Pattern.compile("\\bswitch\\s*\\(|\\w\\)? [<>]=? [\\w(-]|\\.compareTo\\(|\\.is(?:Before|After)\\(");
    private static final Pattern IF = Pattern.compile("\\bif\\s*\\(");
    private static final Pattern WORD = Pattern.compile("[A-Z]\\w*");

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

    private static Set<String> unnamed() throws IOException {
        var named = new HashSet<String>();
        for (Path test : sources(TESTS)) {
            if (!test.startsWith(TESTS.resolve("build"))) {
                WORD.matcher(Files.readString(test)).results().forEach(word -> named.add(word.group()));
            }
        }
        var unnamed = new TreeSet<String>();
        for (Path file : sources(MAIN)) {
            var name = file.getFileName().toString().replace(".java", "");
            if (!named.contains(name) && !named.contains(name + "Test") && decides(Files.readString(file))) {
                var room = MAIN.relativize(file.getParent()).toString().replace('/', '.');
                unnamed.add(room + '.' + name);
            }
        }
        return unnamed;
    }

    private static Set<String> listed() throws IOException {
        var listed = new TreeSet<String>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(" \\| ", -1);
                assertEquals(3, parts.length, "room | why | classes: " + line);
                assertFalse(parts[1].isBlank(), "why: " + line);
                for (String name : parts[2].strip().split(" +")) {
                    listed.add(parts[0] + '.' + name);
                }
            }
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

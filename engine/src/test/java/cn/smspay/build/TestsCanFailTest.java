package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A test that can only pass tells nothing: each insists on something, and on nothing that is so whatever the code does. */
final class TestsCanFailTest {
    private static final Path TESTS =
            Path.of(System.getProperty("smspay.root", ".."), "engine/src/test/java/cn/smspay");

    private static final Pattern SILENT = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*(?s:.*?)\\*/|'(?:\\\\.|[^'\\\\\n])+'");
    private static final Pattern TEST =
            Pattern.compile("@(?:Test|ParameterizedTest|Property|RepeatedTest|TestFactory)\\b(?!\\s*;)");
    private static final Pattern METHOD = Pattern.compile(
            "(?:\\bvoid|[\\w>\\]])\\s+(\\w+)\\s*\\((?:[^(){};]++|\\([^()]*\\))*+\\)\\s*(?:throws [\\w, .]+)?\\{");
    private static final Pattern INSISTS =
            Pattern.compile("\\bassert\\w*\\(|\\bfail\\(|AssertionError|\\.orElseThrow\\(|\\.check\\(CLASSES\\)");
    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");
    private static final Set<String> WORDS = Set.of("if", "for", "while", "switch", "catch", "try", "synchronized");

    /** What is so whatever the code does. */
    private static final Pattern EMPTY = Pattern.compile(
            "assertTrue\\(\\s*true\\b|assertFalse\\(\\s*false\\b|\\|\\| true\\b|&& false\\b"
                    + "|assert(?:Equals|Same)\\(\\s*([\\w.]+(?:\\(\\))?),\\s*\\1\\s*[,)]|\\.(?:contains|startsWith|endsWith)\\(\"\"\\)");

    /** Waits for a time instead of for what is to happen. */
    private static final Pattern SLEEPS = Pattern.compile(
            "new CountDownLatch\\(\\s*1\\s*\\)\\s*\\.await\\(|parkNanos|\\.wait\\(\\s*[0-9]|(?:Thread|TimeUnit\\.[A-Z]+)\\.sleep\\(");
    /** The one place where there is no event to wait for. */
    private static final String MOMENT = "testing/Service.java";

    @Test
    void everyTestInsistsOnSomething() throws IOException {
        var methods = new HashMap<String, String>();
        for (var source : sources().values()) {
            methods(source).forEach((name, body) -> methods.merge(name, body, String::concat));
        }
        var insisting = insisting(methods);
        var idle = new TreeSet<String>();
        for (var each : sources().entrySet()) {
            if (each.getKey().endsWith("Test.java")) {
                idle(each.getValue(), insisting).forEach(name -> idle.add(each.getKey() + " " + name));
            }
        }

        assertEquals(Set.of(), idle);
    }

    @Test
    void noTestInsistsOnWhatIsSoAnyhow() throws IOException {
        assertEquals(List.of(), found(EMPTY, ""));
    }

    @Test
    void noTestWaitsForATime() throws IOException {
        assertEquals(List.of(), found(SLEEPS, MOMENT));
    }

    @Test
    void theSearchFindsWhatInsistsOnNothing() {
        var source = """
                class A {
                    @Test
                    void idle() { run("assertTrue(x)"); }
                    @Test
                    void byAHelper() throws Exception { looked(1); }
                    @ParameterizedTest
                    @CsvSource({"1, 2"})
                    void itself(int a, int b) { if (a > b) { assertEquals(a, b); } }
                    private void looked(int a) { assertTrue(a > 0); }
                }
                """;
        var bare = bare(source);

        assertEquals(List.of("idle"), idle(bare, insisting(methods(bare))));
        for (var empty : List.of(
                "assertTrue(true)",
                "assertTrue(x || true)",
                "assertEquals(a.b(), a.b())",
                "assertTrue(t.contains(\"\"))")) {
            assertTrue(EMPTY.matcher(bare(empty)).find(), empty);
        }
        for (var sleep : List.of("new CountDownLatch(1).await(5, S)", "LockSupport.parkNanos(1)", "lock.wait(10)")) {
            assertTrue(SLEEPS.matcher(sleep).find(), sleep);
        }
    }

    private static Set<String> insisting(Map<String, String> methods) {
        var insisting = new HashSet<String>();
        boolean more = true;
        while (more) {
            int before = insisting.size();
            methods.forEach((name, body) -> {
                if (insists(body, insisting)) {
                    insisting.add(name);
                }
            });
            more = insisting.size() > before;
        }
        return insisting;
    }

    private static boolean insists(String body, Set<String> insisting) {
        return INSISTS.matcher(body).find()
                || CALL.matcher(body).results().anyMatch(call -> insisting.contains(call.group(1)));
    }

    private static List<String> idle(String source, Set<String> insisting) {
        var idle = new ArrayList<String>();
        var test = TEST.matcher(source);
        while (test.find()) {
            var method = METHOD.matcher(source);
            if (method.find(test.end()) && !insists(body(source, method.end() - 1), insisting)) {
                idle.add(method.group(1));
            }
        }
        return idle;
    }

    private static Map<String, String> methods(String source) {
        var methods = new HashMap<String, String>();
        var method = METHOD.matcher(source);
        while (method.find()) {
            if (!WORDS.contains(method.group(1))) {
                methods.merge(method.group(1), body(source, method.end() - 1), String::concat);
            }
        }
        return methods;
    }

    /** From this brace to the one that closes it. */
    private static String body(String source, int from) {
        int open = 0;
        for (int at = from; at < source.length(); at++) {
            char c = source.charAt(at);
            open += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (open == 0) {
                return source.substring(from, at);
            }
        }
        return source.substring(from);
    }

    /** Without remarks, and with a letter for what stands in quotes. */
    private static String bare(String source) {
        return SILENT.matcher(source)
                .replaceAll(found ->
                        found.group().matches("\"\"|(?s)/.*") ? found.group().startsWith("/") ? "" : "\"\"" : "\"x\"");
    }

    private static List<String> found(Pattern pattern, String but) throws IOException {
        var found = new ArrayList<String>();
        sources().forEach((name, source) -> {
            if (!name.equals(but)) {
                pattern.matcher(source).results().forEach(hit -> found.add(name + ": " + hit.group()));
            }
        });
        return found;
    }

    /** All tests but those of the build, by their names. */
    private static Map<String, String> sources() throws IOException {
        var sources = new HashMap<String, String>();
        try (var files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var name = TESTS.relativize(file).toString().replace('\\', '/');
                if (!name.equals("build/TestsCanFailTest.java")) {
                    sources.put(name, bare(Files.readString(file)));
                }
            }
        }
        return sources;
    }
}

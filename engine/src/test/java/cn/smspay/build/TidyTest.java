package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** House rules that are read off the source text. */
final class TidyTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Path MAIN = ROOT.resolve("engine/src/main/java/cn/smspay");

    @Test
    void timeAndChanceComeInThroughTheDoor() throws IOException {
        // Benchmarks measure real time: they are named so.
        var clocks = Pattern.compile(
                "Instant\\.now\\(|LocalDate(Time)?\\.now\\(|Thread\\.sleep|Math\\.random|System\\.currentTimeMillis");

        assertEquals(List.of(), lines(clocks, path -> !path.startsWith(MAIN.resolve("app")) && !isBench(path)));
    }

    @Test
    void nothingIsSwallowed() throws IOException {
        assertEquals(List.of(), lines(Pattern.compile("catch \\([^)]*\\) \\{\\s*\\}|printStackTrace"), path -> true));
    }

    @Test
    void openWorkIsNotLeftInTheSource() throws IOException {
        assertEquals(List.of(), lines(Pattern.compile("\\b(TODO|FIXME|XXX)\\b"), path -> true));
    }

    @Test
    void everyPackageSaysWhatItIsFor() throws IOException {
        var silent = new ArrayList<String>();
        try (var folders = Files.list(MAIN)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                if (!Files.exists(folder.resolve("package-info.java"))) {
                    silent.add(folder.getFileName().toString());
                }
            }
        }

        assertEquals(List.of(), silent);
    }

    @Test
    void staticsDoNotChange() throws IOException {
        var mutable =
                Pattern.compile("^\\s*(public |private |protected )?static (?!final|<|class|record|enum|interface|"
                        + "abstract|sealed|void|@)(volatile )?[A-Za-z<>\\[\\], ?]+ [a-zA-Z]+( =|;)");

        assertEquals(List.of(), lines(mutable, path -> true));
    }

    private static String withoutTexts(String line) {
        return line.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "\"\"");
    }

    private static boolean isBench(Path path) {
        return path.getFileName().toString().contains("Bench");
    }

    private static List<String> lines(Pattern pattern, java.util.function.Predicate<Path> where) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(MAIN)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java"))
                    .filter(where)
                    .toList()) {
                var lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (pattern.matcher(withoutTexts(lines.get(i))).find()) {
                        found.add(MAIN.relativize(file) + ":" + (i + 1) + ": "
                                + lines.get(i).strip());
                    }
                }
            }
        }
        return found;
    }
}

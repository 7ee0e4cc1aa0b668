package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every rule that the code names by number is told in {@code engine/RULES.md}. */
final class RulesTest {
    private static final Path ROOT = Path.of(System.getProperty("smspay.root", ".."));
    private static final Pattern NUMBER =
            Pattern.compile("\\b(S-\\d{3}|D-\\d{2}|edge \\d{1,3}|R \\d(\\.\\d{1,2}){0,2})\\b");

    @Test
    void everyNumberNamedInTheCodeIsToldInTheRules() throws IOException {
        var rules = new TreeSet<String>();
        Files.readAllLines(ROOT.resolve("engine/RULES.md")).stream()
                .filter(line -> line.startsWith("| "))
                .map(line -> line.substring(2, line.indexOf(" |", 2)))
                .forEach(rules::add);
        var unknown = new TreeSet<String>();
        for (String folder : List.of("engine/src/main/java", "engine/src/test/java")) {
            try (var files = Files.walk(ROOT.resolve(folder))) {
                for (Path file : files.filter(RulesTest::isSource).toList()) {
                    NUMBER.matcher(Files.readString(file))
                            .results()
                            .map(hit -> hit.group(1))
                            .filter(number -> !rules.contains(number))
                            .forEach(number -> unknown.add(number + " in " + ROOT.relativize(file)));
                }
            }
        }

        assertEquals(List.of(), List.copyOf(unknown));
    }

    @Test
    void nothingRefersToABookThatIsNotInTheRepository() throws IOException {
        var strays = new TreeSet<String>();
        try (var files = Files.walk(ROOT.resolve("engine/src/main/java"))) {
            for (Path file : files.filter(RulesTest::isSource).toList()) {
                if (Files.readString(file).contains("domain" + ".md")) {
                    strays.add(ROOT.relativize(file).toString());
                }
            }
        }

        assertEquals(List.of(), List.copyOf(strays));
    }

    private static boolean isSource(Path file) {
        var name = file.toString();
        return name.endsWith(".java");
    }
}

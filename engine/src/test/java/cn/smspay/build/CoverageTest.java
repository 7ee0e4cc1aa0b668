package cn.smspay.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of statements: each once, each with a test that is there, or said to be context or absent. */
final class CoverageTest {
    private static final int STATEMENTS = 176;
    private static final Pattern ROW = Pattern.compile("\\| (S-[0-9]{3}) \\| (.+) \\|");
    private static final Pattern TEST = Pattern.compile("`([A-Za-z]+Test)`|([a-z0-9]+\\.chat)");

    @Test
    void everyStatementStandsOnceAndItsTestsAreThere() throws IOException {
        var there = tests();
        var seen = new ArrayList<String>();
        for (var line : Files.readAllLines(Service.HOME.resolve("engine/docs/coverage.md"))) {
            var row = ROW.matcher(line);
            if (!row.matches()) {
                continue;
            }
            seen.add(row.group(1));
            var named = TEST.matcher(row.group(2))
                    .results()
                    .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                    .toList();
            boolean none = row.group(2).startsWith("context") || row.group(2).startsWith("absent: ");
            assertEquals(none, named.isEmpty(), line);
            assertTrue(there.containsAll(named), line);
        }
        assertEquals(
                IntStream.rangeClosed(1, STATEMENTS)
                        .mapToObj(number -> String.format(Locale.ROOT, "S-%03d", number))
                        .toList(),
                seen);
    }

    private static Set<String> tests() throws IOException {
        var names = new TreeSet<String>();
        for (var folder : List.of("engine/src/test/java", "dialogs", "ivr-scripts")) {
            try (Stream<Path> files = Files.walk(Service.HOME.resolve(folder))) {
                names.addAll(files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                        .collect(Collectors.toSet()));
            }
        }
        return names;
    }
}

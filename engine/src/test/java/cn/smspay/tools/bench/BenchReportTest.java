package cn.smspay.tools.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How {@link BenchReport} gives results: for people, for programs, as a picture. */
final class BenchReportTest {
    @CommandLine.Command
    static final class Bench implements Runnable {
        @CommandLine.Mixin
        final BenchReport report = new BenchReport();

        @Override
        public void run() {}
    }

    private static BenchReport report(String... options) {
        var bench = new Bench();
        assertEquals(0, new CommandLine(bench).execute(options));
        return bench.report;
    }

    private static String printed(BenchReport report) {
        var result = new LinkedHashMap<String, Object>();
        result.put("uplinks_per_second", 1234.567);
        result.put("rounds", 3);
        result.put("levels", Map.of("a", 1));
        var out = new StringWriter();
        report.print(new PrintWriter(out, true), result, Map.of("levels", "level  answered\n1      2"));
        return out.toString();
    }

    @Test
    void forPeopleEachResultIsALineOrItsTable() {
        var lines = printed(report()).lines().toList();
        assertEquals("uplinks_per_second             1234.57", lines.get(0));
        assertEquals("rounds                         3", lines.get(1));
        assertEquals("", lines.get(2));
        assertEquals("level  answered", lines.get(3));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("processors ")), lines.toString());
        assertTrue(
                lines.stream()
                        .anyMatch(line ->
                                line.equals("java                           " + System.getProperty("java.version"))),
                lines.toString());
    }

    @Test
    void forProgramsItIsOneObjectOnOneLineWithEverythingAsItIs() throws Exception {
        var text = printed(report("--json"));
        assertEquals(1, text.lines().count(), text);
        var json = new ObjectMapper().readTree(text);
        assertEquals(1234.567, json.get("uplinks_per_second").asDouble());
        assertEquals(1, json.at("/levels/a").asInt());
        assertTrue(json.get("processors").asInt() > 0);
        assertFalse(text.contains("answered"), "no table in it");
    }

    @Test
    void aPictureIsMadeOnlyIfItIsWanted(@TempDir Path folder) throws Exception {
        report().draw(() -> {
            throw new AssertionError("nobody wants a picture");
        });
        var file = folder.resolve("p.svg");
        report("--plot", file.toString()).draw(() -> "<svg/>");
        assertEquals("<svg/>", Files.readString(file));
        assertTrue(BenchReport.machine().matches("[0-9]+ processors, Java [0-9].*"), BenchReport.machine());
    }
}

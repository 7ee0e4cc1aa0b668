package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OutsideReaderTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'bill_system: simulated|bank: simulated|registry: simulated', ''",
        "'bill_system: simulated|bank: files|registry: simulated', ''",
        "'bill_system: files|bank: files|registry: simulated', 'only banks hand in their answers so'",
        "'bill_system: simulated|bank: files|registry: files', 'only banks hand in their answers so'",
        "'bill_system: simulated|bank: files', '\"registry\" is missing'",
        "'bill_system: real|bank: files|registry: simulated', must be one of",
    })
    void everySystemIsNamedAsWhatItIs(String lines, String fault) {
        var sections = new Sections(folder);
        var outside = sections.of(lines);

        OutsideReader.read(outside, outside.section("wallet"));

        assertTrue(sections.fault().contains(fault), sections.fault());
        assertEquals(fault.isEmpty(), sections.fault().isEmpty(), sections.fault());
    }

    @Test
    void mastersOfCardsDoNotStandInTheSettings() {
        var sections = new Sections(folder);
        var root = sections.of("w:|  test_masters: {load: \"00\"}|  settle_cycle: 2h");
        var systems = root.section("o");

        var read = OutsideReader.read(systems, root.section("w"));

        assertEquals(Duration.ofHours(2), read.wallet().settings().settleCycle());
        assertTrue(
                sections.faults().toString().contains("is for simulators only"),
                sections.faults().toString());
    }
}

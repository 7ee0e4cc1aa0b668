package cn.smspay.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoreReaderTest {
    private static final String SERVER = "kind: postgres|user: u|password_file: p|";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "'{}', ''",
        "'map_megabytes: 0|cache_megabytes: 4096|readers: 64', ''",
        "'map_megabytes: 2048', must be 0 to 2047",
        "'cache_megabytes: 0', must be 1 to 4096",
        "'readers: 65', must be 1 to 64",
        "'kind: oracle', 'must be sqlite or postgres, not oracle'",
        "'user: u', 'is a setting of kind: postgres, and the kind is sqlite'",
        "'S url: jdbc:postgresql://127.0.0.1:5432/smspay', ''",
        "'S url: \"jdbc:postgresql://db/smspay?ssl=true\"', ''",
        "'S url: jdbc:mysql://db/smspay', must be like jdbc:postgresql://127.0.0.1:5432/smspay",
        "'S url: jdbc:postgresql://db', must be like",
        "'S url: \"jdbc:postgresql://db/s?ssl=true&password=x\"', must not hold the user or the password",
        "'S map_megabytes: 1|url: jdbc:postgresql://db/s', 'is a setting of kind: sqlite, and the kind is postgres'",
        "'S readers: 2', '\"url\" is missing'",
    })
    void aSettingGoesWithItsKindOfDatabase(String lines, String fault) throws IOException {
        Files.writeString(folder.resolve("p"), "secret");
        var sections = new Sections(folder);

        sections.read(lines.replace("S ", SERVER), section -> StoreReader.read(section, folder));

        assertTrue(sections.fault().contains(fault), sections.fault());
        assertEquals(fault.isEmpty(), sections.fault().isEmpty(), sections.fault());
    }
}

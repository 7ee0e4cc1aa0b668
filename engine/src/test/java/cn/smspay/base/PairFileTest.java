package cn.smspay.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PairFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("pairs");
        var pairs = new ArrayList<long[]>();
        pairs.add(new long[] {7, 12});
        pairs.add(new long[] {-3, 14});
        pairs.add(new long[] {7, 10});
        pairs.add(new long[] {9, 11});
        pairs.add(new long[] {7, 13});
        PairFile.write(file, pairs);
    }

    @ParameterizedTest
    @CsvSource({"7, 10 12 13", "-3, 14", "9, 11", "8, ''", "-4, ''", "10, ''"})
    void theNumbersOfAKeyAreFoundRising(long key, String numbers) throws IOException {
        var found =
                PairFile.find(file, key, 10, 14).stream().map(String::valueOf).toList();

        assertEquals(numbers, String.join(" ", found));
    }

    @Test
    void aFileThatIsCutOrAboutOtherNumbersIsNone() throws IOException {
        assertThrows(IOException.class, () -> PairFile.find(file, 7, 10, 13), "fewer numbers than pairs");
        assertThrows(IOException.class, () -> PairFile.find(file, 7, 100, 200));
        assertThrows(IOException.class, () -> PairFile.find(folder.resolve("none"), 7, 10, 14));
        Files.write(file, new byte[15]);
        assertThrows(IOException.class, () -> PairFile.find(file, 7, 10, 14));
    }

    @Test
    void anEmptyFileHoldsNothing() throws IOException {
        PairFile.write(file, new ArrayList<>());

        assertEquals(List.of(), PairFile.find(file, 7, 10, 14));
        try (var left = Files.list(folder)) {
            assertEquals(1, left.count(), "and nothing beside it");
        }
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is due at its limit and not before it. */
final class DueFilesTest {
    private static final int MOST = 3;
    /** From an uplink to its record, from which the age counts. */
    private static final Duration RECORDED_AFTER = Duration.ofMillis(7);

    @TempDir
    private Path folder;

    private final BillingSettings settings = BillingWorld.settings(Set.of(Format.CSV), MOST, 1_000_000_000, false);

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> exported() {
        return world.export(settings).stream()
                .map(file -> file.records() + " " + file.reason())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"2, ''", "3, 3 RECORDS", "4, 3 RECORDS", "6, 3 RECORDS;3 RECORDS"})
    void atSoManyRecordsItIsFull(int uplinks, String files) {
        world.uplinks(uplinks);

        assertEquals(files, String.join(";", exported()));
    }

    @Test
    void atItsAgeItIsOld() {
        world.uplinks(1);
        world.clock.turn(RECORDED_AFTER);
        world.clock.turn(settings.ageMax().minusMillis(1));
        assertEquals(List.of(), exported());

        world.clock.turn(Duration.ofMillis(1));

        assertEquals(List.of("1 " + CloseReason.AGE), exported());
    }
}

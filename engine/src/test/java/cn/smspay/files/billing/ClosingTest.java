package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Chain;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Stream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is made known once, where the one before it ends, and its day gets no more records once another is open. */
final class ClosingTest {
    private static final int DAY = 20091102;

    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private BillingFile file(long sequence, long first, long records) {
        return new BillingFile(
                new BillingFile.Key("n1", Stream.LIVE, sequence),
                new ServiceDay(DAY),
                first,
                records,
                0,
                null,
                null,
                world.clock.instant(),
                CloseReason.HAND,
                "",
                "",
                Chain.GENESIS,
                Chain.GENESIS,
                BillingFile.LAYOUT,
                "");
    }

    private void known(BillingFile file, int openDay) {
        world.store.write(tx -> {
            new Closing(tx, new FileRows(world.store, BillingWorld.settings()))
                    .close(new FileWriter.WrittenFile(file, List.of()), new ServiceDay(openDay));
            return true;
        });
    }

    @ParameterizedTest
    @CsvSource({"2, 1", "2, 3", "2, 5", "1, 4"})
    void aFileThatDoesNotBeginWhereTheLastOneEndsOrBearsItsNumberIsNotClosed(long sequence, long first) {
        known(file(1, 1, 3), DAY);

        assertThrows(BillingStopped.class, () -> known(file(sequence, first, 1), DAY));

        assertEquals(1, world.files().list().size());
        known(file(2, 4, 1), DAY);
        assertEquals(2, world.files().list().size());
    }

    private int headDay() {
        return world.store.write(tx -> Billing.head(tx).day().yyyymmdd());
    }

    @Test
    void aDayThatIsOverGetsNoMoreRecordsAndOneThatIsOpenDoes() {
        world.uplinks(1);
        known(file(1, 1, 1), DAY);
        assertEquals(DAY, headDay(), "it is open still");

        known(file(2, 2, 0), DAY + 1);
        assertEquals(DAY + 1, headDay());
    }

    @Test
    void recordsThatCameForALaterDayAreNotSetBack() {
        world.clock.set("2009-11-05T09:00:00");
        world.uplinks(1);

        known(file(1, 1, 0), DAY + 1);

        assertEquals(20091105, headDay());
    }
}

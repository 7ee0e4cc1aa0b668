package cn.smspay.books.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import cn.smspay.base.AccountNo;
import cn.smspay.base.Fen;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On which day of the book money counts, and which days can be closed. */
final class DayCloseTest {
    private static final AccountNo ALICE = new AccountNo(1);
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);

    @TempDir
    private Path folder;

    private final Ledger ledger = new Ledger();
    private Store store;
    private DayClose days;
    private int keys;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
        days = new DayClose(store);
    }

    @AfterEach
    void close() {
        assertEquals(List.of(), store.read(LedgerCheck::verify));
        store.close();
    }

    private static Instant at(String local) {
        return new TestClock(local).instant();
    }

    /** The day on which money counts that came then. */
    private int counts(String local) {
        return store.write(tx -> {
            ledger.post(
                    tx,
                    Entry.of(
                            "k" + ++keys,
                            Event.CASH_TOP_UP,
                            BookAccount.hallCash("HUNAN"),
                            BookAccount.of(ALICE, Pocket.CASH),
                            new Fen(100),
                            at(local)));
            return ledger.newest(tx, ALICE, 1, Pocket.CASH).get(0).day();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "2009-10-31T12:00:00, 20091103",
        "2009-11-02T00:00:00, 20091103",
        "2009-11-02T23:59:59.999, 20091103",
        "2009-11-03T00:00:00, 20091103",
        "2009-11-05T12:00:00, 20091105"
    })
    void whatComesForAClosedDayCountsOnTheFirstThatIsOpen(String local, int day) {
        counts("2009-11-02T09:00:00");
        days.close(DAY, at("2009-11-03T00:00:00"));

        assertEquals(day, counts(local));
    }

    @Test
    void whileNoDayIsClosedMoneyCountsOnItsOwn() {
        assertEquals(20091102, counts("2009-11-02T23:59:59.999"));
        assertEquals(20091101, counts("2009-11-01T00:00:00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2009-11-02T00:00:00", "2009-11-02T23:59:59.999"})
    void aDayThatIsNotOverIsNotClosed(String now) {
        assertThrows(IllegalArgumentException.class, () -> days.close(DAY, at(now)));

        assertEquals(List.of(), days.list());
    }

    @Test
    void aDayIsClosedOnceAndNoneBeforeIt() {
        days.close(DAY, at("2009-11-03T00:00:00"));

        for (var again : List.of(DAY, DAY.minusDays(1))) {
            assertThrows(IllegalArgumentException.class, () -> days.close(again, at("2009-11-04T00:00:00")));
        }
        days.close(DAY.plusDays(1), at("2009-11-04T00:00:00"));
        assertEquals(
                List.of(DAY, DAY.plusDays(1)),
                days.list().stream().map(DayClose.Day::date).toList());
    }
}

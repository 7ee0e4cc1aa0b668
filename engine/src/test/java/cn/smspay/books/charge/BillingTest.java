package cn.smspay.books.charge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.UplinkId;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.store.Pace;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.TestClock;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BillingTest {
    private static final LocalDate DAY = LocalDate.of(2009, 11, 2);

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock("2009-11-02T09:00:00");
    private final Billing billing = new Billing();
    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void numbersRecordsFromOneWithoutGaps() {
        var numbers = Uplinks.record(store, billing, 200, clock.instant());

        assertEquals(
                LongStream.rangeClosed(1, 200).boxed().toList(),
                numbers.stream().map(ChargeNumber::value).toList());
    }

    /** Some uplinks have no record, and corrections lie in between, many in a row. */
    @Test
    void theRecordsOfAnUplinkAreFoundByTheirOrder() {
        store.write(tx -> {
            for (long uplink = 10; uplink <= 40; uplink += 3) {
                billing.record(tx, Uplinks.uplink(uplink, clock.instant()));
            }
            for (long number = 2; number <= 9; number++) {
                billing.correct(tx, new ChargeNumber(number), 0, "WAIVED", clock.instant());
            }
            billing.correct(tx, new ChargeNumber(12), 50, "WAIVED", clock.instant());
            return billing.record(tx, Uplinks.uplink(50, clock.instant()));
        });
        var charges = new Charges(store);
        var every = new ArrayList<ChargeRecord>();
        charges.forEach(charges.all(), every::add);

        for (long uplink = 0; uplink <= 60; uplink++) {
            var wanted = new UplinkId(uplink);
            assertEquals(
                    every.stream().filter(it -> it.uplink().equals(wanted)).toList(),
                    charges.ofUplink(wanted),
                    "uplink " + uplink);
        }
        assertEquals(3, charges.ofUplink(new UplinkId(13)).size());
        var plan = store.read(sql -> sql.createQuery("explain query plan " + Charges.ORIGINAL_UP_TO)
                .bind("low", 1)
                .bind("middle", 9)
                .map((row, context) -> row.getString("detail"))
                .list());
        assertTrue(plan.toString().contains("SEARCH charge USING INTEGER PRIMARY KEY"), plan.toString());
    }

    @Test
    void givesNumbersBackWhenTheTransactionFails() {
        Uplinks.record(store, billing, 2, clock.instant());
        assertThrows(
                IllegalStateException.class,
                () -> store.write(tx -> {
                    billing.record(tx, Uplinks.uplink(77, clock.instant()));
                    throw new IllegalStateException("no");
                }));

        var next = Uplinks.record(store, billing, 1, clock.instant());

        assertEquals(List.of(new ChargeNumber(3)), next);
        assertEquals(3, billing.list(store, DAY).size());
    }

    @Test
    void keepsAllThatIsKnownOfAnUplink() {
        var charge = Uplinks.uplink(5, clock.instant());
        store.write(tx -> billing.record(tx, charge));

        var record = billing.list(store, DAY).get(0);

        assertEquals(charge.uplink(), record.uplink());
        assertEquals(charge.who(), record.who());
        assertEquals(charge.receivedAt(), record.timing().eventAt());
        assertEquals(charge.recordedAt(), record.timing().recordedAt());
        assertEquals(charge.what(), record.what());
        assertEquals(charge.message(), record.message());
        assertEquals(
                "COMMUNICATION SMS-UP-100 100",
                record.fee().feeType() + " " + record.fee().tariff() + " "
                        + record.fee().amountLi());
        assertEquals(
                "广东 全球通 KNOWN",
                "广东 " + record.who().brand() + " " + record.who().subscriber());
        assertFalse(record.timing().late());
    }

    @Test
    void chainsEveryRecordToTheOneBefore() {
        Uplinks.record(store, billing, 3, clock.instant());
        Uplinks.record(store, billing, 3, clock.instant().plusSeconds(9));

        var chain = new Chain(Chain.GENESIS);
        var charges = new Charges(store);
        charges.walkStored(charges.all(), false, stored -> {
            var line = new CsvLine().of(stored.record());
            assertArrayEquals(line.toBytes(), stored.row().line());
            assertArrayEquals(chain.add(line), stored.row().chain());
            return true;
        });
        assertArrayEquals(chain.head(), store.write(Billing::head).chain());
    }

    @Test
    void besideOthersItReadsTheSameInShortStepsWithARestAfterEach() {
        Uplinks.record(store, billing, 1_203, clock.instant());
        var charges = new Charges(store);
        var alone = numbers(charges, Long.MAX_VALUE);
        var rests = new AtomicInteger();
        store.share(Pace.beside(() -> 0, rest -> rests.incrementAndGet()));

        assertEquals(alone, numbers(charges, Long.MAX_VALUE));
        assertTrue(rests.get() >= 3, rests + " rests");
        assertEquals(alone.subList(0, 600), numbers(charges, 600));
    }

    private static List<Long> numbers(Charges charges, long last) {
        var numbers = new ArrayList<Long>();
        charges.walkStored(charges.all(), false, stored -> {
            numbers.add(stored.row().number().value());
            return stored.row().number().value() < last;
        });
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update charge set amount_li = 0 where number = 1",
                "delete from charge where number = 1",
                "insert into charge_purge values (1, 1, x'00', 0)",
            })
    void refusesToChangeOrDeleteARecord(String change) {
        Uplinks.record(store, billing, 2, clock.instant());

        assertThrows(RuntimeException.class, () -> store.write(tx -> tx.query(sql -> sql.execute(change))));

        assertEquals(2, billing.list(store, DAY).size());
    }

    @Test
    void accountsAnUplinkOnTheDayOfItsArrivalInShanghai() {
        clock.set("2009-11-02T23:59:59");
        store.write(tx -> billing.record(tx, Uplinks.uplink(1, clock.instant())));
        clock.set("2009-11-03T00:00:00");
        store.write(tx -> billing.record(tx, Uplinks.uplink(2, clock.instant())));

        assertEquals(1, billing.list(store, DAY).size());
        assertEquals(1, billing.list(store, DAY.plusDays(1)).size());
        assertEquals(0, billing.list(store, DAY.plusDays(2)).size());
        assertEquals(0, billing.list(store, DAY.minusDays(2)).size());
    }

    @Test
    void accountsAnUplinkOfADayThatIsOverOnTheOpenDayAndSaysLate() {
        clock.set("2009-11-03T00:00:01");
        store.write(tx -> billing.record(tx, Uplinks.uplink(1, clock.instant())));
        clock.set("2009-11-02T23:59:59");
        store.write(tx -> billing.record(tx, Uplinks.uplink(2, clock.instant())));

        var records = billing.list(store, DAY.plusDays(1));

        assertEquals(2, records.size());
        assertTrue(records.get(1).timing().late());
        assertEquals(clock.instant(), records.get(1).timing().eventAt());
    }

    @Test
    void storesAnAmountThatNoTariffHasUnderATariffNamedUnknown() {
        store.write(tx -> billing.record(tx, Uplinks.charge(1, clock.instant(), "13800000001", "OK", 77)));

        var record = billing.list(store, DAY).get(0);

        assertEquals("UNKNOWN 77", record.fee().tariff() + " " + record.fee().amountLi());
    }

    @Test
    void replacesWhatWouldBreakALineInWordsFromOutside() {
        store.write(tx -> billing.record(
                tx, Uplinks.charge(1, clock.instant(), "10\n65\u001f\u0000\ud800" + "9".repeat(80), "OK", 0)));

        var sender = billing.list(store, DAY).get(0).who().sender();

        assertEquals("10?65???" + "9".repeat(56), sender);
    }

    @Test
    void correctsARecordByTheDifferenceAndOnlyOnce() {
        Uplinks.record(store, billing, 2, clock.instant());
        var first = new ChargeNumber(1);

        var correction = store.write(tx -> billing.correct(tx, first, 0, "WAIVED:fault", clock.instant()));

        var records = billing.list(store, DAY);
        assertEquals(new ChargeNumber(3), correction);
        assertEquals(100, records.get(0).fee().amountLi());
        assertEquals(-100, records.get(2).fee().amountLi());
        assertEquals(first, records.get(2).corrects());
        assertEquals(records.get(0).uplink(), records.get(2).uplink());
        var again = assertThrows(
                IllegalArgumentException.class,
                () -> store.write(tx -> billing.correct(tx, first, 0, "WAIVED:fault", clock.instant())));
        assertEquals("charge record 1 was corrected by record 3", again.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> store.write(tx -> billing.correct(tx, new ChargeNumber(99), 0, "X", clock.instant())));
    }

    @Test
    void noticesThatARecordWasRemovedBehindItsBack() {
        Uplinks.record(store, billing, 5, clock.instant());
        store.write(tx -> tx.query(sql -> {
            sql.execute("drop trigger charge_is_kept");
            return sql.execute("delete from charge where number = 3");
        }));

        var damage = assertThrows(DamagedBilling.class, () -> billing.list(store, DAY));

        assertEquals("charge record 3 is missing", damage.getMessage());
    }
}

package cn.smspay.books.charge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.ServiceNumber;
import cn.smspay.books.charge.Tariffs.Row;
import cn.smspay.files.billing.Uplinks;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TariffsTest {
    private static final ServiceNumber OURS = new ServiceNumber("10658888");
    private static final ServiceNumber OTHER = new ServiceNumber("10658889");
    private static final Tariffs TARIFFS = new Tariffs(
            List.of(
                    new Row("uplink", 150, LocalDate.of(2009, 12, 1)),
                    new Row("uplink", 100, LocalDate.of(2009, 11, 1)),
                    new Row("dear", 1000, LocalDate.of(2009, 11, 1)),
                    new Row("uplink", 125, LocalDate.of(2010, 1, 1))),
            Map.of(OTHER, "dear"));

    @ParameterizedTest
    @CsvSource({
        "10658888, 2009-11-30T15:59:59.999Z, 100, 0.1",
        "10658888, 2009-11-30T16:00:00Z, 150, 0.15",
        "10658888, 2009-12-31T16:00:00Z, 125, 0.125",
        "10658888, 2009-01-01T00:00:00Z, 100, 0.1",
        "10658889, 2009-12-15T00:00:00Z, 1000, 1.0"
    })
    void theLatestRowThatHadBegunHoldsByTheDayInShanghai(String service, Instant at, int li, String yuan) {
        assertEquals(li, TARIFFS.li(new ServiceNumber(service), at));
        assertEquals(yuan, TARIFFS.yuan(new ServiceNumber(service), at));
    }

    @Test
    void aRecordKeepsItsPriceAndARowThatCameLateIsMadeGoodByCorrections(@TempDir Path folder) {
        var at = Instant.parse("2009-11-02T01:00:00Z");
        var day = LocalDate.of(2009, 11, 2);
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var billing = new Billing(TARIFFS.amounts());
            for (int li : new int[] {100, 0, 100}) {
                store.write(tx -> billing.record(tx, Uplinks.charge(1, at, "13800000001", "OK", li)));
            }
            var dearer = new Tariffs(List.of(new Row("uplink", 120, LocalDate.of(2009, 11, 1))), Map.of());
            var rerating = new Rerating(store, dearer);

            var differences = rerating.differences(day, day);
            assertEquals(
                    List.of(1L, 3L),
                    differences.stream().map(it -> it.number().value()).toList());
            assertEquals(2, rerating.apply(differences, at).size());

            var amounts = billing.list(store, day).stream()
                    .map(record -> record.fee().amountLi())
                    .toList();
            assertEquals(List.of(100L, 0L, 100L, 20L, 20L), amounts);
            assertEquals(List.of(), rerating.differences(day, day));
        }
    }

    @Test
    void everyPriceIsAnAmountThatRecordsMayHaveAndNothingIsOneToo() {
        var prices = new Tariffs(
                List.of(
                        new Row("uplink", 100, LocalDate.of(2009, 11, 1)),
                        new Row("cheap", 1, LocalDate.of(2009, 11, 1)),
                        new Row("free", 0, LocalDate.of(2009, 11, 1)),
                        new Row("dear", 500, LocalDate.of(2009, 11, 1))),
                Map.of());

        assertEquals(
                List.of("SMS-UP-100 100", "SMS-UP-1 1", "SMS-UP-500 500", "SMS-UP-FREE 0"),
                prices.amounts().stream()
                        .map(amount -> amount.id() + " " + amount.li())
                        .toList());
    }
}

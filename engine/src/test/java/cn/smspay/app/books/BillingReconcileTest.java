package cn.smspay.app.books;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Tariffs;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is compared with what, and what of it is named as different. */
final class BillingReconcileTest extends BillingFixture {
    @Test
    void reconcilesWithTheTariffsOfTheSettings() throws IOException {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            var dearer = new Tariffs(List.of(new Tariffs.Row("uplink", 150, LocalDate.of(2009, 11, 1))), Map.of());
            var usual = uplink(3, "OK");
            store.write(tx -> new Billing(dearer.amounts())
                    .record(
                            tx,
                            new Charge(
                                    usual.uplink(),
                                    usual.receivedAt(),
                                    usual.recordedAt(),
                                    usual.who(),
                                    usual.message(),
                                    usual.what(),
                                    150,
                                    null)));
        }
        var conf = settings("{tariffs: [{id: uplink, li: 150, from: 2009-11-01}]}");

        assertEquals(0, runOnData("reconcile", "--conf", conf.toString()));
        assertEquals(1, runOnData("reconcile"));
        assertTrue(out.toString().contains("records with a known tariff and its amount: 3 expected, 2 found"));
    }

    @Test
    void figuresOfTheIntakeAreFiveAndAnSmscsFileIsOfOneDay() throws IOException {
        for (String wrong : java.util.List.of("1,2,3,4", "1,2,3,4,5,6")) {
            assertEquals(2, runOnData("reconcile", "--intake", wrong));
        }
        assertTrue(
                err.toString().contains("--intake wants five figures, not 4: received,answered,refused,absorbed,inbox"),
                err.toString());
        assertTrue(err.toString().contains("--intake wants five figures, not 6"), err.toString());
        assertEquals(0, runOnData("reconcile", "--intake", "2,2,0,0,2"));
        assertEquals(0, runOnData("reconcile"));

        var counts = Files.writeString(folder.resolve("smsc.csv"), "destination,delivered,accepted\n10658888,2,2\n");
        assertEquals(0, runOnData("reconcile", "--smsc", counts.toString()), out + "" + err);
        assertEquals(1, runOnData("reconcile", "--smsc", counts.toString(), "--day", "2009-11-01"));
        assertEquals(0, runOnData("reconcile", "--smsc", counts.toString(), "--day", "2009-11-02"));
        var records = Files.writeString(
                folder.resolve("records.csv"), "source,destination\n13800000001,10658888\n13800000001,10658888\n");
        assertEquals(0, runOnData("reconcile", "--smsc-records", records.toString()), out + "" + err);
        assertEquals(1, runOnData("reconcile", "--smsc-records", records.toString(), "--day", "2009-11-03"));
    }

    @Test
    void eachDifferenceIsNamedWithBothFigures() {
        assertEquals(1, runOnData("reconcile", "--intake", "9,2,0,0,2"));
        assertTrue(
                out.toString().contains("deliver_sm received = answered + refused: 9 expected, 2 found"),
                out.toString());
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Tariff;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twenty uplinks of one hour, as the people of an SMSC may write them down. */
final class SmscFileTest {
    private static final ServiceDay DAY = ServiceDay.of(LocalDate.of(2009, 11, 2));

    @TempDir
    private Path folder;

    private BillingWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
        world.uplinks(20);
        new IntakeHours(world.store).add(new IntakeHours.Counts(20, 2, 3), world.clock.instant());
    }

    @AfterEach
    void close() {
        world.close();
    }

    private List<String> compared(byte[] file) throws IOException {
        var path = Files.write(folder.resolve("smsc.csv"), file);
        return new Reconciliation(world.store, Tariff.SERVICE)
                .withSmsc(DAY, path).stream()
                        .map(Reconciliation.CountDifference::toString)
                        .toList();
    }

    private List<String> compared(String file) throws IOException {
        return compared(file.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "destination,delivered,accepted\n10658888,25,20\n",
                "\uFEFFdestination,delivered,accepted\r\n10658888,25,20\r\n\r\n",
                "\"destination\",\"delivered\",\"accepted\"\n\"10658888\",\"25\",\"20\"\n",
                "destination;delivered;accepted\n8610658888;25;20\n",
                "destination\tdelivered\taccepted\n+86 10658888\t25\t20\n",
                "Destination , Delivered, Accepted\n=\"10658888\",25,20\n",
                "accepted,region,delivered,destination\n20,south,25,008610658888\n",
                "接入号,投递数,成功数\n１０６５８８８８,25,20\n",
                "destination,delivered,accepted\n10658888,10,8\n8610658888,15,12\n",
                "destination,hour,delivered,accepted\n10658888,09:00,25,20\n",
                "destination,hour,delivered,accepted\n10658888,2009-11-02 9,25,20\n"
            })
    void readsWhatSpreadsheetsSave(String file) throws IOException {
        assertEquals(List.of(), compared(file));
    }

    @Test
    void readsWhatAChineseWindowsSaves() throws IOException {
        assertEquals(List.of(), compared("接入号,投递数,成功数\n10658888,25,20\n".getBytes(Charset.forName("GBK"))));
        assertEquals(
                List.of(),
                compared("\uFEFFdestination,delivered,accepted\n10658888,25,20\n".getBytes(StandardCharsets.UTF_16LE)));
    }

    @Test
    void namesEveryDifference() throws IOException {
        assertEquals(
                List.of(
                        "SMSC delivered = records 20 + absorbed 2 + refused 3: 999 expected, 25 found, difference -974"),
                compared("destination,delivered,accepted\n10658888,999,20\n"));
        assertEquals(
                List.of(
                        "SMSC accepted for 10658888 at 08 = records: 1 expected, 0 found, difference -1",
                        "SMSC accepted for 10658888 at 09 = records: 19 expected, 20 found, difference 1"),
                compared("destination,hour,delivered,accepted\n10658888,8,1,1\n10658888,9,24,19\n"));
    }

    @Test
    void saysWhereAFileIsWrong() {
        for (var wrong : List.of(
                "",
                "a,b,c\n1,2,3\n",
                "destination,delivered,accepted\n10658888,many,20\n",
                "destination,delivered,accepted\n10658888,25\n",
                "destination,hour,delivered,accepted\n10658888,25,25,20\n")) {
            var refusal = assertThrows(BillingStopped.class, () -> compared(wrong), wrong);
            assertTrue(String.valueOf(refusal.getMessage()).contains("smsc.csv"), refusal.getMessage());
        }
    }

    @Test
    void comparesRecordByRecord() throws IOException {
        var ids = new StringBuilder("message_id,source,destination\n");
        for (int i = 2; i <= 21; i++) {
            ids.append("m").append(i).append(",13800000001,10658888\n");
        }
        var path = Files.writeString(folder.resolve("records.csv"), ids);

        var differences = new Reconciliation(world.store, Tariff.SERVICE)
                .withSmscRecords(DAY, path).stream()
                        .map(Reconciliation.CountDifference::toString)
                        .toList();

        assertEquals(
                List.of(
                        "SMSC's records message m1: 0 expected, 1 found, difference 1",
                        "SMSC's records message m21: 1 expected, 0 found, difference -1"),
                differences);
    }
}

package cn.smspay.files.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which uplinks {@link SmscDay} counts on a day: by their arrival in Shanghai, up to three days late, corrections never. */
final class SmscDayTest {
    private static final ServiceDay DAY = ServiceDay.of(LocalDate.of(2009, 11, 2));

    @TempDir
    private Path folder;

    private BillingWorld world;
    private long ids;

    @BeforeEach
    void open() throws IOException {
        world = new BillingWorld(folder);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private void uplink(String utc, String service, @Nullable String smscId) {
        var at = Instant.parse(utc);
        world.store.write(tx -> world.billing.record(
                tx,
                new Charge(
                        new UplinkId(++ids),
                        at,
                        at,
                        new Who("13800000001", null, "KNOWN", "湖南", "全球通"),
                        new Message(new ServiceNumber(service), "west", smscId, 8, 4, 1, 1, 0),
                        new What("CX", "", "", null, "SYSTEM_FAULT"),
                        100,
                        null)));
    }

    private Map<String, Long> accepted(boolean byHour) {
        return new SmscDay(world.store).accepted(DAY, byHour);
    }

    @Test
    void aDayIsShanghaisFromMidnightToMidnight() {
        uplink("2009-11-01T15:59:59.999Z", "10658888", null);
        assertEquals(Map.of(), accepted(false));
        uplink("2009-11-01T16:00:00.000Z", "10658888", null);
        uplink("2009-11-02T15:59:59.999Z", "10658888", null);
        uplink("2009-11-02T15:59:59.999Z", "12588", null);
        uplink("2009-11-02T16:00:00.000Z", "10658888", null);

        assertEquals(Map.of("10658888", 2L, "12588", 1L), accepted(false));
        assertEquals(Map.of("10658888 at 00", 1L, "10658888 at 23", 1L, "12588 at 23", 1L), accepted(true));
    }

    /** An uplink of a day that was over when it was recorded stands among those of a later day. */
    @Test
    void aLateRecordCountsForThreeDays() {
        uplink("2009-11-05T08:00:00Z", "10658888", null);
        uplink("2009-11-02T08:00:00Z", "10658888", null);
        assertEquals(Map.of("10658888", 1L), accepted(false));
        uplink("2009-11-06T08:00:00Z", "10658888", null);
        uplink("2009-11-02T08:00:00Z", "10658888", null);
        assertEquals(Map.of("10658888", 1L), accepted(false), "four days late");
    }

    @Test
    void aCorrectionIsNoUplink() {
        uplink("2009-11-02T01:00:00Z", "10658888", "m1");
        var waivers = new Waivers(world.store, world.billing);
        var proposal = waivers.propose(
                List.of(new ChargeNumber(1)), WaiverReason.SYSTEM_FAULT, "T7", "li", world.clock.instant());
        waivers.release(proposal.id(), "wang", world.clock.instant());

        assertEquals(Map.of("10658888", 1L), accepted(false));
        assertEquals(Map.of("message m1", 1L), new SmscDay(world.store).messages(DAY, true));
    }

    @Test
    void messagesAreComparedByTheirIdOrByTheirNumbers() {
        uplink("2009-11-02T01:00:00Z", "10658888", "m1");
        uplink("2009-11-02T01:00:01Z", "10658888", "m1");
        uplink("2009-11-02T01:00:02Z", "12588", null);
        var day = new SmscDay(world.store);
        assertEquals(Map.of("message m1", 2L, "message ", 1L), day.messages(DAY, true));
        assertEquals(
                Map.of("from 13800000001 to 10658888", 2L, "from 13800000001 to 12588", 1L), day.messages(DAY, false));
    }

    /** Of records that were purged their totals are kept, by number alone. */
    @Test
    void whatWasPurgedCountsByItsTotals() {
        uplink("2009-11-02T01:00:00Z", "10658888", null);
        world.sql(
                "insert into charge_kept values (20091102, '" + KeptTotals.SERVICE + "', '10658888', 5, 4, 500)",
                "insert into charge_kept values (20091102, '" + KeptTotals.SERVICE + "', '12588', 2, 2, 200)",
                "insert into charge_kept values (20091103, '" + KeptTotals.SERVICE + "', '12588', 9, 9, 900)",
                "insert into charge_kept values (20091102, 'PROVINCE', '湖南', 9, 9, 900)");
        assertEquals(Map.of("10658888", 5L, "12588", 2L), accepted(false));
        assertEquals(Map.of("10658888", 4L, "12588", 2L, "10658888 at 09", 1L), accepted(true));
    }
}

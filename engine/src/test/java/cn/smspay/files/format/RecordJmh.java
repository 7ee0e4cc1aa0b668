package cn.smspay.files.format;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.Fee;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.Timing;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.files.billing.BillingSettings;
import java.time.Instant;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One charge record as a line of the CSV file and as BER. */
@State(Scope.Benchmark)
public class RecordJmh {
    private final Instant at = Instant.parse("2009-11-02T04:00:00Z");
    private final ChargeRecord record = record();
    private final CsvLine csv = new CsvLine();
    private final SmsRecord ber = new SmsRecord(file().nodeAddress(), file().extension());

    @Benchmark
    public int csvLine() {
        return csv.of(record).length();
    }

    @Benchmark
    public int berRecord() {
        return ber.of(record).length();
    }

    private BillingFile file() {
        var settings = BillingSettings.standard();
        return new BillingFile(
                new BillingFile.Key(settings.node(), Stream.LIVE, 1),
                ServiceDay.of(at),
                1,
                1,
                100,
                at,
                at,
                at,
                CloseReason.HAND,
                settings.nodeAddress(),
                settings.extension(),
                Chain.GENESIS,
                Chain.GENESIS,
                BillingFile.LAYOUT,
                "");
    }

    private ChargeRecord record() {
        return new ChargeRecord(
                new ChargeNumber(1_000_000),
                null,
                new UplinkId(2_000_000),
                new Timing(at, at.plusMillis(7), ServiceDay.of(at), false),
                new Who("13800000001", new SubscriptionId(3_000_000), "KNOWN", "湖南", "全球通"),
                new Message(new ServiceNumber("10658888"), "smsc-a", "u1234567", 8, 4, 1, 1, 0),
                new What("CX", "cx", "balance", new ConversationId(4_000_000), "OK"),
                new Fee("UPLINK", "T1", 100),
                null);
    }
}

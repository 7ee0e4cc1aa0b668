package cn.smspay.tools.bench;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.store.Store;
import java.time.Instant;

/** Fills a scratch database with charge records as a busy hour leaves them: fifty a millisecond, all of one day. */
final class BenchCharges {
    /** As many as a busy lane puts into one transaction. */
    private static final int BATCH = 256;

    private static final int PER_MILLISECOND = 50;
    private static final String[] COMMANDS = {"KT", "CX", "HF", "TX", "XH"};
    private static final String[] PROVINCES = {"广东", "北京", "上海", "四川"};

    private BenchCharges() {}

    static void fill(Store store, long records, Instant from) {
        var billing = new Billing();
        for (long done = 0; done < records; done += BATCH) {
            long first = done + 1;
            long last = Math.min(records, done + BATCH);
            store.write(tx -> {
                for (long id = first; id <= last; id++) {
                    billing.record(tx, charge(id, from.plusMillis(id / PER_MILLISECOND)));
                }
                return last;
            });
        }
    }

    /** Every tenth is refused, every hundredth is free. */
    private static Charge charge(long id, Instant at) {
        boolean free = id % 100 == 0;
        return new Charge(
                new UplinkId(id),
                at,
                at.plusMillis(7),
                new Who(
                        Long.toString(13_800_000_000L + id % 100_000_000),
                        new SubscriptionId(id),
                        "KNOWN",
                        PROVINCES[(int) (id % PROVINCES.length)],
                        "全球通"),
                new Message(new ServiceNumber("10658888"), "smsc-a", "m" + id, 8, 12, 1, 1, 0),
                new What(
                        COMMANDS[(int) (id % COMMANDS.length)],
                        "kt",
                        "agree",
                        new ConversationId(id),
                        free ? "OFFNET" : id % 10 == 0 ? "REFUSED:real_name" : "OK"),
                free ? 0 : 100,
                null);
    }
}

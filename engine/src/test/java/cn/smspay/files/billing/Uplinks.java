package cn.smspay.files.billing;

import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.base.UplinkId;
import cn.smspay.books.charge.Billing;
import cn.smspay.books.charge.Charge;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.Message;
import cn.smspay.books.charge.What;
import cn.smspay.books.charge.Who;
import cn.smspay.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes uplinks as the intake reports them. */
public final class Uplinks {
    private static final String[] COMMANDS = {"KT", "CX", "HF", "TX", "XH"};
    private static final String[] PROVINCES = {"广东", "北京", "上海", "四川"};

    private Uplinks() {}

    /** The uplink of this id: every tenth is refused, every hundredth is from another network and free. */
    public static Charge uplink(long id, Instant at) {
        boolean free = id % 100 == 0;
        return charge(
                id,
                at,
                "138" + String.format("%08d", id % 100_000_000),
                free ? "OFFNET" : id % 10 == 0 ? "REFUSED:real_name" : "OK",
                free ? 0 : 100);
    }

    public static Charge charge(long id, Instant at, String sender, String disposition, int li) {
        return charge(id, at, sender, disposition, li, 1, 1);
    }

    /** A part of a long message. */
    public static Charge part(long id, Instant at, int part, int parts) {
        return charge(id, at, "13800000001", "PART", 100, part, parts);
    }

    private static Charge charge(long id, Instant at, String sender, String disposition, int li, int part, int parts) {
        return new Charge(
                new UplinkId(id),
                at,
                at.plusMillis(7),
                new Who(sender, new SubscriptionId(id), "KNOWN", PROVINCES[(int) (id % PROVINCES.length)], "全球通"),
                new Message(new ServiceNumber("10658888"), "smsc-a", "m" + id, 8, 12, part, parts, parts > 1 ? 77 : 0),
                new What(COMMANDS[(int) (id % COMMANDS.length)], "kt", "agree", new ConversationId(id), disposition),
                li,
                null);
    }

    /** Records {@code count} uplinks, one a second from {@code from} on, in one transaction. */
    public static List<ChargeNumber> record(Store store, Billing billing, int count, Instant from) {
        return store.write(tx -> {
            var numbers = new ArrayList<ChargeNumber>();
            long first = tx.next("test-uplink");
            for (int i = 0; i < count; i++) {
                long id = i == 0 ? first : tx.next("test-uplink");
                numbers.add(billing.record(tx, uplink(id, from.plusSeconds(i))));
            }
            return numbers;
        });
    }
}

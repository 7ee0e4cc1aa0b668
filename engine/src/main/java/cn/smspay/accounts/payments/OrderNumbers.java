package cn.smspay.accounts.payments;

import cn.smspay.base.OrderId;
import cn.smspay.base.Secret;
import cn.smspay.base.ServiceDay;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What customers call an order by: fourteen digits, the business date and eight that say nothing of how many there were before
 * (R 3.12). The count of the day and the number of the lane go through a fixed permutation, so no two are alike.
 */
public final class OrderNumbers {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyMMdd", Locale.ROOT);
    private static final Pattern ORDER = Pattern.compile("[0-9]{1,18}");
    private static final int DIGITS = 14;
    /** Half of the eight digits. */
    private static final int HALF = 10_000;
    /** Of a Feistel network; four make it a permutation that looks like chance, twice as many cost nothing. */
    private static final int ROUNDS = 8;
    /** Lanes that may give numbers out side by side; there is one, with the number 0. */
    private static final int SLOTS = 16;
    /** Of these the last ones are for what merchants make: fifty million a day, more than 500 a second all day long. */
    private static final int MERCHANTS = 8;

    private static final int HEX = 16;
    private static final int HEX_DIGITS = 8;
    private static final String PURPOSE = "order number";
    private static final String FIND = """
            select id from withdrawal_order where number = :number
            union all select id from bill_order where number = :number
            union all select id from purchase where number = :number
            """;

    private final Vault vault;
    /**
     * What {@link #chance} has found, plus one: an order takes eight of them. Two threads may find the same. Made for the first
     * order: several parts give numbers, and few of them do so in a tool.
     */
    private volatile short @Nullable [][] found;

    public OrderNumbers(Vault vault) {
        this.vault = vault;
    }

    /** The number of a new order. */
    public String next(Tx tx, Instant now) {
        var day = DAY.format(ServiceDay.date(now));
        return named(day, tx.next("order:" + day) * SLOTS);
    }

    /**
     * The number of an order or a refund that a merchant's program makes: eight times as many a day, out of numbers of their own, so
     * that no merchant can use up those of customers' withdrawals and bills.
     */
    public String nextOfMerchants(Tx tx, Instant now) {
        var day = DAY.format(ServiceDay.date(now));
        long count = tx.next("merchant-order:" + day);
        return named(day, count / MERCHANTS * SLOTS + SLOTS - MERCHANTS + count % MERCHANTS);
    }

    private String named(String day, long count) {
        if (count >= (long) HALF * HALF) {
            throw new IllegalStateException("more orders in a day than fourteen digits can name");
        }
        return day + String.format(Locale.ROOT, "%08d", permuted((int) count));
    }

    private int permuted(int count) {
        int left = count / HALF;
        int right = count % HALF;
        for (int round = 0; round < ROUNDS; round++) {
            int mixed = (left + chance(round, right)) % HALF;
            left = right;
            right = mixed;
        }
        return left * HALF + right;
    }

    private int chance(int round, int half) {
        var all = found;
        if (all == null) {
            all = new short[ROUNDS][HALF];
            found = all;
        }
        int known = all[round][half];
        if (known == 0) {
            var hash = vault.keyedHash(new Secret(round + ":" + half), PURPOSE);
            known = (int) (Long.parseLong(hash.substring(0, HEX_DIGITS), HEX) % HALF) + 1;
            all[round][half] = (short) known;
        }
        return known - 1;
    }

    /** As it is shown; orders of before such numbers have their own. */
    public static String shown(@Nullable String number, OrderId id) {
        return number == null ? String.format(Locale.ROOT, "%0" + DIGITS + "d", id.value()) : number;
    }

    /** The order that is called so, by what customers see or by its own number. */
    public Optional<OrderId> find(Tx tx, String text) {
        if (!ORDER.matcher(text).matches()) {
            return Optional.empty();
        }
        var named = tx.query(sql -> sql.createQuery(FIND)
                .bind("number", text)
                .map((row, c) -> new OrderId(row.getLong(1)))
                .findFirst());
        return named.or(() -> Optional.of(new OrderId(Long.parseLong(text))));
    }
}

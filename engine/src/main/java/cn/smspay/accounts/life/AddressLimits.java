package cn.smspay.accounts.life;

import cn.smspay.accounts.customers.Refusal;
import cn.smspay.accounts.customers.Refusal.Reason;
import cn.smspay.base.ServiceDay;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** How often one address of the network may do what costs others something (R 4.3). */
public final class AddressLimits {
    /** In any sixty minutes, not by the clock's hour: two full hours must not meet at its stroke. */
    private static final int AN_HOUR = 20;

    private static final int A_DAY = 100;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Who has an IPv6 line has as many addresses as he likes; what he is given is a network of this many octets. */
    private static final int IPV6_NETWORK_OCTETS = 8;

    private static final int ADDRESS_MOST = 64;
    private static final Table<UseKey, Use> USE = Table.of("address_use", UseKey.class, Use.class);

    /** What is counted. */
    public enum LimitedAct {
        CODE_SENT,
        CODE_WRONG,
        LOGIN_WRONG
    }

    record UseKey(String address, LimitedAct act) {}

    /** @param lately seconds of the epoch of the uses of the last hour, with blanks between them */
    record Use(UseKey key, int day, int used, String lately, Instant lastAt) {}

    /** Whether this address has room for one more, of which nothing is noted yet. Our own acts have no address. */
    public Optional<Refusal> check(Tx tx, String address, LimitedAct act, Instant now) {
        if (address.isEmpty()) {
            return Optional.empty();
        }
        var use = tx.find(USE, new UseKey(network(address), act)).orElse(null);
        if (use == null) {
            return Optional.empty();
        }
        if (use.day() == ServiceDay.number(now) && use.used() >= A_DAY) {
            var midnight = ServiceDay.date(now)
                    .plusDays(1)
                    .atStartOfDay(ServiceDay.ZONE)
                    .toInstant();
            return Optional.of(Refusal.of(Reason.ADDRESS_LIMIT, "until", midnight));
        }
        var recent = recent(use.lately(), now);
        return recent.length < AN_HOUR
                ? Optional.empty()
                : Optional.of(Refusal.of(
                        Reason.ADDRESS_LIMIT,
                        "until",
                        Instant.ofEpochSecond(recent[recent.length - AN_HOUR]).plus(HOUR)));
    }

    /** Notes one. */
    public void count(Tx tx, String address, LimitedAct act, Instant now) {
        if (address.isEmpty()) {
            return;
        }
        var key = new UseKey(network(address), act);
        var before = tx.find(USE, key);
        int today = ServiceDay.number(now);
        int used = before.filter(use -> use.day() == today).map(Use::used).orElse(0);
        var recent = LongStream.concat(
                        Arrays.stream(recent(before.map(Use::lately).orElse(""), now)),
                        LongStream.of(now.getEpochSecond()))
                .mapToObj(Long::toString)
                .collect(Collectors.toList());
        var lately = String.join(" ", recent.subList(Math.max(0, recent.size() - AN_HOUR), recent.size()));
        tx.put(USE, new Use(key, today, used + 1, lately, now));
    }

    private static long[] recent(String lately, Instant now) {
        long since = now.minus(HOUR).getEpochSecond();
        return Arrays.stream(lately.split(" "))
                .filter(second -> !second.isEmpty())
                .mapToLong(Long::parseLong)
                .filter(second -> second > since && second <= now.getEpochSecond())
                .toArray();
    }

    /** What is counted as one: an IPv4 address, or the network of an IPv6 address. Nothing is looked up. */
    static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address.substring(0, Math.min(ADDRESS_MOST, address.length()));
        }
        try {
            var parsed = InetAddress.getByName("[" + address.replaceAll("[\\[\\]]|%.*", "") + "]");
            return parsed instanceof Inet6Address six
                    ? HexFormat.of().formatHex(six.getAddress(), 0, IPV6_NETWORK_OCTETS)
                    : parsed.getHostAddress();
        } catch (UnknownHostException e) {
            return "no address";
        }
    }

    /** Drops what counts no more. */
    static int forget(Tx tx, Instant now) {
        return tx.change(
                USE,
                sql -> sql.createUpdate("delete from address_use where last_at < :before")
                        .bind("before", now.minus(Duration.ofDays(1)).toEpochMilli())
                        .execute());
    }
}

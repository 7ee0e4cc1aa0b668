package cn.smspay.books.charge;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.ServiceNumber;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an uplink costs, by service number and day (D-32). A change of tariff is a new row with its first day; what was charged
 * before stays as it was.
 *
 * @param rows the prices of all tariffs
 * @param services which tariff a number has; one that is not named has {@link #UPLINK}
 */
public record Tariffs(List<Row> rows, Map<ServiceNumber, String> services) {
    /** The tariff of numbers for which no other is named. */
    public static final String UPLINK = "uplink";

    /** 0.1 yuan since the service began (S-043). */
    public static final Tariffs USUAL = new Tariffs(List.of(new Row(UPLINK, 100, LocalDate.of(2009, 11, 1))), Map.of());

    private static final int LI_DIGITS = 3;

    public Tariffs {
        rows = List.copyOf(rows);
        services = Map.copyOf(services);
    }

    /**
     * A price.
     *
     * @param id of the tariff
     * @param li 厘, 0.001 yuan
     * @param from the first day on which it holds, until another row of the same tariff does
     */
    public record Row(String id, int li, LocalDate from) {}

    /** What an uplink costs that was received then: by the latest row that had begun, or else by the first one. */
    public int li(ServiceNumber service, Instant receivedAt) {
        var id = services.getOrDefault(service, UPLINK);
        var day = ServiceDay.date(receivedAt);
        Row best = null;
        for (Row row : rows) {
            if (row.id().equals(id) && (best == null || isBetter(row, best, day))) {
                best = row;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no tariff " + id);
        }
        return best.li();
    }

    /** Of two that have begun the later, else the one that begins first. Every uplink asks this. */
    private static boolean isBetter(Row row, Row best, LocalDate day) {
        return best.from().isAfter(day)
                ? row.from().isBefore(best.from())
                : row.from().isAfter(best.from()) && !row.from().isAfter(day);
    }

    /** The price as texts name it: yuan with one to three decimals. */
    public String yuan(ServiceNumber service, Instant at) {
        var yuan = BigDecimal.valueOf(li(service, at), LI_DIGITS).stripTrailingZeros();
        return yuan.setScale(Math.max(1, yuan.scale())).toPlainString();
    }

    /** The amounts that records may have, each under the name that the billing system knows it by. */
    public List<Tariff> amounts() {
        var configured = rows.stream()
                .map(Row::li)
                .filter(li -> li > 0)
                .map(li -> new Tariff("SMS-UP-" + li, "COMMUNICATION", li));
        return Stream.concat(configured, Tariff.SERVICE.stream()).distinct().toList();
    }
}

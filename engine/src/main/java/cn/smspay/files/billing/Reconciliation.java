package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.store.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Compares the charge records with the files, with what the intake counted, and with what the SMSC counted. */
public final class Reconciliation {
    private final Store store;
    private final Tariffs tariffs;

    public Reconciliation(Store store, List<Tariff> tariffs) {
        this.store = store;
        this.tariffs = new Tariffs(tariffs);
    }

    /** Two figures that must be equal and are not, or a list of records that must be empty and is not. */
    public record CountDifference(String name, long expected, long found) {
        @Override
        public String toString() {
            return name + ": " + expected + " expected, " + found + " found, difference " + (found - expected);
        }
    }

    /**
     * All differences; empty if everything fits.
     *
     * @param intake the intake's figures, if they are at hand
     */
    public List<CountDifference> of(Optional<IntakeCounts> intake) {
        return store.read(sql -> {
            var found = new ArrayList<CountDifference>();
            long records = number(sql, "select count(*) from charge");
            long uplinks = number(sql, "select count(*) from charge where corrects is null");
            long purged = number(sql, "select coalesce(max(through_number), 0) from charge_purge");
            intake.ifPresent(counts -> compareIntake(counts, uplinks, purged, found));
            long head = number(sql, "select coalesce(max(number), 0) from charge_head");
            compare("records = last number", head - purged, records, found);
            long exported = number(sql, "select coalesce(sum(records), 0) from billing_file");
            long open = number(sql, "select count(*) from charge where number > " + exported);
            compare("records = exported + open", exported + open - purged, records, found);
            compare(
                    "sum of fees in files = sum of fees of their records",
                    number(sql, "select coalesce(sum(sum_li), 0) from billing_file where first_number > " + purged),
                    number(sql, "select coalesce(sum(amount_li), 0) from charge where number <= " + exported),
                    found);
            compare("uplinks with one record", 0, number(sql, """
                            select count(*) from (select uplink from charge where corrects is null
                            group by uplink having count(*) > 1) u"""), found);
            compare("records with a known tariff and its amount", uplinks, tariffs.rightlyCharged(sql), found);
            return found;
        });
    }

    private static void compareIntake(IntakeCounts counts, long uplinks, long purged, List<CountDifference> found) {
        compare(
                "deliver_sm received = answered + refused",
                counts.received(),
                counts.answered() + counts.refused(),
                found);
        compare("answered = inbox + absorbed", counts.answered(), counts.inbox() + counts.absorbed(), found);
        if (purged == 0) {
            compare("inbox = records", counts.inbox(), uplinks, found);
        }
    }

    /**
     * Compares one day with the SMSC's own figures: a table with the columns destination, delivered and accepted, one line
     * per service number, or with a column hour one line per number and hour. Every accepted uplink has one record of its
     * day of arrival; every delivery was accepted, absorbed as a redelivery, or refused for the time being.
     */
    public List<CountDifference> withSmsc(ServiceDay day, Path countFile) {
        var file = SmscFile.read(countFile, "destination", "delivered", "accepted");
        var found = new ArrayList<CountDifference>();
        long delivered = 0;
        var theirs = new TreeMap<String, Long>();
        for (var row : file.rows()) {
            delivered += file.count(row, "delivered");
            theirs.merge(place(file, row), file.count(row, "accepted"), Math::addExact);
        }
        var ours = new SmscDay(store).accepted(day, file.has("hour"));
        var places = new TreeSet<>(theirs.keySet());
        places.addAll(ours.keySet());
        for (var place : places) {
            compare(
                    "SMSC accepted for " + place + " = records",
                    theirs.getOrDefault(place, 0L),
                    ours.getOrDefault(place, 0L),
                    found);
        }
        var intake = new IntakeHours(store).of(day);
        long records = ours.values().stream().mapToLong(Long::longValue).sum();
        var receipts = new ArrayList<CountDifference>();
        withoutBit(day, receipts);
        long counted = receipts.stream().mapToLong(CountDifference::found).sum();
        compare(
                "SMSC delivered = records " + records + " + absorbed " + intake.absorbed() + " + refused "
                        + intake.refused(),
                delivered - counted,
                records + intake.absorbed() + intake.refused(),
                found);
        found.addAll(receipts);
        return found;
    }

    private static String place(SmscFile file, SmscFile.Row row) {
        var number = SmscFile.national(file.text(row, "destination"));
        return file.hour(row).map(hour -> SmscDay.place(number, hour)).orElse(number);
    }

    /**
     * Compares one day with the SMSC's own records: a table with the columns source and destination, and message_id where it
     * gave us ids. Names every message that only one of us has.
     */
    public List<CountDifference> withSmscRecords(ServiceDay day, Path recordFile) {
        var file = SmscFile.read(recordFile, "source", "destination");
        var counts = new TreeMap<String, Long>();
        boolean byId = file.has("message_id");
        for (var row : file.rows()) {
            var key = byId
                    ? "message " + file.text(row, "message_id")
                    : "from " + SmscFile.national(file.text(row, "source")) + " to "
                            + SmscFile.national(file.text(row, "destination"));
            counts.merge(key, 1L, Math::addExact);
        }
        var ours = new SmscDay(store).messages(day, byId);
        var keys = new TreeSet<>(counts.keySet());
        keys.addAll(ours.keySet());
        var found = new ArrayList<CountDifference>();
        for (var key : keys) {
            compare("SMSC's records " + key, counts.getOrDefault(key, 0L), ours.getOrDefault(key, 0L), found);
        }
        return found;
    }

    /** Receipts without the receipt bit, which the SMSC counts as messages to us, by bind (R 3.0.2 step 1). */
    private void withoutBit(ServiceDay day, List<CountDifference> found) {
        store.read(sql -> sql.createQuery(
                                "select bind, messages from receipt_without_bit where day = :day order by bind")
                        .bind("day", day.yyyymmdd())
                        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list())
                .forEach(row -> compare("receipt_without_bit by " + row.getKey(), 0, row.getValue(), found));
    }

    private static void compare(String name, long expected, long found, List<CountDifference> differences) {
        if (expected != found) {
            differences.add(new CountDifference(name, expected, found));
        }
    }

    private static long number(Handle sql, String query) {
        return sql.createQuery(query).mapTo(Long.class).one();
    }

    /** What an amount may be, by its tariff. */
    private record Tariffs(Set<String> amounts) {
        Tariffs(List<Tariff> all) {
            this(all.stream().map(t -> t.id() + " " + t.li()).collect(Collectors.toSet()));
        }

        /** How many uplinks were charged what a tariff says. */
        long rightlyCharged(Handle sql) {
            var count = new LongAdder();
            Charges.each(sql, new Charges.Range(0, Long.MAX_VALUE), record -> {
                var fee = record.fee();
                if (record.corrects() == null && amounts.contains(fee.tariff() + " " + fee.amountLi())) {
                    count.increment();
                }
            });
            return count.sum();
        }
    }
}

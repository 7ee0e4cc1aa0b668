package cn.smspay.files.billing;

import cn.smspay.books.charge.AccountingDay;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Tariff;
import cn.smspay.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public record Difference(String name, long expected, long found) {
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
    public List<Difference> of(Optional<IntakeCounts> intake) {
        return store.read(sql -> {
            var found = new ArrayList<Difference>();
            long records = number(sql, "select count(*) from charge_record");
            long uplinks = number(sql, "select count(*) from charge_record where corrects is null");
            long purged = number(sql, "select coalesce(max(through_number), 0) from charge_purge");
            intake.ifPresent(counts -> compareIntake(counts, uplinks, purged, found));
            long head = number(sql, "select coalesce(max(number), 0) from charge_head");
            compare("records = last number", head - purged, records, found);
            long exported = number(sql, "select coalesce(sum(records), 0) from billing_file");
            long open = number(sql, "select count(*) from charge_record where number > " + exported);
            compare("records = exported + open", exported + open - purged, records, found);
            compare(
                    "sum of fees in files = sum of fees of their records",
                    number(sql, "select coalesce(sum(sum_li), 0) from billing_file where first_number > " + purged),
                    number(sql, "select coalesce(sum(amount_li), 0) from charge_record where number <= " + exported),
                    found);
            compare("uplinks with one record", 0, number(sql, """
                            select count(*) from (select uplink from charge_record where corrects is null
                            group by uplink having count(*) > 1)"""), found);
            compare(
                    "records with a known tariff and its amount",
                    uplinks,
                    number(sql, "select count(*) from charge_record where corrects is null and " + tariffs.condition()),
                    found);
            return found;
        });
    }

    private static void compareIntake(IntakeCounts counts, long uplinks, long purged, List<Difference> found) {
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
     * Compares one day with the SMSC's own figures: a CSV file with the columns destination, delivered and accepted, one
     * line per service number. Every accepted uplink has one record.
     */
    public List<Difference> withSmsc(AccountingDay day, Path countFile) {
        var range = new Charges(store).ofDay(day);
        Map<String, Long> ours = store.read(sql -> sql.createQuery("""
                        select service, count(*) as records from charge_record
                        where number between :from and :to and corrects is null group by service""")
                .bind("from", range.first())
                .bind("to", range.last())
                .reduceRows(new LinkedHashMap<String, Long>(), (map, row) -> {
                    map.put(row.getColumn("service", String.class), row.getColumn("records", Long.class));
                    return map;
                }));
        var found = new ArrayList<Difference>();
        var theirs = read(countFile);
        theirs.forEach((destination, accepted) -> compare(
                "SMSC accepted for " + destination + " = records",
                accepted,
                ours.getOrDefault(destination, 0L),
                found));
        ours.forEach((destination, records) -> {
            if (!theirs.containsKey(destination)) {
                compare("SMSC accepted for " + destination + " = records", 0, records, found);
            }
        });
        withoutBit(day, found);
        return found;
    }

    /** Receipts without the receipt bit, which the SMSC counts as messages to us, by bind (R 3.0.2 step 1). */
    private void withoutBit(AccountingDay day, List<Difference> found) {
        store.read(sql -> sql.createQuery(
                                "select bind, messages from receipt_without_bit where day = :day order by bind")
                        .bind("day", day.yyyymmdd())
                        .map((row, context) -> Map.entry(row.getString(1), row.getLong(2)))
                        .list())
                .forEach(row -> compare("receipt_without_bit by " + row.getKey(), 0, row.getValue(), found));
    }

    private static Map<String, Long> read(Path countFile) {
        var accepted = new LinkedHashMap<String, Long>();
        try {
            var lines = Files.readAllLines(countFile);
            if (lines.isEmpty() || !lines.get(0).strip().equals("destination,delivered,accepted")) {
                throw new BillingStopped(countFile + ":1: the first line must be destination,delivered,accepted");
            }
            for (int i = 1; i < lines.size(); i++) {
                var fields = lines.get(i).strip().split(",", -1);
                if (fields.length != 3 || !fields[2].matches("[0-9]{1,18}") || !fields[1].matches("[0-9]{1,18}")) {
                    throw new BillingStopped(
                            countFile + ":" + (i + 1) + ": not a number and two counts: " + lines.get(i));
                }
                accepted.merge(fields[0], Long.parseLong(fields[2]), Math::addExact);
            }
            return accepted;
        } catch (IOException e) {
            throw new BillingStopped("cannot read the SMSC's count file " + countFile + ": " + e.getMessage(), e);
        }
    }

    private static void compare(String name, long expected, long found, List<Difference> differences) {
        if (expected != found) {
            differences.add(new Difference(name, expected, found));
        }
    }

    private static long number(Handle sql, String query) {
        return sql.createQuery(query).mapTo(Long.class).one();
    }

    /** The tariffs as a condition on a record. */
    private record Tariffs(List<Tariff> all) {
        String condition() {
            return all.stream()
                    .map(t -> "(tariff = '" + t.id().replace("'", "''") + "' and amount_li = " + t.li() + ")")
                    .collect(java.util.stream.Collectors.joining(" or ", "(", ")"));
        }
    }
}

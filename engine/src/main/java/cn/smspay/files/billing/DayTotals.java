package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.Charges.Range;
import cn.smspay.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the records of a day that is over come to, by each property that a summary may ask for, in a file beside the database, so
 * that a summary of a year does not read its records. A day's records never change; the file's name holds their range and the
 * chain at its end, its first line a digest of the others, so that a file that is lost, damaged or of other records costs time
 * and nothing else. Thread-safe.
 */
public final class DayTotals {
    /** Beside the database. */
    public static final String FOLDER = "totals";

    private static final int STAMP_OCTETS = 8;
    private static final int FIELDS = 5;
    /** The properties whose words can be many are few; a longer file is none of ours. */
    private static final long FILE_MOST = 64L << 20;

    private final Store store;
    private final Charges charges;
    private final Path folder;
    /** The day that was open when everything before it had been written. */
    private volatile ServiceDay open = ServiceDay.NONE;

    public DayTotals(Store store, Path folder) {
        this.store = store;
        this.charges = new Charges(store);
        this.folder = folder;
    }

    /**
     * Writes what is missing of days that are over, and drops what is about days whose records are gone.
     *
     * @throws BillingStopped if the folder does not let us
     */
    public void extend() {
        var all = charges.all();
        var now = charges.head().day();
        if (all.size() == 0 || now.equals(open)) {
            return;
        }
        try {
            Files.createDirectories(folder);
            var first = charges.dayOf(all.first());
            dropBefore(first);
            for (var day = first.date(); day.isBefore(now.date()); day = day.plusDays(1)) {
                var range = charges.ofDay(ServiceDay.of(day));
                if (range.size() > 0 && read(ServiceDay.of(day), range).isEmpty()) {
                    write(ServiceDay.of(day), range);
                }
            }
            open = now;
        } catch (IOException e) {
            throw new BillingStopped("cannot write the totals of days in " + folder + ": " + e.getMessage(), e);
        }
    }

    private void dropBefore(ServiceDay first) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.matches("[0-9]{8}-.*") && name.compareTo(first.toString()) < 0) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void write(ServiceDay day, Range range) throws IOException {
        var lines = new StringBuilder();
        for (var total : KeptTotals.of(store, range.first(), range.last())) {
            if (total.key().word().indexOf('\n') >= 0) {
                return;
            }
            lines.append(total.key().property()).append('\t');
            lines.append(total.records()).append('\t').append(total.uplinks()).append('\t');
            lines.append(total.sumLi()).append('\t').append(total.key().word()).append('\n');
        }
        var part = Files.createTempFile(folder, "new", ".part");
        Files.writeString(part, Sha256.hex(lines.toString()) + "\n" + lines, StandardCharsets.UTF_8);
        Files.move(part, file(day, range), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path file(ServiceDay day, Range range) {
        return folder.resolve(String.format(
                Locale.ROOT, "%d-%d-%d-%s", day.yyyymmdd(), range.first(), range.last(), stamp(range.last())));
    }

    private String stamp(long last) {
        return store.read(sql -> sql.createQuery("select chain from charge where number = :last")
                .bind("last", last)
                .mapTo(byte[].class)
                .findOne()
                .map(chain -> HexFormat.of().formatHex(chain, 0, STAMP_OCTETS))
                .orElse("none"));
    }

    /** The totals of a day that has all of these records, if they are written down. */
    Optional<List<KeptTotals>> read(ServiceDay day, Range range) {
        try {
            var file = file(day, range);
            if (!Files.isRegularFile(file) || Files.size(file) > FILE_MOST) {
                return Optional.empty();
            }
            var text = Files.readString(file, StandardCharsets.UTF_8);
            int end = text.indexOf('\n') + 1;
            var lines = text.substring(end);
            if (end == 0 || !text.substring(0, end - 1).equals(Sha256.hex(lines))) {
                return Optional.empty();
            }
            var totals = new ArrayList<KeptTotals>();
            for (var line : lines.lines().toList()) {
                var fields = line.split("\t", FIELDS);
                totals.add(new KeptTotals(
                        new KeptTotals.Key(day.yyyymmdd(), fields[0], fields[4]),
                        Long.parseLong(fields[1]),
                        Long.parseLong(fields[2]),
                        Long.parseLong(fields[3])));
            }
            return Optional.of(totals);
        } catch (IOException | DateTimeException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }
}

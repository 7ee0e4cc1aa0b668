package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeNumber;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.CsvLine;
import cn.smspay.books.charge.StoredCharge;
import cn.smspay.files.format.Disk;
import cn.smspay.files.format.Sheet;
import cn.smspay.files.format.Totals;
import cn.smspay.store.Store;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Writes chosen records once more, outside the series of files: a folder of its own with the records as CSV and a manifest
 * that says what they are. Also the list of records to waive.
 */
public final class Rerun {
    static final String RECORDS = "records.csv";
    static final String MANIFEST = "manifest.json";

    private final Store store;
    private final Charges charges;

    public Rerun(Store store) {
        this.store = store;
        this.charges = new Charges(store);
    }

    /** What a rerun wrote. */
    public record RerunFile(Path folder, long records, long sumLi, String sha256) {}

    /**
     * @param folder must not exist, or be empty
     * @throws BillingStopped if it cannot be written
     */
    public RerunFile write(Filter filter, Path folder, Instant now) {
        try {
            Files.createDirectories(folder);
            try (var list = Files.list(folder)) {
                if (list.findAny().isPresent()) {
                    throw new BillingStopped("the folder " + folder + " is not empty: a rerun has a folder of its own");
                }
            }
            return writeInto(filter, folder, now);
        } catch (UncheckedIOException | IOException e) {
            throw new BillingStopped("cannot write the rerun in " + folder + ": " + e.getMessage(), e);
        }
    }

    private RerunFile writeInto(Filter filter, Path folder, Instant now) throws IOException {
        var totals = new Totals(Chain.GENESIS);
        var csv = folder.resolve(RECORDS);
        try (var sheet = new Sheet(Disk.REAL, csv)) {
            var out = new ByteSink();
            sheet.append(out.add(String.join(",", CsvLine.COLUMNS)).add('\n'));
            forEach(filter, stored -> {
                totals.add(stored);
                append(sheet, stored);
            });
            sheet.sync();
        }
        var written = new RerunFile(
                folder, totals.records(), totals.sumLi(), FileDigest.of(csv).sha256());
        writeManifest(filter, written, now);
        Disk.REAL.syncFolder(folder);
        return written;
    }

    private static void append(Sheet sheet, StoredCharge stored) {
        try {
            sheet.appendLine(stored.row().line());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void writeManifest(Filter filter, RerunFile written, Instant now) throws IOException {
        var manifest = new LinkedHashMap<String, Object>();
        manifest.put("kind", "rerun: these records are in the numbered files too and must not be charged again");
        manifest.put("made_at", now.atZone(ServiceDay.ZONE).toOffsetDateTime().toString());
        manifest.put("filter", filter.words());
        manifest.put("file", RECORDS);
        manifest.put("records", written.records());
        manifest.put("sum_li", written.sumLi());
        manifest.put("sha256", written.sha256());
        Files.writeString(
                written.folder().resolve(MANIFEST),
                new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n");
    }

    private void forEach(Filter filter, java.util.function.Consumer<StoredCharge> use) {
        long from = charges.ofDay(ServiceDay.of(filter.first())).first();
        long to = charges.ofDay(ServiceDay.of(filter.last())).last();
        charges.walkStored(new Charges.Range(from, to), true, stored -> {
            if (filter.matches(stored.record())) {
                use.accept(stored);
            }
            return true;
        });
    }

    /**
     * Records that nobody should pay for: those that pass the filter, cost something and have not been corrected. Ask for
     * {@code SYSTEM_FAULT}; the engine itself never decides on goodwill (R 3.0.4).
     */
    public List<ChargeRecord> waivable(Filter filter) {
        var found = new ArrayList<ChargeRecord>();
        forEach(filter, stored -> {
            var record = stored.record();
            if (record.corrects() == null && record.fee().amountLi() != 0 && !isCorrected(record.number())) {
                found.add(record);
            }
        });
        return found;
    }

    private boolean isCorrected(ChargeNumber number) {
        return store.read(sql -> sql.createQuery("select 1 from charge_correction where corrected = :number")
                .bind("number", number.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }
}

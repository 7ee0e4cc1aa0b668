package cn.smspay.files.billing;

import cn.smspay.books.charge.ChainCheck;
import cn.smspay.books.charge.Charges;
import cn.smspay.books.charge.StoredCharge;
import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CdrEncoder;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.CsvEncoder;
import cn.smspay.files.format.Disk;
import cn.smspay.files.format.Encoder;
import cn.smspay.files.format.Format;
import cn.smspay.files.format.JsonEncoder;
import cn.smspay.files.format.Sheet;
import cn.smspay.files.format.Totals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes the records of one file into temporary files, one per format, in a single pass. What it writes depends on rows
 * alone. One thread.
 */
final class FileWriter {
    private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger(FileWriter.class);
    /** How often progress is told. */
    private static final int TELL_EVERY = 50_000;

    private final Charges charges;
    private final Disk disk;
    private final Optional<Seal> seal;

    FileWriter(Charges charges, Disk disk, Optional<Seal> seal) {
        this.charges = charges;
        this.disk = disk;
        this.seal = seal;
    }

    /** A file and its copies, complete and durable under temporary names, not yet known to the database. */
    record WrittenFile(BillingFile file, List<BillingCopy> copies) {}

    static Path temporary(Path folder, BillingFile file, Format format) {
        return folder.resolve("." + file.name(format) + ".part");
    }

    /**
     * Writes the planned range or, if {@code bytesMax} comes first, the beginning of it.
     *
     * @param previous for each format to write, the digest that goes into its header
     */
    WrittenFile write(
            Path folder, BillingFile plan, Map<Format, String> previous, long bytesMax, ExportProgress progress)
            throws IOException {
        var pages = new ArrayList<RecordPage>();
        try {
            for (var entry : previous.entrySet()) {
                pages.add(new RecordPage(folder, plan, entry.getKey(), entry.getValue()));
            }
            var file = fill(pages, plan, bytesMax, progress);
            var copies = new ArrayList<BillingCopy>();
            for (var page : pages) {
                copies.add(page.finish(file));
            }
            return new WrittenFile(file, copies);
        } catch (UncheckedIOException e) {
            discard(pages);
            throw Objects.requireNonNull(e.getCause());
        } catch (IOException | RuntimeException e) {
            discard(pages);
            throw e;
        }
    }

    private BillingFile fill(List<RecordPage> pages, BillingFile plan, long bytesMax, ExportProgress progress)
            throws IOException {
        for (var page : pages) {
            page.encoder.begin(page.sheet, plan, page.previousSha256);
        }
        var totals = new Totals(plan.chainBefore());
        var last = new LastLink(plan.chainBefore());
        boolean apart = pages.stream().anyMatch(page -> page.format != Format.CSV);
        charges.walkStored(plan.range(), apart, stored -> {
            totals.add(stored);
            last.chain = stored.row().chain();
            long longest = append(pages, stored);
            if (totals.records() % TELL_EVERY == 0) {
                progress.written(plan.name(pages.get(0).format), totals.records(), plan.records());
            }
            return longest < bytesMax;
        });
        check(plan, totals, last.chain);
        boolean cut = totals.records() < plan.records();
        var file = plan.holding(totals, cut ? CloseReason.BYTES : plan.reason());
        for (var page : pages) {
            page.encoder.end(page.sheet, file, page.previousSha256);
        }
        return file;
    }

    private static long append(List<RecordPage> pages, StoredCharge stored) {
        try {
            long longest = 0;
            for (var page : pages) {
                page.encoder.record(page.sheet, stored);
                longest = Math.max(longest, page.sheet.length());
            }
            return longest;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The chain recomputed from the rows must arrive where the last row says. */
    private void check(BillingFile plan, Totals totals, byte[] storedLink) {
        if (!java.util.Arrays.equals(totals.chain(), storedLink)) {
            throw ChainCheck.firstBroken(charges, plan.range(), plan.chainBefore());
        }
    }

    private static void discard(List<RecordPage> pages) {
        for (var page : pages) {
            page.discard();
        }
    }

    private static Encoder encoder(Format format, BillingFile plan) {
        return switch (format) {
            case CSV -> new CsvEncoder();
            case CDR -> new CdrEncoder(plan);
            case JSONL -> new JsonEncoder();
        };
    }

    private static final class LastLink {
        private byte[] chain;

        LastLink(byte[] chain) {
            this.chain = chain;
        }
    }

    /** One format of the file being written. */
    private final class RecordPage {
        private final Format format;
        private final String previousSha256;
        private final Encoder encoder;
        private final Sheet sheet;

        RecordPage(Path folder, BillingFile plan, Format format, String previousSha256) throws IOException {
            this.format = format;
            this.previousSha256 = previousSha256;
            this.encoder = encoder(format, plan);
            this.sheet = new Sheet(disk, temporary(folder, plan, format));
        }

        BillingCopy finish(BillingFile file) throws IOException {
            sheet.sync();
            sheet.close();
            var digest = FileDigest.of(sheet.path());
            var sealed = seal.isPresent() ? seal.get().of(sheet.path()) : null;
            return new BillingCopy(
                    BillingCopy.Key.of(file, format), previousSha256, digest.sha256(), digest.bytes(), null, sealed);
        }

        void discard() {
            try {
                sheet.close();
                Files.deleteIfExists(sheet.path());
            } catch (IOException e) {
                // The failure that brought us here is the one to tell; a left temporary file is removed at the next
                // start.
                LOG.warn("cannot remove {}: {}", sheet.path(), e.getMessage());
            }
        }
    }
}

package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.ChargeColumn;
import cn.smspay.books.charge.ChargeRecord;
import cn.smspay.books.charge.CsvLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a CSV file for checking: follows the numbers, the sum and the chain. One use. */
public final class CsvReader {
    private static final int LINE_MOST = 100_000;

    private final FileName name;
    private final ByteSink line = new ByteSink();
    private final CsvLine records = new CsvLine();

    public CsvReader(FileName name) {
        this.name = name;
    }

    public FileContents read(Path path) throws IOException, UnreadableFile {
        try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            if (!next(in).equals(String.join(",", CsvLine.COLUMNS))) {
                throw new UnreadableFile(Finding.Kind.FORMAT, "the first line does not name our columns");
            }
            var text = next(in);
            var header = CsvFields.named(fields(text, "H"));
            var version = CsvFields.text(header, "format");
            boolean first = version.equals(CsvEncoder.FIRST_VERSION);
            if (!first && !version.equals(CsvEncoder.VERSION)) {
                throw new UnreadableFile(Finding.Kind.FORMAT, "not of format " + CsvEncoder.VERSION);
            }
            requireName(header);
            return records(in, header, text, first);
        }
    }

    private void requireName(Map<String, String> header) throws UnreadableFile {
        if (!CsvFields.text(header, "node").equals(name.node())
                || !CsvFields.text(header, "type").equals(name.stream())
                || CsvFields.number(CsvFields.text(header, "sequence")) != name.sequence()
                || CsvFields.number(CsvFields.text(header, "accounting_day")) != name.day()) {
            throw new UnreadableFile(Finding.Kind.NAME, "the header and the name do not say the same");
        }
    }

    private FileContents records(InputStream in, Map<String, String> header, String headerText, boolean layoutOne)
            throws IOException, UnreadableFile {
        var begun = layoutOne
                ? SlotRange.ONLY + ":" + CsvFields.text(header, "first_number") + ":"
                        + CsvFields.text(header, "chain_before")
                : CsvFields.text(header, "slots");
        var parts = begun.split(":", -1);
        if (parts.length != 3) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "the header does not list one slot");
        }
        var reading = new FileReading(name, CsvFields.number(parts[1]), FileReading.hash(parts[2]));
        var text = next(in);
        while (text.startsWith("D,")) {
            var record = record(CsvFields.split(text));
            FileReading.require(records.of(record).toString().equals(text), "record " + record.number());
            reading.add(record);
            text = next(in);
        }
        var trailer = CsvFields.named(fields(text, "T"));
        if (in.read() >= 0) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "something follows the trailer");
        }
        var whole = layoutOne
                ? SlotRange.ONLY + ":" + CsvFields.text(trailer, "first_number") + ":"
                        + CsvFields.text(trailer, "last_number") + ":" + parts[2] + ":"
                        + CsvFields.text(trailer, "chain_after")
                : CsvFields.text(trailer, "slots");
        var contents = reading.end(
                said(header, trailer, FileReading.slot(begun, whole), layoutOne),
                CsvFields.text(header, "previous_sha256"),
                true,
                !layoutOne);
        requireOurs(contents, headerText, text);
        return contents;
    }

    private static FileReading.FileEnvelope said(
            Map<String, String> header, Map<String, String> trailer, SlotRange slot, boolean layoutOne)
            throws UnreadableFile {
        return new FileReading.FileEnvelope(
                CsvFields.number(CsvFields.text(trailer, "records")),
                CsvFields.number(CsvFields.text(trailer, "sum_li")),
                slot,
                FileReading.time(CsvFields.text(trailer, "closed_time")),
                FileReading.reason(CsvFields.text(trailer, "closed_by")),
                layoutOne ? "" : CsvFields.text(header, "node_address"),
                layoutOne ? "" : CsvFields.text(header, "extension"),
                layoutOne ? 1 : BillingFile.LAYOUT,
                layoutOne ? "" : CsvFields.text(trailer, "book"));
    }

    private static void requireOurs(FileContents contents, String header, String trailer) throws UnreadableFile {
        contents.requireTotals();
        var encoder = new CsvEncoder();
        FileReading.require(
                encoder.headerLine(contents.file(), contents.previousSha256()).equals(header + "\n"), "its header");
        FileReading.require(encoder.trailerLine(contents.file()).equals(trailer + "\n"), "its trailer");
    }

    private static ChargeRecord record(List<String> fields) throws UnreadableFile {
        if (fields.size() != CsvLine.COLUMNS.size()) {
            throw new UnreadableFile(Finding.Kind.FORMAT, "a record has " + fields.size() + " fields");
        }
        return UnreadableFile.reading(() -> ChargeColumn.read(new Fields(fields)));
    }

    /** One record's fields. */
    private record Fields(List<String> all) implements ChargeColumn.Source<UnreadableFile> {
        private String text(ChargeColumn column) {
            return all.get(column.ordinal() + 1);
        }

        @Override
        public @Nullable Long optional(ChargeColumn column) throws UnreadableFile {
            return text(column).isEmpty() ? null : CsvFields.number(text(column));
        }

        @Override
        public long number(ChargeColumn column) throws UnreadableFile {
            return CsvFields.number(text(column));
        }

        /** Without the apostrophe that keeps spreadsheets from running it. */
        @Override
        public String word(ChargeColumn column) {
            var text = text(column);
            return text.startsWith("'") ? text.substring(1) : text;
        }

        @Override
        public Instant time(ChargeColumn column) throws UnreadableFile {
            return FileReading.time(text(column));
        }

        @Override
        public boolean flag(ChargeColumn column) throws UnreadableFile {
            return number(column) != 0;
        }
    }

    private static List<String> fields(String text, String kind) throws UnreadableFile {
        var fields = CsvFields.split(text);
        if (!fields.get(0).equals(kind)) {
            throw new UnreadableFile(
                    Finding.Kind.FORMAT,
                    (kind.equals("H") ? "the header" : "the trailer") + " is missing: half a file?");
        }
        return fields;
    }

    /** The next line without its LF; empty at the end of the file. */
    private String next(InputStream in) throws IOException, UnreadableFile {
        line.clear();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.add(octet);
            if (line.length() > LINE_MOST) {
                throw new UnreadableFile(Finding.Kind.FORMAT, "a line has no end");
            }
        }
        return line.toString();
    }
}

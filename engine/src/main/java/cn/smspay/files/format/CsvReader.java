package cn.smspay.files.format;

import cn.smspay.books.charge.ByteSink;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.CsvLine;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads a CSV file for checking: follows the numbers, the sum and the chain. One use. */
public final class CsvReader {
    private static final int LINE_MOST = 100_000;

    private final FileName name;
    private final ByteSink line = new ByteSink();

    public CsvReader(FileName name) {
        this.name = name;
    }

    public FileContents read(Path path) throws IOException, Unreadable {
        try (var in = new BufferedInputStream(Files.newInputStream(path), 1 << 16)) {
            if (!next(in).equals(String.join(",", CsvLine.COLUMNS))) {
                throw new Unreadable(Finding.Kind.FORMAT, "the first line does not name our columns");
            }
            var header = CsvFields.named(fields(next(in), "H"));
            if (!CsvFields.text(header, "format").equals(CsvEncoder.VERSION)) {
                throw new Unreadable(Finding.Kind.FORMAT, "not of format " + CsvEncoder.VERSION);
            }
            requireName(header);
            return records(in, header);
        }
    }

    private void requireName(Map<String, String> header) throws Unreadable {
        if (!CsvFields.text(header, "node").equals(name.node())
                || !CsvFields.text(header, "type").equals(name.stream())
                || CsvFields.number(CsvFields.text(header, "sequence")) != name.sequence()
                || CsvFields.number(CsvFields.text(header, "accounting_day")) != name.day()) {
            throw new Unreadable(Finding.Kind.NAME, "the header and the name do not say the same");
        }
    }

    private FileContents records(InputStream in, Map<String, String> header) throws IOException, Unreadable {
        long first = CsvFields.number(CsvFields.text(header, "first_number"));
        var before = CsvFields.text(header, "chain_before");
        var count = new Unreadable.Count(first);
        var chain = new Chain(hash(before));
        var text = next(in);
        while (text.startsWith("D,")) {
            var fields = CsvFields.split(text);
            requireRecord(fields);
            count.add(
                    CsvFields.number(fields.get(1)),
                    CsvFields.number(fields.get(CsvLine.COLUMNS.indexOf("amount_li"))));
            chain.add(line);
            text = next(in);
        }
        var trailer = CsvFields.named(fields(text, "T"));
        if (in.read() >= 0) {
            throw new Unreadable(Finding.Kind.FORMAT, "something follows the trailer");
        }
        var after = CsvFields.text(trailer, "chain_after");
        if (!after.equals(Chain.hex(chain.head()))) {
            throw new Unreadable(
                    Finding.Kind.CHAIN,
                    "the chain over its records does not end where the trailer says: it was changed");
        }
        return new FileContents(
                name,
                first,
                CsvFields.number(CsvFields.text(trailer, "records")),
                CsvFields.number(CsvFields.text(trailer, "sum_li")),
                CsvFields.text(header, "previous_sha256"),
                before,
                after,
                count.records(),
                count.sumLi());
    }

    private void requireRecord(List<String> fields) throws Unreadable {
        if (fields.size() != CsvLine.COLUMNS.size()) {
            throw new Unreadable(Finding.Kind.FORMAT, "a record has " + fields.size() + " fields");
        }
        if (CsvFields.number(fields.get(CsvLine.COLUMNS.indexOf("accounting_day"))) != name.day()) {
            throw new Unreadable(Finding.Kind.FORMAT, "record " + fields.get(1) + " is of another accounting day");
        }
    }

    private static byte[] hash(String hex) throws Unreadable {
        if (!hex.matches("[0-9a-f]{64}")) {
            throw new Unreadable(Finding.Kind.FORMAT, "chain_before is not a SHA-256");
        }
        return java.util.HexFormat.of().parseHex(hex);
    }

    private static List<String> fields(String text, String kind) throws Unreadable {
        var fields = CsvFields.split(text);
        if (!fields.get(0).equals(kind)) {
            throw new Unreadable(
                    Finding.Kind.FORMAT,
                    (kind.equals("H") ? "the header" : "the trailer") + " is missing: half a file?");
        }
        return fields;
    }

    /** The next line without its LF, also left in {@link #line}; empty at the end of the file. */
    private String next(InputStream in) throws IOException, Unreadable {
        line.clear();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.add(octet);
            if (line.length() > LINE_MOST) {
                throw new Unreadable(Finding.Kind.FORMAT, "a line has no end");
            }
        }
        return line.toString();
    }
}

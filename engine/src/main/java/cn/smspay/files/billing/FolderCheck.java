package cn.smspay.files.billing;

import cn.smspay.files.format.CdrReader;
import cn.smspay.files.format.CsvReader;
import cn.smspay.files.format.FileContents;
import cn.smspay.files.format.FileName;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.JsonReader;
import cn.smspay.files.format.Unreadable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks a folder of billing files by what the files say, without a database: a receiver can do the same. Looks at names,
 * checksum files, sequence numbers, record numbers, counts, sums, the chain, and that all formats hold the same.
 */
public final class FolderCheck {
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, FileContents> bySequence = new HashMap<>();

    private FolderCheck() {}

    /** What is wrong in the folder; empty if nothing is. */
    public static List<Finding> of(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                throw new BillingStopped("there is no folder " + folder + " to check");
            }
            var check = new FolderCheck();
            check.run(folder);
            return check.findings;
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    /** Whether any file there has the name of a billing file: without one a check proves nothing. */
    public static boolean holdsFiles(Path folder) {
        try (var list = Files.list(folder)) {
            return list.anyMatch(
                    path -> FileName.read(path.getFileName().toString()).isPresent());
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private void run(Path folder) throws IOException {
        var names = new ArrayList<FileName>();
        try (var list = Files.list(folder)) {
            for (var path : list.sorted().toList()) {
                var text = path.getFileName().toString();
                if (text.startsWith(".") || text.endsWith(Publisher.CHECKSUM)) {
                    continue;
                }
                FileName.read(text)
                        .ifPresentOrElse(
                                names::add,
                                () -> add(Finding.Kind.NAME, text, "this is not the name of a billing file"));
            }
        }
        names.sort(Comparator.comparing(FileName::node)
                .thenComparing(FileName::stream)
                .thenComparing(FileName::format)
                .thenComparingLong(FileName::sequence));
        Optional<Checked> before = Optional.empty();
        for (var name : names) {
            before = checkAfter(before, name, folder);
        }
    }

    /** A file that has been looked at; its contents are missing if they could not be read. */
    private record Checked(FileName name, String sha256, Optional<FileContents> contents) {
        boolean sameSeries(FileName other) {
            return name.node().equals(other.node())
                    && name.stream().equals(other.stream())
                    && name.format() == other.format();
        }
    }

    private Optional<Checked> checkAfter(Optional<Checked> before, FileName name, Path folder) throws IOException {
        var path = folder.resolve(name.text());
        var sha256 = Digest.of(path).sha256();
        checkChecksum(path, name, sha256);
        var contents = read(path, name);
        contents.ifPresent(this::checkTotals);
        var checked = new Checked(name, sha256, contents);
        before.filter(b -> b.sameSeries(name)).ifPresent(b -> checkOrder(b, checked));
        return Optional.of(checked);
    }

    private void checkChecksum(Path path, FileName name, String sha256) throws IOException {
        var beside = path.resolveSibling(name.text() + Publisher.CHECKSUM);
        if (!Files.exists(beside)) {
            add(Finding.Kind.MISSING, name.text(), "its checksum file is missing: it may not be complete");
        } else if (!Files.readString(beside).equals(sha256 + "  " + name.text() + "\n")) {
            add(Finding.Kind.CHECKSUM, name.text(), "it is not what its checksum file says: it was changed");
        }
    }

    private Optional<FileContents> read(Path path, FileName name) throws IOException {
        try {
            return Optional.of(
                    switch (name.format()) {
                        case CSV -> new CsvReader(name).read(path);
                        case CDR -> new CdrReader(name).read(path);
                        case JSONL -> new JsonReader(name).read(path);
                    });
        } catch (Unreadable e) {
            add(e.kind(), name.text(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private void checkTotals(FileContents file) {
        if (file.records() != file.recordsFound()) {
            add(
                    Finding.Kind.TOTAL,
                    file.name().text(),
                    "it says " + file.records() + " records and holds " + file.recordsFound());
        }
        if (file.sumLi() != file.sumFound()) {
            add(
                    Finding.Kind.TOTAL,
                    file.name().text(),
                    "it says a sum of " + file.sumLi() + " and its records come to " + file.sumFound());
        }
        var name = file.name();
        var other = bySequence.putIfAbsent(name.node() + "-" + name.stream() + "-" + name.sequence(), file);
        if (other != null && !sameRecords(file, other)) {
            add(
                    Finding.Kind.TOTAL,
                    name.text(),
                    "it does not hold the same as " + other.name().text());
        }
    }

    private static boolean sameRecords(FileContents one, FileContents other) {
        return one.firstNumber() == other.firstNumber()
                && one.recordsFound() == other.recordsFound()
                && one.sumFound() == other.sumFound()
                && one.chainAfter().equals(other.chainAfter());
    }

    private void checkOrder(Checked before, Checked file) {
        long sequence = file.name().sequence();
        if (sequence == before.name().sequence()) {
            add(Finding.Kind.DOUBLE, file.name().text(), "sequence number " + sequence + " is used twice");
            return;
        }
        if (sequence > before.name().sequence() + 1) {
            add(
                    Finding.Kind.GAP,
                    file.name().text(),
                    "sequence numbers " + (before.name().sequence() + 1) + " to " + (sequence - 1) + " are missing");
            return;
        }
        file.contents().ifPresent(contents -> {
            if (contents.hasPrevious() && !contents.previousSha256().equals(before.sha256())) {
                add(
                        Finding.Kind.CHAIN,
                        file.name().text(),
                        "the file before it is not the one that it was written after");
            }
            before.contents().ifPresent(earlier -> checkFollows(earlier, contents));
        });
    }

    private void checkFollows(FileContents before, FileContents file) {
        if (file.firstNumber() <= before.lastNumber()) {
            add(
                    Finding.Kind.DOUBLE,
                    file.name().text(),
                    "records from " + file.firstNumber() + " on are in "
                            + before.name().text() + " too");
        } else if (file.firstNumber() == before.lastNumber() + 1
                && !file.chainBefore().equals(before.chainAfter())) {
            add(
                    Finding.Kind.CHAIN,
                    file.name().text(),
                    "its chain does not start where that of " + before.name().text() + " ends");
        } else if (file.firstNumber() > before.lastNumber() + 1) {
            add(
                    Finding.Kind.GAP,
                    file.name().text(),
                    "records " + (before.lastNumber() + 1) + " to " + (file.firstNumber() - 1) + " are in no file");
        }
    }

    private void add(Finding.Kind kind, String where, String what) {
        findings.add(new Finding(kind, where, what));
    }
}

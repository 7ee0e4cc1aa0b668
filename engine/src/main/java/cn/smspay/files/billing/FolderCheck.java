package cn.smspay.files.billing;

import cn.smspay.files.format.CdrReader;
import cn.smspay.files.format.CsvReader;
import cn.smspay.files.format.FileContents;
import cn.smspay.files.format.FileName;
import cn.smspay.files.format.Finding;
import cn.smspay.files.format.JsonReader;
import cn.smspay.files.format.UnreadableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Checks a folder of billing files by what the files say, without a database: a receiver can do the same. Looks at names,
 * checksum files, keyed digests, sequence numbers, record numbers, counts, sums, the chain, headers and trailers, and that
 * all formats hold the same in every field.
 */
public final class FolderCheck {
    private final Optional<Seal> seal;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, FileContents> bySequence = new HashMap<>();
    private final Map<String, FileContents> byName = new TreeMap<>();

    private FolderCheck(Optional<Seal> seal) {
        this.seal = seal;
    }

    /** What is wrong in the folder; empty if nothing is. */
    public static List<Finding> of(Path folder) {
        return look(folder, Optional.empty()).findings;
    }

    /** Like {@link #of(Path)}, and every file must have the keyed digest of this key. */
    public static List<Finding> of(Path folder, Optional<Seal> seal) {
        return look(folder, seal).findings;
    }

    static FolderCheck look(Path folder, Optional<Seal> seal) {
        try {
            if (!Files.isDirectory(folder)) {
                throw new BillingStopped("there is no folder " + folder + " to check");
            }
            var check = new FolderCheck(seal);
            check.run(folder);
            return check;
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** What the files say that could be read, by their names. */
    Map<String, FileContents> contents() {
        return byName;
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

    /** Whether any file there has a keyed digest, which proves nothing to somebody without the key. */
    public static boolean holdsSeals(Path folder) {
        try (var list = Files.list(folder)) {
            return list.anyMatch(path -> path.getFileName().toString().endsWith(Seal.ENDING));
        } catch (IOException e) {
            throw new BillingStopped("cannot read " + folder + ": " + e.getMessage(), e);
        }
    }

    private void run(Path folder) throws IOException {
        var names = new ArrayList<FileName>();
        try (var list = Files.list(folder)) {
            for (var path : list.sorted().toList()) {
                var text = path.getFileName().toString();
                var of = text.replaceFirst("(\\.sha256|\\.hmac-sha256)$", "");
                if (text.startsWith(".")) {
                    continue;
                } else if (!of.equals(text)) {
                    if (!Files.exists(folder.resolve(of))) {
                        add(Finding.Kind.MISSING, text, "it is a digest of " + of + ", which is not there");
                    }
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
        var sha256 = FileDigest.of(path).sha256();
        checkChecksum(path, name, sha256);
        if (seal.isPresent()) {
            checkSeal(path, name, seal.get());
        }
        var contents = read(path, name);
        contents.ifPresent(this::compareFormats);
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

    private void checkSeal(Path path, FileName name, Seal key) throws IOException {
        var beside = path.resolveSibling(name.text() + Seal.ENDING);
        if (!Files.exists(beside)) {
            add(Finding.Kind.MISSING, name.text(), "it has no keyed digest: nobody who holds the key wrote it");
        } else if (!Files.readString(beside).equals(Publisher.line(key.of(path), name.text()))) {
            add(Finding.Kind.CHECKSUM, name.text(), "its keyed digest is not that of the key: it was changed");
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
        } catch (UnreadableFile e) {
            add(e.kind(), name.text(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** All formats of one sequence number hold the same, in every field. */
    private void compareFormats(FileContents file) {
        var name = file.name();
        byName.put(name.text(), file);
        var other = bySequence.putIfAbsent(name.node() + "-" + name.stream() + "-" + name.sequence(), file);
        if (other != null) {
            file.differsFrom(other)
                    .ifPresent(what -> add(
                            Finding.Kind.TOTAL,
                            name.text(),
                            "it does not hold the same as " + other.name().text() + ": " + what + " differ"));
        }
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
                && !Arrays.equals(file.file().chainBefore(), before.file().chainAfter())) {
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

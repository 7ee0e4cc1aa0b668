package cn.smspay.ops.backup;

import cn.smspay.cli.Exit;
import cn.smspay.cli.Version;
import cn.smspay.engine.Books;
import cn.smspay.files.format.FileName;
import cn.smspay.store.DatabaseFile;
import cn.smspay.store.Store;
import cn.smspay.store.StoreUnusable;
import cn.smspay.store.sqlite.PrivateFiles;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies a data folder while an engine may be working in it: first the database as of one moment, then the billing files that
 * the copied database knows. The copy is proved before it gets its name; a folder that has a manifest is whole. A database of
 * PostgreSQL is copied by the server's own tools, before this, and only the billing files are copied here.
 */
public final class Backup {
    private static final Logger LOG = LoggerFactory.getLogger(Backup.class);
    /** Below the data folder and below the backup alike. */
    static final String BILLING = "billing";

    private Backup() {}

    /**
     * Copies {@code data} to {@code target}, which must not exist.
     *
     * @throws Exit.Refused if there is nothing to copy, the target is taken, or the copy does not prove
     */
    public static BackupManifest make(Path data, Path target, Clock clock) throws IOException {
        var database = data.resolve(StoreSettings.FILE);
        if (!DatabaseFile.exists(database)) {
            throw new Exit.Refused("there is no database " + database + "; name its folder with --data");
        }
        if (Files.exists(target)) {
            throw new Exit.Refused(target + " is there already; name a folder that is not, one for each backup");
        }
        var making = target.resolveSibling(target.getFileName() + ".making");
        if (Files.exists(making)) {
            throw new Exit.Refused(making + " is left from a backup that did not end; remove it");
        }
        try {
            return made(data, making, target, clock);
        } catch (IOException | StoreUnusable e) {
            // A disk that is full or slow to answer; what does not prove stays to be looked at.
            Copying.remove(making);
            throw e;
        }
    }

    private static BackupManifest made(Path data, Path making, Path target, Clock clock) throws IOException {
        PrivateFiles.keepFolder(making);
        var madeAt = OffsetDateTime.now(clock).truncatedTo(ChronoUnit.SECONDS);
        var database = StoreSettings.tool(data.resolve(StoreSettings.FILE));
        var known = DatabaseFile.noted(database.file()).isPresent()
                ? onServer(database, madeAt)
                : copied(database, making, madeAt);
        copyBilling(data.resolve(BILLING), making.resolve(BILLING), known.sequences());
        var manifest = withFiles(known, making);
        manifest.write(making);
        Copying.sync(making.resolve(BackupManifest.NAME));
        Copying.sync(making);
        Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
        noteIn(data, madeAt);
        return manifest;
    }

    /** The copy is good whether or not its time can be noted. */
    private static void noteIn(Path data, OffsetDateTime madeAt) {
        try {
            LastBackup.note(data, madeAt);
        } catch (IOException e) {
            LOG.warn("the time of this backup could not be noted in {}: {}", data, e.getMessage());
        }
    }

    private static BackupManifest onServer(StoreSettings database, OffsetDateTime madeAt) {
        DatabaseFile.requireOurs(database);
        return DatabaseFile.look(database, sql -> manifest(sql, madeAt));
    }

    private static BackupManifest copied(StoreSettings database, Path making, OffsetDateTime madeAt)
            throws IOException {
        var copy = making.resolve(StoreSettings.FILE);
        DatabaseFile.copy(database, copy);
        try (var store = Store.open(StoreSettings.tool(copy))) {
            var findings = Books.verify(store);
            if (!findings.isEmpty()) {
                throw new Exit.Refused(
                        Exit.WRONG,
                        "the books of the copy do not prove, so neither do those it was made from: "
                                + String.join("; ", findings.subList(0, Math.min(3, findings.size())))
                                + ". \"ledger verify\" tells all; the copy is left in " + making);
            }
            return store.read(sql -> manifest(sql, madeAt));
        } finally {
            PrivateFiles.keep(copy);
        }
    }

    /** What this database knows, without the files. */
    private static BackupManifest manifest(Handle sql, OffsetDateTime madeAt) {
        return new BackupManifest(
                BackupManifest.LAYOUT,
                "smspay " + Version.version() + ", commit " + Version.commit(),
                madeAt.toString(),
                keyId(sql),
                newest(sql, "uplink", "id"),
                newest(sql, "transfer", "id"),
                newest(sql, "charge_head", "number"),
                sequences(sql),
                List.of());
    }

    private static long newest(Handle sql, String table, String column) {
        return sql.createQuery("select coalesce(max(" + column + "), 0) from " + table)
                .mapTo(Long.class)
                .one();
    }

    /** The first digits of the sealed data key: tells one key from another, and nothing about either. */
    static String keyId(Handle sql) {
        return sql.createQuery("select sealed from data_key where id = 1")
                .mapTo(byte[].class)
                .findOne()
                .map(wrapped -> HexFormat.of().formatHex(wrapped, 0, Math.min(8, wrapped.length)))
                .orElse("");
    }

    private static List<BackupManifest.Sequence> sequences(Handle sql) {
        return sql.createQuery(
                        "select node, stream, max(sequence) as newest from billing_file group by node, stream order by 1, 2")
                .map((rows, context) -> new BackupManifest.Sequence(
                        rows.getString("node"), rows.getString("stream"), rows.getLong("newest")))
                .list();
    }

    /** Those that the copied database knows; a newer one belongs to the next backup. */
    private static void copyBilling(Path from, Path to, List<BackupManifest.Sequence> known) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        Map<String, Long> newest = known.stream()
                .collect(Collectors.toMap(
                        // A stream is a word in a file's name and a constant in the database.
                        each -> each.node() + '-' + each.stream().toLowerCase(Locale.ROOT),
                        BackupManifest.Sequence::sequence));
        PrivateFiles.keepFolder(to);
        for (var file : files(from)) {
            var name = file.getFileName().toString();
            // A checksum or seal lies beside its file, under its name with another ending.
            var content = FileName.read(name.replaceFirst("\\.(sha256|seal)$", ""));
            if (content.isPresent()
                    && content.get().sequence()
                            <= newest.getOrDefault(content.get().node() + '-' + content.get().stream(), 0L)) {
                Copying.copy(file, to.resolve(name));
            }
        }
        Copying.sync(to);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().collect(Collectors.toCollection(ArrayList::new));
        }
    }

    /** The manifest with the digests of what lies in the folder. */
    private static BackupManifest withFiles(BackupManifest manifest, Path folder) throws IOException {
        var contents = new ArrayList<BackupManifest.Content>();
        for (var file : files(folder)) {
            if (!Objects.equals(file.getFileName().toString(), BackupManifest.NAME)) {
                contents.add(BackupManifest.content(folder, file));
            }
        }
        return new BackupManifest(
                manifest.layout(),
                manifest.program(),
                manifest.madeAt(),
                manifest.keyId(),
                manifest.lastUplink(),
                manifest.lastTransfer(),
                manifest.lastCharge(),
                manifest.sequences(),
                contents);
    }
}

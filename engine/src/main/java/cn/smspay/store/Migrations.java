package cn.smspay.store;

import cn.smspay.base.Sha256;
import cn.smspay.store.dialect.Dialect;
import cn.smspay.store.dialect.Writer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Numbered SQL files, run once each and forward only; a database that a newer program has written is refused. */
final class Migrations {
    /** In order; a file that has shipped is never edited. */
    private static final List<String> FILES = List.of(
            "001-store",
            "002-ledger",
            "003-accounts",
            "004-billing",
            "005-outbox",
            "006-desk",
            "007-sms",
            "008-ivr",
            "009-secrets",
            "017-releases",
            "018-rules",
            "019-imports",
            "020-proof",
            "021-files",
            "022-redeliveries",
            "023-upkeep",
            "024-receipts",
            "025-valid-until",
            "026-answered-requests",
            "027-repairs",
            "028-smsc-ids",
            "030-counter",
            "031-cases",
            "032-desks",
            "033-staff",
            "035-merchants",
            "036-doors",
            "037-sms-orders",
            "040-codes",
            "041-site-logins",
            "042-banks",
            "043-card-batches",
            "045-wallet",
            "050-charge-line",
            "051-charge-line-only",
            "053-settling",
            "056-pos-settling",
            "057-authors",
            "058-release-log",
            "060-slots",
            "065-merchants-orders",
            "067-page-sessions",
            "068-order-events",
            "071-card-key",
            "072-card-key-only",
            "073-persons-errands",
            "075-closed",
            "076-lookups");

    /** When there came to be more than one kind of database. */
    private static final String LAST_OF_ONE_KIND = "058-release-log";

    /** Rows that one transaction of a rewrite takes: the log stays small. */
    private static final int SLICE = 5_000;

    private final Writer writer;
    private final Dialect dialect;
    private final List<String> steps;
    private final Map<String, Rewrite> rewrites;
    private final int slice;
    private final Slots slots;

    Migrations(Writer writer) {
        this(writer, Slots.ONE);
    }

    /** @param slots into how many the program divides subscribers */
    Migrations(Writer writer, Slots slots) {
        this(
                writer,
                slots,
                ServiceLoader.load(Rewrite.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                SLICE);
    }

    /** @param slice rows that one transaction of a rewrite takes */
    Migrations(Writer writer, List<Rewrite> rewrites, int slice) {
        this(writer, Slots.ONE, rewrites, slice);
    }

    private Migrations(Writer writer, Slots slots, List<Rewrite> rewrites, int slice) {
        this.writer = writer;
        this.slots = slots;
        this.dialect = writer.dialect();
        this.steps = steps(dialect);
        this.rewrites = rewrites.stream().collect(Collectors.toMap(Rewrite::after, Function.identity()));
        this.slice = slice;
    }

    /** What a database has to be told to become the present one, in order. */
    static List<String> steps(Dialect dialect) {
        return dialect.beginsWith()
                .map(first -> Stream.concat(
                                Stream.of(first),
                                FILES.subList(FILES.indexOf(LAST_OF_ONE_KIND) + 1, FILES.size()).stream())
                        .toList())
                .orElse(FILES);
    }

    void run() throws SQLException {
        if (!DatabaseCatalogue.of(writer.handle()).hasTable("schema_version")) {
            writer.begin();
            writer.execute("""
                    create table schema_version (
                        number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)""");
            writer.commit();
        }
        var applied = applied(writer.handle());
        requireNoNewer(steps, applied);
        for (int i = 0; i < steps.size(); i++) {
            var name = steps.get(i);
            var sql = read(dialect, name);
            if (i < applied.size()) {
                check(applied.get(i), i + 1, name, sql);
            } else {
                apply(i + 1, name, sql);
            }
            if (i + 1 >= applied.size() && rewrites.containsKey(name)) {
                rewrite(name, rewrites.get(name));
            }
        }
        if (applied.isEmpty() && !slots.equals(Slots.ONE)) {
            writer.begin();
            writer.handle().execute("update slot_count set slots = ?", slots.count());
            writer.commit();
        }
        requireSlots(writer.handle(), slots);
    }

    /** Every number of the database holds its slot: with another count it would be another's. */
    static void requireSlots(Handle handle, Slots slots) {
        int kept = handle.createQuery("select slots from slot_count")
                .mapTo(Integer.class)
                .one();
        if (kept != slots.count()) {
            throw new OtherSchema("the database was made with " + kept + " slots and is to be used with "
                    + slots.count() + ": that is decided at its first start; export it and import it into a new one");
        }
    }

    /** Also when the step itself has run before: the process may have ended between slices. */
    private void rewrite(String name, Rewrite rewrite) throws SQLException {
        boolean more = true;
        while (more) {
            writer.begin();
            try {
                more = rewrite.slice(writer.handle(), slice);
                writer.commit();
            } catch (SQLException | RuntimeException e) {
                writer.rollback();
                throw new IllegalStateException("schema step " + name + ": " + e.getMessage(), e);
            }
        }
    }

    /** Compares what has run on this database with this program, and changes nothing. */
    static void requireOurs(Dialect dialect, Handle handle) {
        var steps = steps(dialect);
        var applied = applied(handle);
        requireNoNewer(steps, applied);
        for (int i = 0; i < applied.size(); i++) {
            check(applied.get(i), i + 1, steps.get(i), read(dialect, steps.get(i)));
        }
    }

    /** Whether nothing has to be done to it, or it is one that nothing can be done to. */
    static boolean isComplete(Writer writer) {
        return applied(writer.handle()).size() >= count(writer.dialect());
    }

    /** How many steps there are. */
    static int count(Dialect dialect) {
        return steps(dialect).size();
    }

    static List<Applied> applied(Handle handle) {
        if (!DatabaseCatalogue.of(handle).hasTable("schema_version")) {
            return List.of();
        }
        return handle.createQuery("select number, name, sha256 from schema_version order by number")
                .map((row, context) -> new Applied(row.getInt(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static void requireNoNewer(List<String> steps, List<Applied> applied) {
        if (applied.size() > steps.size()) {
            throw new OtherSchema("the database is of schema " + applied.size() + ", this program knows up to "
                    + steps.size() + ": use the program that wrote it, or a newer one");
        }
    }

    private static void check(Applied applied, int number, String name, String sql) {
        if (applied.number() != number) {
            throw new OtherSchema("schema step " + number + " is not recorded in the database and step "
                    + applied.number() + " is: it was made half, or changed by hand; restore a backup");
        }
        if (!applied.name().equals(name) || !applied.sha256().equals(Sha256.hex(sql))) {
            throw new OtherSchema("schema step " + applied.number() + " was " + applied.name()
                    + " when it ran on this database and differs in this program (" + name
                    + "): the database belongs to another build");
        }
    }

    private void apply(int number, String name, String sql) throws SQLException {
        writer.begin();
        try {
            if (!sql.isBlank()) {
                writer.execute(sql);
            }
            writer.handle()
                    .createUpdate("insert into schema_version (number, name, sha256, applied_at) values (?, ?, ?, ?)")
                    .bind(0, number)
                    .bind(1, name)
                    .bind(2, Sha256.hex(sql))
                    .bind(3, appliedAt())
                    .execute();
            writer.commit();
        } catch (SQLException e) {
            throw new SQLException("schema step " + name + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
        }
    }

    /** Epoch millis, by the database's clock. */
    private long appliedAt() {
        return writer.handle()
                .createQuery(dialect.epochMillis())
                .mapTo(Long.class)
                .one();
    }

    private static String read(Dialect dialect, String name) {
        var file = dialect.schemaFolder() + name + ".sql";
        try (var in = Migrations.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("schema file " + file + " is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Applied(int number, String name, String sha256) {}
}

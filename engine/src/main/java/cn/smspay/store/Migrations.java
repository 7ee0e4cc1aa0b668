package cn.smspay.store;

import cn.smspay.base.Sha256;
import cn.smspay.store.sqlite.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
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
            "060-slots");

    /** Rows that one transaction of a rewrite takes: the log stays small. */
    private static final int SLICE = 5_000;

    private final Connections.Writer writer;
    private final Map<String, Rewrite> rewrites;
    private final int slice;
    private final Slots slots;

    Migrations(Connections.Writer writer) {
        this(writer, Slots.ONE);
    }

    /** @param slots into how many the program divides subscribers */
    Migrations(Connections.Writer writer, Slots slots) {
        this(
                writer,
                slots,
                ServiceLoader.load(Rewrite.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                SLICE);
    }

    /** @param slice rows that one transaction of a rewrite takes */
    Migrations(Connections.Writer writer, List<Rewrite> rewrites, int slice) {
        this(writer, Slots.ONE, rewrites, slice);
    }

    private Migrations(Connections.Writer writer, Slots slots, List<Rewrite> rewrites, int slice) {
        this.writer = writer;
        this.slots = slots;
        this.rewrites = rewrites.stream().collect(Collectors.toMap(Rewrite::after, Function.identity()));
        this.slice = slice;
    }

    void run() throws SQLException {
        writer.execute("""
                create table if not exists schema_version (
                    number INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at INTEGER NOT NULL)""");
        var applied = applied(writer.handle());
        requireNoNewer(applied);
        for (int i = 0; i < FILES.size(); i++) {
            var name = FILES.get(i);
            var sql = read(name);
            if (i < applied.size()) {
                check(applied.get(i), name, sql);
            } else {
                apply(i + 1, name, sql);
            }
            if (i + 1 >= applied.size() && rewrites.containsKey(name)) {
                rewrite(name, rewrites.get(name));
            }
        }
        if (applied.isEmpty() && !slots.equals(Slots.ONE)) {
            writer.handle().execute("update slot_count set slots = ?", slots.count());
        }
        requireSlots(writer.handle(), slots);
    }

    /** Every number of the database holds its slot: with another count it would be another's. */
    private static void requireSlots(Handle handle, Slots slots) {
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
            writer.execute("begin immediate");
            try {
                more = rewrite.slice(writer.handle(), slice);
                writer.execute("commit");
            } catch (SQLException | RuntimeException e) {
                writer.execute("rollback");
                throw new IllegalStateException("schema step " + name + ": " + e.getMessage(), e);
            }
        }
    }

    /** Compares what has run on this database with this program, and changes nothing. */
    static void requireOurs(Handle handle) {
        var applied = applied(handle);
        requireNoNewer(applied);
        for (var step : applied) {
            var name = FILES.get(applied.indexOf(step));
            check(step, name, read(name));
        }
    }

    /** How many steps there are. */
    static int count() {
        return FILES.size();
    }

    static List<Applied> applied(Handle handle) {
        boolean blank = handle.createQuery("select count(*) from sqlite_master where name = 'schema_version'")
                        .mapTo(Integer.class)
                        .one()
                == 0;
        if (blank) {
            return List.of();
        }
        return handle.createQuery("select number, name, sha256 from schema_version order by number")
                .map((row, context) -> new Applied(row.getInt(1), row.getString(2), row.getString(3)))
                .list();
    }

    private static void requireNoNewer(List<Applied> applied) {
        if (applied.size() > FILES.size()) {
            throw new OtherSchema("the database is of schema " + applied.size() + ", this program knows up to "
                    + FILES.size() + ": use the program that wrote it, or a newer one");
        }
    }

    private static void check(Applied applied, String name, String sql) {
        if (!applied.name().equals(name) || !applied.sha256().equals(Sha256.hex(sql))) {
            throw new OtherSchema("schema step " + applied.number() + " was " + applied.name()
                    + " when it ran on this database and differs in this program (" + name
                    + "): the database belongs to another build");
        }
    }

    private void apply(int number, String name, String sql) throws SQLException {
        writer.execute("begin immediate");
        try {
            if (!sql.isBlank()) {
                writer.execute(sql);
            }
            writer.handle()
                    .createUpdate("insert into schema_version values (?, ?, ?, cast(strftime('%s') as integer) * 1000)")
                    .bind(0, number)
                    .bind(1, name)
                    .bind(2, Sha256.hex(sql))
                    .execute();
            writer.execute("commit");
        } catch (SQLException e) {
            throw new SQLException("schema step " + name + ": " + e.getMessage(), e.getSQLState(), e.getErrorCode(), e);
        }
    }

    private static String read(String name) {
        try (var in = Migrations.class.getResourceAsStream("/schema/" + name + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("schema file " + name + ".sql is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Applied(int number, String name, String sha256) {}
}

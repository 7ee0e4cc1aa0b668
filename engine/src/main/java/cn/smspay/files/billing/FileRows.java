package cn.smspay.files.billing;

import cn.smspay.base.ServiceDay;
import cn.smspay.books.charge.Chain;
import cn.smspay.books.charge.ChargeHead;
import cn.smspay.books.ledger.LedgerChain;
import cn.smspay.files.format.BillingCopy;
import cn.smspay.files.format.BillingFile;
import cn.smspay.files.format.CloseReason;
import cn.smspay.files.format.Format;
import cn.smspay.files.format.Stream;
import cn.smspay.store.Store;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** The rows about files of one node and stream. Thread-safe. */
final class FileRows {
    private static final String FILES = """
            select node, stream, sequence, day, first_number, records, sum_li, first_at, last_at, closed_at, reason,
                   node_address, extension, chain_before, chain_after, layout, book_heads
            from billing_file
            """;
    private static final String COPIES = """
            select node, stream, sequence, format, previous_sha256, sha256, bytes, published_at, sealed_sha256
            from billing_copy
            """;

    private final Store store;
    private final String node;
    private final Stream stream;

    FileRows(Store store, BillingSettings settings) {
        this.store = store;
        this.node = settings.node();
        this.stream = settings.stream();
    }

    /** Of every node and stream that this database ever wrote. */
    List<BillingFile> everyFile() {
        return store.read(sql -> rows(sql.createQuery(FILES + "order by node, stream, sequence"), FileRows::file));
    }

    List<BillingCopy> everyCopy() {
        return store.read(
                sql -> rows(sql.createQuery(COPIES + "order by node, stream, sequence, format"), FileRows::copy));
    }

    /** The heads of the book's chain now, as a trailer says them. */
    String bookHeads() {
        return LedgerChain.heads(store).stream().map(LedgerChain.Head::toString).collect(Collectors.joining(" "));
    }

    List<BillingFile> all() {
        return files("order by sequence", q -> q);
    }

    Optional<BillingFile> last() {
        return files("order by sequence desc limit 1", q -> q).stream().findFirst();
    }

    Optional<BillingFile> find(long sequence) {
        return files("and sequence = :sequence", q -> q.bind("sequence", sequence)).stream()
                .findFirst();
    }

    /** The file that was closed last on this database, whatever its node and stream: numbers go on from there. */
    Optional<BillingFile> lastOfAll() {
        return store.read(sql -> rows(
                        sql.createQuery(FILES + "order by first_number + records desc, closed_at desc limit 1"),
                        FileRows::file)
                .stream()
                .findFirst());
    }

    ChargeHead head() {
        return store.read(sql -> sql.createQuery("select number, day, chain from charge_head where id = 1")
                .map((row, context) -> new ChargeHead(
                        1, row.getLong("number"), new ServiceDay(row.getInt("day")), row.getBytes("chain")))
                .findOne()
                .orElse(ChargeHead.START));
    }

    /** The head of the chain before this record, which is the first that is stored: where the last purge ended. */
    byte[] chainBefore(long firstNumber) {
        return store.read(sql -> sql.createQuery("select chain from charge_purge where through_number = :number")
                .bind("number", firstNumber - 1)
                .mapTo(byte[].class)
                .findOne()
                .orElse(Chain.GENESIS));
    }

    /** The number of the last record that a purge may have deleted. */
    long purgedThrough() {
        return store.read(sql -> sql.createQuery("select coalesce(max(through_number), 0) from charge_purge")
                .mapTo(Long.class)
                .one());
    }

    private List<BillingFile> files(String condition, Function<Query, Query> binding) {
        return store.read(sql -> rows(binding.apply(own(sql, FILES, condition)), FileRows::file));
    }

    private Query own(Handle sql, String select, String condition) {
        return sql.createQuery(select + "where node = :node and stream = :stream " + condition)
                .bind("node", node)
                .bind("stream", stream.name());
    }

    private static <T> List<T> rows(Query query, Function<RowView, T> read) {
        return query.reduceRows(new ArrayList<T>(), (list, row) -> {
            list.add(read.apply(row));
            return list;
        });
    }

    List<BillingCopy> copies() {
        return copies("order by sequence, format", q -> q);
    }

    List<BillingCopy> unpublished() {
        return copies("and published_at is null order by sequence, format", q -> q);
    }

    Optional<BillingCopy> copy(long sequence, Format format) {
        return copies(
                        "and sequence = :sequence and format = :format",
                        q -> q.bind("sequence", sequence).bind("format", format.name()))
                .stream()
                .findFirst();
    }

    private List<BillingCopy> copies(String condition, Function<Query, Query> binding) {
        return store.read(sql -> rows(binding.apply(own(sql, COPIES, condition)), FileRows::copy));
    }

    void published(BillingCopy copy, Instant now) {
        store.write(tx -> {
            tx.put(BillingCopy.TABLE, copy.publishedAt(now));
            return null;
        });
    }

    void add(Tx tx, BillingFile file, List<BillingCopy> copies) {
        tx.add(BillingFile.TABLE, file);
        copies.forEach(copy -> tx.add(BillingCopy.TABLE, copy));
    }

    private static BillingFile file(RowView row) {
        return new BillingFile(
                new BillingFile.Key(text(row, "node"), Stream.valueOf(text(row, "stream")), number(row, "sequence")),
                new ServiceDay((int) number(row, "day")),
                number(row, "first_number"),
                number(row, "records"),
                number(row, "sum_li"),
                instant(row, "first_at"),
                instant(row, "last_at"),
                Instant.ofEpochMilli(number(row, "closed_at")),
                CloseReason.valueOf(text(row, "reason")),
                text(row, "node_address"),
                text(row, "extension"),
                row.getColumn("chain_before", byte[].class),
                row.getColumn("chain_after", byte[].class),
                (int) number(row, "layout"),
                text(row, "book_heads"));
    }

    private static BillingCopy copy(RowView row) {
        return new BillingCopy(
                new BillingCopy.Key(
                        text(row, "node"),
                        Stream.valueOf(text(row, "stream")),
                        number(row, "sequence"),
                        Format.valueOf(text(row, "format"))),
                text(row, "previous_sha256"),
                text(row, "sha256"),
                number(row, "bytes"),
                instant(row, "published_at"),
                row.getColumn("sealed_sha256", String.class));
    }

    private static String text(RowView row, String column) {
        return row.getColumn(column, String.class);
    }

    private static long number(RowView row, String column) {
        return row.getColumn(column, Long.class);
    }

    private static @Nullable Instant instant(RowView row, String column) {
        Long millis = row.getColumn(column, Long.class);
        return millis == null ? null : Instant.ofEpochMilli(millis);
    }
}

package cn.smspay.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the rows that a transaction asks for, many with one statement. Used by the writer's thread. */
final class SlotReader {
    private static final Logger LOG = LoggerFactory.getLogger(SlotReader.class);

    private final RowStatements statements;

    SlotReader(RowStatements statements) {
        this.statements = statements;
    }

    /** Fills these slots; one without a row is known to have none. */
    <K, R extends Record> void read(Rows<K, R> rows, List<Rows.Slot<K, R>> slots) {
        statements.inChunks(slots, part -> {
            var table = rows.table();
            try {
                var words = statements.words(table);
                var statement = statements.reading(words.select(part.size()));
                for (var slot : part) {
                    slot.known = true;
                }
                words.bindKeys(statement, RowStatements.keys(table, part));
                int next = 0;
                try (var found = statement.executeQuery()) {
                    while (found.next()) {
                        var row = table.read(found);
                        var key = table.keyOf(row);
                        // They come in the order of the keys, as a rule; a key without a row is passed over.
                        while (next < part.size() && !part.get(next).key.equals(key)) {
                            next++;
                        }
                        var slot = next < part.size() ? part.get(next++) : rows.slot(key);
                        slot.row = row;
                    }
                }
            } catch (SQLException e) {
                unknown(slots);
                throw statements.failed("cannot read " + table, e);
            } catch (RuntimeException e) {
                // A row with a value that is none: whoever needs it must meet it again, not find that there is no row.
                unknown(slots);
                throw e;
            }
        });
    }

    private static <K, R extends Record> void unknown(List<Rows.Slot<K, R>> slots) {
        for (var slot : slots) {
            // Rows that were read before the bad one, or changed since, are as true as ever.
            if (slot.change == Rows.RowChange.NONE && slot.row == null) {
                slot.known = false;
            }
        }
    }

    /** The keys of all rows. */
    <K, R extends Record> Set<K> keys(Table<K, R> table) {
        var keys = new HashSet<K>();
        try (var found = statements.reading(table.keysSql()).executeQuery()) {
            while (found.next()) {
                keyIfReadable(table, found).ifPresent(keys::add);
            }
        } catch (SQLException e) {
            throw statements.failed("cannot read the keys of " + table, e);
        }
        return keys;
    }

    /** A key that cannot be read is one that nobody can ask for. */
    private static <K, R extends Record> Optional<K> keyIfReadable(Table<K, R> table, ResultSet found)
            throws SQLException {
        try {
            return Optional.of(table.readKey(found));
        } catch (RuntimeException e) {
            LOG.error("{} has a row whose key cannot be read: {}", table, e.getMessage());
            return Optional.empty();
        }
    }
}

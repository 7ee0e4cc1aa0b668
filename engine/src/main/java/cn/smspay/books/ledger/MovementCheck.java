package cn.smspay.books.ledger;

import cn.smspay.base.ServiceDay;
import cn.smspay.base.Sha256;
import cn.smspay.books.ledger.LedgerChain.Movement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Follows the book from its first transfer to its last: numbers without gaps, the chain, business dates. One use. */
final class MovementCheck {
    /** What to do where rows of the book itself are wrong: no command may change them. */
    private static final String RESTORE = "; the book cannot be mended: put back a backup and compare";

    private final List<String> faults = new ArrayList<>();
    /** The last transfer of each closed day, by day. */
    private final TreeMap<Integer, Long> closed = new TreeMap<>();

    private long before;
    private byte[] chain = new byte[Sha256.OCTETS];
    /** Whether the chain was begun at all: a book that no program has opened since has none yet. */
    private boolean chained;

    MovementCheck(Handle sql) {
        sql.createQuery("select day, last_transfer from ledger_day")
                .map((row, c) -> closed.put(row.getInt(1), row.getLong(2)) == null)
                .list();
        LedgerRows.walk(sql, 0, this::look);
        lookAtHead(sql);
    }

    List<String> faults() {
        return faults;
    }

    private void look(Movement movement, byte @Nullable [] link) {
        if (movement.id() != before + 1) {
            faults.add("transfer " + (before + 1) + " is missing" + RESTORE);
        }
        lookAtLink(movement, link);
        lookAtDay(movement);
        before = movement.id();
    }

    private void lookAtLink(Movement movement, byte @Nullable [] link) {
        if (link == null) {
            if (chained) {
                faults.add("transfer " + movement.id() + " has no link of the chain" + RESTORE);
            }
            chain = LedgerChain.link(chain, movement.line());
            return;
        }
        chained = true;
        if (!Arrays.equals(LedgerChain.link(chain, movement.line()), link)) {
            faults.add("transfer " + movement.id()
                    + " is not what was written: it, its key or its postings were changed, or a transfer before it"
                    + RESTORE);
        }
        // From here on the stored link counts, so that every other damage is found as well.
        chain = link;
    }

    private void lookAtDay(Movement movement) {
        int own = ServiceDay.number(Instant.ofEpochMilli(movement.at()));
        int day = movement.businessDate();
        boolean moved = day > own && closed.lastEntry() != null && closed.lastKey() >= own;
        if (day != own && !moved) {
            faults.add("transfer " + movement.id() + " of " + own + " has the business date " + day + RESTORE);
        }
        var last = closed.ceilingEntry(day);
        if (last != null && movement.id() > last.getValue()) {
            faults.add("transfer " + movement.id() + " counts on " + day + ", and that day was closed with transfer "
                    + last.getValue() + RESTORE);
        }
    }

    private void lookAtHead(Handle sql) {
        var head = sql.createQuery("select slot, transfer, chain from ledger_head where slot = 0")
                .map((row, c) -> new LedgerChain.Head(row.getInt(1), row.getLong(2), row.getBytes(3)))
                .findOne()
                .orElse(LedgerChain.Head.START);
        if (chained && (head.transfer() != before || !Arrays.equals(head.chain(), chain))) {
            faults.add(
                    "the chain was left at transfer " + head.transfer() + ", and the book ends at " + before + RESTORE);
        }
        long numbered = sql.createQuery("select coalesce(max(last), 0) from series where name = 'transfer'")
                .mapTo(Long.class)
                .one();
        if (numbered != before) {
            faults.add("transfers are numbered up to " + numbered + ", and the book ends at " + before + RESTORE);
        }
    }
}

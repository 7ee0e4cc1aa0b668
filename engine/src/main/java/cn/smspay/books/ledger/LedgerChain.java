package cn.smspay.books.ledger;

import cn.smspay.base.Sha256;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.LedgerTables.Posting;
import cn.smspay.books.ledger.LedgerTables.TransferRequest;
import cn.smspay.books.ledger.LedgerTables.TransferRow;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash chain over the book, one a slot: each transfer's link is SHA-256 over the link before it (32 octets) and the
 * transfer's line in UTF-8. The line names everything that the transfer did, so that a change of any row of it, even one
 * that leaves every sum as it was, breaks the chain from there on. No state of its own, so thread-safe.
 */
public final class LedgerChain {
    /** The slot of everybody while the book lies in one database. */
    public static final int SLOT = 0;

    private static final byte[] GENESIS = new byte[Sha256.OCTETS];
    /** Old transfers that get their links in one transaction. */
    private static final int STEP = 5_000;

    private LedgerChain() {}

    /** Where the chain of a slot ends. */
    public record Head(int slot, long transfer, byte[] chain) {
        static final Table<Integer, Head> TABLE = Table.cached("ledger_head", int.class, Head.class, 16);
        static final Head START = new Head(SLOT, 0, GENESIS);

        /** Like {@code 0:17:6f…}, as it stands in files. */
        @Override
        public String toString() {
            return slot + ":" + transfer + ":" + HexFormat.of().formatHex(chain);
        }
    }

    /**
     * A transfer as the chain sees it.
     *
     * @param event its word as it is written
     * @param key none if the row of its key is gone
     * @param legs in the order of their accounts' numbers
     */
    record Movement(
            long id,
            String event,
            @Nullable Long resolves,
            @Nullable Long reverses,
            int businessDate,
            long at,
            @Nullable Key key,
            List<Leg> legs) {
        static Movement of(TransferRow t, TransferRequest request, List<Leg> legs) {
            var sorted = new ArrayList<>(legs);
            sorted.sort((a, b) -> Long.compare(a.account(), b.account()));
            return new Movement(
                    t.id().value(),
                    t.event().name(),
                    value(t.resolves()),
                    value(t.reverses()),
                    t.businessDate(),
                    t.at().toEpochMilli(),
                    new Key(request.idempotencyKey(), request.inputHash()),
                    sorted);
        }

        /** The canonical line. */
        String line() {
            var text =
                    new StringBuilder(256).append(id).append('|').append(event).append('|');
            append(text, resolves).append('|');
            append(text, reverses).append('|').append(businessDate).append('|').append(at);
            if (key != null) {
                text.append('|')
                        .append(key.hash())
                        .append('|')
                        .append(key.word().length());
                text.append(':').append(key.word());
            }
            for (var leg : legs) {
                text.append('|')
                        .append(leg.name())
                        .append(' ')
                        .append(leg.side())
                        .append(' ');
                text.append(leg.amount()).append(' ').append(leg.balanceAfter()).append(' ');
                append(text, leg.previous());
            }
            return text.toString();
        }

        private static StringBuilder append(StringBuilder text, @Nullable Long number) {
            return number == null ? text : text.append(number.longValue());
        }
    }

    /** The idempotency key of a transfer and the hash of what came with it. */
    record Key(String word, long hash) {}

    /** One posting, its account by its name beside its number. */
    record Leg(
            long account,
            String name,
            String side,
            long amount,
            long balanceAfter,
            @Nullable Long previous) {
        static Leg of(BookAccount account, Posting posting) {
            return new Leg(
                    posting.key().account().value(),
                    account.toString(),
                    posting.side().name(),
                    posting.amount().fen(),
                    posting.balanceAfter().fen(),
                    value(posting.previousTransfer()));
        }
    }

    private static @Nullable Long value(@Nullable TransferId id) {
        return id == null ? null : id.value();
    }

    static Head head(Tx tx) {
        return tx.find(Head.TABLE, SLOT).orElse(Head.START);
    }

    /** The heads of all slots, in order; none in an empty book. */
    public static List<Head> heads(Store store) {
        return store.read(sql -> sql.createQuery("select slot, transfer, chain from ledger_head order by slot")
                .map((row, c) -> new Head(row.getInt(1), row.getLong(2), row.getBytes(3)))
                .list());
    }

    /** Adds a transfer at the end of the chain and returns its link. */
    static byte[] add(Tx tx, Movement movement) {
        var head = head(tx);
        if (movement.id() != head.transfer() + 1) {
            throw new IllegalStateException("the next transfer is " + movement.id() + ", but the chain ends at "
                    + head.transfer() + ": somebody changed the tables by hand");
        }
        var link = link(head.chain(), movement.line());
        tx.put(Head.TABLE, new Head(SLOT, movement.id(), link));
        return link;
    }

    static byte[] link(byte[] before, String line) {
        var sha256 = Sha256.digest();
        sha256.update(before);
        return sha256.digest(line.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives links to transfers of a book that was written before there was a chain. Once; call it before any posting. */
    public static void complete(Store store) {
        if (store.read(sql -> sql.createQuery(
                                "select count(*) from (select 1 from transfer where chain is null limit 1) t")
                        .mapTo(Integer.class)
                        .one())
                == 0) {
            return;
        }
        store.read(sql -> {
            var rows = new Linking(store);
            LedgerRows.walk(sql, rows.head.transfer(), (movement, link) -> rows.add(movement));
            rows.write();
            return null;
        });
    }

    /** Gathers links and writes them in steps, each with the head that belongs to it, so that it can go on after a crash. */
    private static final class Linking {
        private final Store store;
        private final List<Head> links = new ArrayList<>();
        private Head head;

        Linking(Store store) {
            this.store = store;
            this.head = heads(store).stream().findFirst().orElse(Head.START);
        }

        void add(Movement movement) {
            head = new Head(SLOT, movement.id(), link(head.chain(), movement.line()));
            links.add(head);
            if (links.size() == STEP) {
                write();
            }
        }

        void write() {
            store.write(tx -> {
                tx.query(sql -> {
                    var batch = sql.prepareBatch("update transfer set chain = :chain where id = :id and chain is null");
                    links.forEach(link -> batch.bind("chain", link.chain())
                            .bind("id", link.transfer())
                            .add());
                    return batch.size() == 0 ? new int[0] : batch.execute();
                });
                tx.put(Head.TABLE, head);
                return null;
            });
            links.clear();
        }
    }
}

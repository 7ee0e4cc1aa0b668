package cn.smspay.books.ledger;

import cn.smspay.base.Fen;
import cn.smspay.base.Sha256;
import cn.smspay.base.TransferId;
import cn.smspay.books.ledger.Line.Side;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A balanced movement that somebody wants in the book.
 *
 * @param key names this movement for ever: the same key is the same movement, however often it comes
 * @param lines debits and credits of equal sums, each account at most once
 * @param resolves the reservation that this one settles or gives back
 * @param reverses the movement that this one undoes
 */
public record Entry(
        String key,
        Event event,
        List<Line> lines,
        @Nullable TransferId resolves,
        @Nullable TransferId reverses,
        Instant at) {
    public Entry {
        lines = List.copyOf(lines);
        var sum = lines.stream().map(Line::signed).reduce(Fen.ZERO, Fen::plus);
        if (lines.isEmpty() || !sum.isZero()) {
            throw new IllegalArgumentException(event + " is out of balance by " + sum);
        }
        var accounts = new HashSet<BookAccount>();
        lines.forEach(line -> accounts.add(line.account()));
        if (accounts.size() < lines.size()) {
            throw new IllegalArgumentException(event + " names an account twice");
        }
    }

    public static Entry of(String key, Event event, BookAccount debit, BookAccount credit, Fen amount, Instant at) {
        return new Entry(key, event, pair(debit, credit, amount), null, null, at);
    }

    /** Settles or gives back {@code reservation}. Its key is made here, so that a reservation has one end. */
    public static Entry resolving(
            TransferId reservation, Event event, BookAccount debit, BookAccount credit, Fen amount, Instant at) {
        return new Entry("resolves:" + reservation, event, pair(debit, credit, amount), reservation, null, at);
    }

    /** Undoes {@code undone}, once. */
    public static Entry reversing(
            TransferId undone, Event event, BookAccount debit, BookAccount credit, Fen amount, Instant at) {
        return new Entry(reversingKey(undone), event, pair(debit, credit, amount), null, undone, at);
    }

    /** Under which {@link #reversing} is posted. */
    public static String reversingKey(TransferId undone) {
        return "reverses:" + undone;
    }

    private static List<Line> pair(BookAccount debit, BookAccount credit, Fen amount) {
        return List.of(new Line(debit, Side.DEBIT, amount), new Line(credit, Side.CREDIT, amount));
    }

    /** What must be equal when the same key comes again; the time may differ. */
    long inputHash() {
        var text = event + "|" + lines + "|" + resolves + "|" + reverses;
        return ByteBuffer.wrap(Sha256.of(text)).getLong();
    }
}

package cn.smspay.accounts.cases;

import cn.smspay.base.Fen;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Opens cases in the transaction that makes them necessary, and moves them on. Whatever puts money into SUSPENSE opens one
 * (R 4.12). No state of its own, so thread-safe.
 */
public final class Cases {
    private static final Table<Long, Case> CASE = Table.of("work_case", long.class, Case.class);
    private static final Table<NoteKey, Note> NOTE = Table.of("case_note", NoteKey.class, Note.class);
    private static final String SERIES = "work_case";

    public record NoteKey(long workCase, long number) {}

    /** Something that somebody noted on a case. */
    public record Note(NoteKey key, Instant at, String who, String text) {}

    /** What opens a case. */
    public record Opening(
            CaseKind kind,
            String cause,
            @Nullable SubscriptionId subscription,
            String about,
            String what,
            Fen amount) {}

    private Cases() {}

    /** Opens a case, or finds the one that this cause has opened before. */
    public static Case open(Tx tx, Opening opening, Instant now) {
        return byCause(tx, opening.cause()).orElseGet(() -> {
            var fresh = new Case(
                    tx.next(SERIES),
                    opening.kind(),
                    Case.State.OPEN,
                    opening.cause(),
                    opening.subscription(),
                    opening.about(),
                    opening.what(),
                    opening.amount(),
                    null,
                    null,
                    now,
                    now);
            tx.add(CASE, fresh);
            return fresh;
        });
    }

    private static Optional<Case> byCause(Tx tx, String cause) {
        return list(tx, "cause = :cause", "cause", cause, 1).stream().findFirst();
    }

    public static Optional<Case> find(Tx tx, long id) {
        return tx.find(CASE, id);
    }

    /** Somebody works on it from now on. */
    public static Case take(Tx tx, Case known, String who, Instant now) {
        return put(tx, known.taken(who, now));
    }

    /** Whoever had it gives it back. */
    public static Case giveBack(Tx tx, Case known, Instant now) {
        return put(tx, known.released(now));
    }

    /** It has ended so. */
    public static Case close(Tx tx, Case known, String outcome, Instant now) {
        return put(tx, known.closed(outcome, now));
    }

    private static Case put(Tx tx, Case changed) {
        tx.put(CASE, changed);
        return changed;
    }

    public static Note note(Tx tx, Case known, String who, String text, Instant now) {
        var note = new Note(new NoteKey(known.id(), tx.next("case_note:" + known.id())), now, who, text);
        tx.add(NOTE, note);
        return note;
    }

    /** Everything that was noted, oldest first. */
    public static List<Note> notes(Tx tx, long id) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", NOTE.columns())
                        + " from case_note where work_case = :id order by number")
                .bind("id", id)
                .map((row, c) -> NOTE.read(row))
                .list());
    }

    /** Cases that are not closed, oldest first, from a number on. */
    public static List<Case> open(Tx tx, long after, int most) {
        return list(tx, "state <> 'CLOSED' and id > :after", "after", after, most);
    }

    /** All cases of a customer, oldest first. */
    public static List<Case> of(Tx tx, SubscriptionId who, int most) {
        return list(tx, "subscription = :who", "who", who.value(), most);
    }

    private static List<Case> list(Tx tx, String where, String name, Object value, int most) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", CASE.columns()) + " from work_case where "
                        + where + " order by id limit :most")
                .bind(name, value)
                .bind("most", most)
                .map((row, c) -> CASE.read(row))
                .list());
    }
}

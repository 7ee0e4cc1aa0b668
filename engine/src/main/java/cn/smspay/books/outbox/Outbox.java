package cn.smspay.books.outbox;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.UplinkId;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers that have been decided, from the transaction that decided them until an SMSC has taken them and says what became
 * of them. Thread-safe outside a transaction.
 */
public final class Outbox {
    /** Remembered until they are sent, a moment later. */
    static final Table<OutboxId, Downlink> DOWNLINK = Table.cached("downlink", OutboxId.class, Downlink.class, 8_000);

    static final Table<SentKey, SentSegment> SENT = Table.of("sent_segment", SentKey.class, SentSegment.class);
    private static final String SEALED_FOR = "downlink";
    /** One message is answered by few texts. */
    private static final int ANSWERS_MAX = 10;

    /** The column {@code bind} holds the SMSC, whose name is that of its bind where it has only one. */
    record SentKey(String bind, String messageId) {}

    record SentSegment(SentKey key, OutboxId downlink, Instant sentAt, Downlink.ReceiptReport reported) {}

    private final Store store;
    private final Vault vault;
    private final RecentNumbers writtenTo;
    private final List<Consumer<Downlink>> listeners = new CopyOnWriteArrayList<>();

    public Outbox(Store store, Vault vault) {
        this(store, vault, RecentNumbers.SLOTS);
    }

    /** @param remembered how many numbers that were written to it remembers, a power of two; fewer for a tool with few */
    public Outbox(Store store, Vault vault, int remembered) {
        this.writtenTo = new RecentNumbers(remembered);
        this.store = store;
        this.vault = vault;
        rememberWritten();
    }

    private void rememberWritten() {
        List<SentText> newest = store.read(sql -> sql.createQuery(
                        "select recipient, changed_at from downlink order by id desc limit :most")
                .bind("most", RecentNumbers.SLOTS)
                .map((row, context) -> new SentText(row.getString(1), Instant.ofEpochMilli(row.getLong(2))))
                .list());
        // A row that is damaged is nobody's.
        newest.forEach(
                written -> Msisdn.read(written.to()).ifPresent(number -> writtenTo.remember(number, written.at())));
    }

    private record SentText(String to, Instant at) {}

    /** Whom to tell, after the commit, of each new answer. */
    public void onNew(Consumer<Downlink> listener) {
        listeners.add(listener);
    }

    /** Puts an answer into the transaction that decided it. */
    public OutboxId add(Tx tx, OutgoingAnswer answer, Instant now) {
        var id = new OutboxId(tx.next("downlink"));
        var downlink = new Downlink(
                id,
                answer.recipient(),
                answer.service(),
                answer.template(),
                answer.secret() ? null : answer.text(),
                answer.secret() ? vault.seal(answer.text(), SEALED_FOR) : null,
                answer.bind(),
                answer.cause(),
                now,
                Downlink.State.QUEUED,
                0,
                null,
                now,
                answer.validUntil());
        tx.add(DOWNLINK, downlink);
        writtenTo.remember(answer.recipient(), now);
        tx.afterCommit(() -> listeners.forEach(listener -> listener.accept(downlink)));
        return id;
    }

    /**
     * An answer to be sent.
     *
     * @param validUntil when a question need not be asked any more; none for other answers
     */
    public record OutgoingAnswer(
            Msisdn recipient,
            ServiceNumber service,
            String template,
            String text,
            boolean secret,
            @Nullable String bind,
            @Nullable UplinkId cause,
            @Nullable Instant validUntil) {
        /** One that asks nothing. */
        public OutgoingAnswer(
                Msisdn recipient,
                ServiceNumber service,
                String template,
                String text,
                boolean secret,
                @Nullable String bind,
                @Nullable UplinkId cause) {
            this(recipient, service, template, text, secret, bind, cause, null);
        }
    }

    /** What answered this uplink: {@code first} and those that were decided right behind it. */
    public List<Downlink> answers(Tx tx, UplinkId cause, OutboxId first) {
        var answers = new ArrayList<Downlink>();
        for (long id = first.value(); answers.size() < ANSWERS_MAX; id++) {
            var answer = tx.find(DOWNLINK, new OutboxId(id));
            if (answer.isEmpty() || !cause.equals(answer.get().cause())) {
                return answers;
            }
            answers.add(answer.get());
        }
        return answers;
    }

    /** The words to send. Not for showing. */
    public String reveal(Downlink downlink) {
        return downlink.text() != null
                ? downlink.text()
                : vault.unseal(Objects.requireNonNull(downlink.sealed(), "already wiped"), SEALED_FOR);
    }

    /** Reads answers that will be moved on, all at once. */
    public void load(Tx tx, Collection<OutboxId> ids) {
        tx.load(DOWNLINK, ids);
    }

    /** The SMSC has taken all segments of it. */
    public void sent(Tx tx, OutboxId id, int segments, Instant now) {
        move(tx, id, Downlink.State.SENT, segments, null, now);
    }

    /** Remembers the SMSC's id of one segment, for receipts; without an id none can come. */
    public void remember(Tx tx, OutboxId id, String smsc, String messageId, Instant now) {
        if (!messageId.isEmpty()) {
            tx.put(SENT, new SentSegment(new SentKey(smsc, messageId), id, now, Downlink.ReceiptReport.NONE));
        }
    }

    /**
     * Whether an answer to this number was decided after {@code since}, as far as is remembered: the newest hundred thousand
     * numbers are, or nearly. Inside a transaction of the lane.
     */
    public boolean wroteTo(Msisdn number, Instant since) {
        return writtenTo.isRemembered(number, since);
    }

    /** It will not be sent again. */
    public void refused(Tx tx, OutboxId id, String why, Instant now) {
        move(tx, id, Downlink.State.REFUSED, 0, why, now);
    }

    /** It was sent and not answered, and will not be sent again. */
    public void unknown(Tx tx, OutboxId id, String why, Instant now) {
        move(tx, id, Downlink.State.UNKNOWN, 0, why, now);
    }

    /** It could be neither sent nor refused within its time, and will not be sent again. */
    public void givenUp(Tx tx, OutboxId id, String why, Instant now) {
        move(tx, id, Downlink.State.GIVEN_UP, 0, why, now);
    }

    /** The newest answer that is stored and on the disk, so that it and those before it may leave; 0 without any. */
    public OutboxId newest() {
        return store.readDurable(sql -> sql.createQuery("select coalesce(max(id), 0) from downlink")
                .map((row, context) -> new OutboxId(row.getLong(1)))
                .one());
    }

    /**
     * The SMSC says what became of a segment; empty if it speaks of no answer of ours.
     *
     * @param onlyTo the number to which the answer must have gone, null for any
     */
    public Optional<OutboxId> receipt(
            Tx tx,
            String smsc,
            String messageId,
            @Nullable Msisdn onlyTo,
            boolean delivered,
            String detail,
            Instant now) {
        return tx.find(SENT, new SentKey(smsc, messageId)).flatMap(segment -> {
            var answer = tx.find(DOWNLINK, segment.downlink());
            // It may have been dropped by now, as old rows are.
            if (answer.isEmpty()
                    || (onlyTo != null && !onlyTo.equals(answer.get().recipient()))) {
                return Optional.empty();
            }
            var known = answer.get();
            var report = delivered ? Downlink.ReceiptReport.DELIVERED : Downlink.ReceiptReport.UNDELIVERED;
            boolean only = known.segments() <= 1;
            var before = only ? known.ofTheOnlySegment() : segment.reported();
            if (before != report) {
                tx.put(DOWNLINK, known.reported(before, report, detail, now));
                if (!only) {
                    tx.put(SENT, new SentSegment(segment.key(), segment.downlink(), segment.sentAt(), report));
                }
            }
            return Optional.of(segment.downlink());
        });
    }

    private void move(Tx tx, OutboxId id, Downlink.State to, int segments, @Nullable String why, Instant now) {
        var known = tx.get(DOWNLINK, id);
        if (known.state() != Downlink.State.UNDELIVERED && !known.state().equals(to)) {
            tx.put(DOWNLINK, known.moved(to, segments, why, now));
        }
    }

    /** Queued answers with ids above {@code after}, oldest first: what a start or a pause has left. */
    public List<Downlink> queued(OutboxId after, int atMost) {
        return store.read(sql -> sql.createQuery("select " + String.join(", ", DOWNLINK.columns())
                        + " from downlink where id > :after and state = 'QUEUED' order by id limit :limit")
                .bind("after", after.value())
                .bind("limit", atMost)
                .map((row, context) -> DOWNLINK.read(row))
                .list());
    }

    /**
     * Drops decided answers of before {@code before}, oldest first.
     *
     * @param after rows up to this id were looked at already
     * @param most rows to look at
     * @return the last id that was looked at, empty if there is nothing more that old
     */
    public Optional<OutboxId> dropDecided(Tx tx, OutboxId after, Instant before, int most) {
        // By id alone, which is in the order of time: without an index a look for times would read the whole table.
        var last = tx
                .query(sql -> sql.createQuery(
                                "select id, decided_at from downlink where id > :after order by id limit :most")
                        .bind("after", after.value())
                        .bind("most", most)
                        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                        .list())
                .stream()
                .takeWhile(row -> row.getValue() < before.toEpochMilli())
                .reduce((earlier, later) -> later)
                .map(Map.Entry::getKey);
        last.ifPresent(id -> tx.change(
                DOWNLINK,
                sql -> sql.createUpdate("delete from downlink where id > :after and id <= :last and state <> 'QUEUED'")
                        .bind("after", after.value())
                        .bind("last", id)
                        .execute()));
        return last.map(OutboxId::new);
    }

    /**
     * Wipes the texts of answers that are decided; that there were answers, and what became of them, stays.
     *
     * @param known those that were decided up to now, found by {@link AnswerIndex#to}; what came after them is looked through
     * @return how many had one
     */
    public int wipeTexts(Tx tx, List<Downlink> texts) {
        return texts.stream().mapToInt(answer -> wipeText(tx, answer)).sum();
    }

    private static int wipeText(Tx tx, Downlink answer) {
        return tx.change(
                DOWNLINK,
                sql -> sql.createUpdate(
                                "update downlink set text = null where id = :id and recipient = :number and text is not null"
                                        + " and state <> 'QUEUED'")
                        .bind("id", answer.id().value())
                        .bind("number", answer.recipient().digits())
                        .execute());
    }

    /**
     * Forgets which segments receipts could still speak of, for answers sent before {@code before}.
     *
     * @param most at once, the oldest first
     * @return how many
     */
    public int forgetSegments(Tx tx, Instant before, int most) {
        var old = tx.query(sql -> sql.createQuery("select bind, message_id from sent_segment where sent_at < :before"
                        + " order by sent_at limit :most")
                .bind("before", before.toEpochMilli())
                .bind("most", most)
                .map((row, context) -> new SentKey(row.getString(1), row.getString(2)))
                .list());
        old.forEach(key -> tx.delete(SENT, key));
        return old.size();
    }
}

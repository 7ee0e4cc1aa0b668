package cn.smspay.counter.desks;

import cn.smspay.accounts.customers.AccountTables;
import cn.smspay.accounts.customers.AccountTables.PasswordKey;
import cn.smspay.accounts.customers.PasswordKind;
import cn.smspay.accounts.payments.Till;
import cn.smspay.base.Channel;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.Subject;
import cn.smspay.store.Job;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is logged in to pages, across restarts: rows, and not sealed cookies, because a cookie cannot be called back from a browser
 * when somebody logs out, loses his work here or changes his password. A session ends with the password that it was begun with, whoever changed that
 * and by which way, and with the account or the person's work here. Thread-safe.
 */
public final class SessionDesk {
    private static final Logger LOG = LoggerFactory.getLogger(SessionDesk.class);
    /** The customers' site; its owners are subscriptions. */
    public static final String SITE = "site";
    /** The desks; their owners are names of staff. */
    public static final String STAFF = "staff";

    private static final Table<String, Row> TABLE = Table.of("page_session", String.class, Row.class);
    private static final String OVER = "session-over";
    /** Of a keyed hash, enough to tell one password from the next. */
    private static final int STAMP = 16;
    /** Ended ones that one round deletes. */
    private static final int STEP = 1_000;

    private final Counter counter;

    SessionDesk(Counter counter) {
        this.counter = counter;
    }

    /** @param hash of the cookie */
    record Row(String hash, String door, String owner, String stamp, Instant beganAt, Instant seenAt, Instant endsAt) {}

    /** A session as its door knows it. */
    public record StoredSession(String hash, String owner, Instant began, Instant seen, Instant ends) {}

    /** @param till that he has open */
    public record Present(StaffDesk.Login login, @Nullable Till till) {}

    /** The sessions of a door that are not over, those that were used last first. */
    public List<StoredSession> kept(String door, int most) {
        var now = counter.parts().clock().instant();
        return counter
                .parts()
                .lane()
                .submit(Job.of(
                        this,
                        tx -> tx.query(sql -> sql.createQuery("select "
                                        + String.join(", ", TABLE.columns())
                                        + " from page_session where door = :door and ends_at > :now order by seen_at desc limit "
                                        + most)
                                .bind("door", door)
                                .bind("now", now.toEpochMilli())
                                .map((row, c) -> TABLE.read(row))
                                .list())))
                .join()
                .stream()
                .map(row -> new StoredSession(row.hash(), row.owner(), row.beganAt(), row.seenAt(), row.endsAt()))
                .toList();
    }

    private static Subject subject(String hash) {
        return Subject.thing("session", hash);
    }

    /** A new session. */
    public CompletableFuture<Boolean> keep(String door, StoredSession session) {
        return surely(Job.of(subject(session.hash()).laneKey(), tx -> {
            var stamp = stamp(tx, door, session.owner());
            stamp.ifPresent(it -> tx.put(TABLE, row(door, session, it)));
            return stamp.isPresent();
        }));
    }

    private static Row row(String door, StoredSession session, String stamp) {
        return new Row(session.hash(), door, session.owner(), stamp, session.began(), session.seen(), session.ends());
    }

    /** A session was used again; not noted where it has been ended, or while the lane is full. */
    public CompletableFuture<Boolean> used(String door, StoredSession session) {
        return counter.parts()
                .lane()
                .offer(Job.of(subject(session.hash()).laneKey(), tx -> {
                    var before = tx.find(TABLE, session.hash());
                    before.ifPresent(it -> tx.put(TABLE, row(door, session, it.stamp())));
                    return before.isPresent();
                }))
                .orElseGet(() -> CompletableFuture.completedFuture(false));
    }

    /** A session that has ended. */
    public CompletableFuture<Boolean> drop(String hash) {
        return surely(Job.of(subject(hash).laneKey(), tx -> {
            tx.delete(TABLE, hash);
            return true;
        }));
    }

    /** Waits for room in the lane, but not on the caller's thread. */
    private CompletableFuture<Boolean> surely(Job<Boolean> job) {
        var lane = counter.parts().lane();
        return lane.offer(job)
                .orElseGet(() -> CompletableFuture.completedFuture(job).thenComposeAsync(lane::submit));
    }

    /** What a session is begun with; empty for who cannot have one. */
    private Optional<String> stamp(Tx tx, String door, String owner) {
        return (door.equals(SITE)
                        ? customerStamp(tx, owner)
                        : tx.find(StaffRows.STAFF, owner)
                                .filter(person -> person.state() == StaffRows.State.ACTIVE)
                                .flatMap(person -> Optional.ofNullable(person.password()))
                                .map(password -> password.text()))
                .map(text -> counter.parts()
                        .vault()
                        .keyedHash(new Secret(text), "page session")
                        .substring(0, STAMP));
    }

    private Optional<String> customerStamp(Tx tx, String owner) {
        return Optional.ofNullable(counter.accounts()
                        .subscribers()
                        .customer(tx, new SubscriptionId(Long.parseLong(owner)))
                        .found())
                .flatMap(account -> tx.find(AccountTables.PASSWORD, new PasswordKey(account.no(), PasswordKind.LOGIN)))
                .map(password ->
                        password.key().account() + " " + password.hash().text());
    }

    private Optional<Row> good(Tx tx, String door, String hash) {
        return tx.find(TABLE, hash)
                .filter(row -> row.door().equals(door))
                .filter(row -> counter.parts().clock().instant().isBefore(row.endsAt()))
                .filter(row -> stamp(tx, door, row.owner()).equals(Optional.of(row.stamp())));
    }

    /** Of the customer whose session this is; refused with {@code session-over} once it is not good any more. */
    public <T> CompletableFuture<Reply<T>> customer(String hash, BiFunction<Tx, LoginDesk.Entered, T> view) {
        return counter.offer(
                subject(hash),
                tx -> good(tx, SITE, hash)
                        .map(row -> {
                            var who = new SubscriptionId(Long.parseLong(row.owner()));
                            var account = Objects.requireNonNull(counter.accounts()
                                    .subscribers()
                                    .customer(tx, who)
                                    .found());
                            return Reply.done(view.apply(
                                    tx,
                                    new LoginDesk.Entered(
                                            who,
                                            account.no(),
                                            counter.accounts().passwords().mustChange(tx, account.no()))));
                        })
                        .orElseGet(() -> Reply.refused(OVER)));
    }

    /** The person whose session this is, with the roles of this moment. */
    public CompletableFuture<Reply<Present>> staff(String hash) {
        return counter.offer(
                subject(hash),
                tx -> good(tx, STAFF, hash)
                        .flatMap(row -> tx.find(StaffRows.STAFF, row.owner()))
                        .map(person -> Reply.done(new Present(
                                new StaffDesk.Login(person.name(), person.roleSet(), person.merchant()),
                                till(tx, person.name()))))
                        .orElseGet(() -> Reply.refused(OVER)));
    }

    /** In the transaction of a new login password: all sessions but this one end, and this one goes on with it. */
    void changed(Tx tx, SubscriptionId who, String but) {
        var owner = who.toString();
        var hashes =
                tx.query(sql -> sql.createQuery("select hash from page_session where door = :door and owner = :owner")
                        .bind("door", SITE)
                        .bind("owner", owner)
                        .mapTo(String.class)
                        .list());
        for (var hash : hashes) {
            if (hash.equals(but)) {
                var row = tx.get(TABLE, hash);
                stamp(tx, SITE, owner)
                        .ifPresent(stamp -> tx.put(
                                TABLE, new Row(hash, SITE, owner, stamp, row.beganAt(), row.seenAt(), row.endsAt())));
            } else {
                tx.delete(TABLE, hash);
            }
        }
    }

    private static @Nullable Till till(Tx tx, String name) {
        var clerk = Caller.of(Channel.HALL, name, "", Role.CLERK).client();
        return Tills.ofClerk(tx, clerk).map(Tills::read).orElse(null);
    }

    /** Drops what has ended by its time. */
    void forget() {
        counter.parts()
                .lane()
                .submit(Job.of(this, tx -> {
                    var over = tx.query(sql -> sql.createQuery(
                                    "select hash from page_session where ends_at <= :now limit " + STEP)
                            .bind("now", counter.parts().clock().instant().toEpochMilli())
                            .mapTo(String.class)
                            .list());
                    over.forEach(hash -> tx.delete(TABLE, hash));
                    return over.size();
                }))
                .whenComplete((done, fault) -> {
                    if (fault != null) {
                        LOG.error("ended sessions could not be dropped; it is tried again", fault);
                    }
                });
    }
}

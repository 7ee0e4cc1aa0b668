package cn.smspay.counter;

import cn.smspay.accounts.Accounts;
import cn.smspay.base.SubscriptionId;
import cn.smspay.books.audit.AuditEntry;
import cn.smspay.books.audit.AuditTrail;
import cn.smspay.store.Job;
import cn.smspay.store.Reads;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does acts and looks of doors other than the phone, each as one input of the lane: the first answer under its key, the
 * effect, its notices and the audit row are one transaction (R 3.0.11, R 4.12). Thread-safe.
 */
public final class Counter {
    private static final Logger LOG = LoggerFactory.getLogger(Counter.class);
    /** The longest reason that the audit keeps. */
    private static final int WHY_MOST = 500;

    private final CounterParts parts;
    private final FirstReplies replies;
    private final Requests requests;

    public Counter(CounterParts parts) {
        this.parts = parts;
        this.replies = new FirstReplies(parts.vault());
        this.requests = new Requests(parts.vault());
    }

    public CounterParts parts() {
        return parts;
    }

    public Accounts accounts() {
        return parts.accounts();
    }

    public Requests requests() {
        return requests;
    }

    /**
     * Does something once.
     *
     * @param key names the request; the same request again gets the first answer, refusals included
     * @return the reply once it is durable; refused with {@code busy} if the lane is full, which is not kept
     */
    public <T> CompletableFuture<Reply<T>> act(Caller caller, Key key, Act<T> act, Subject subject, ActBody<T> work) {
        return act(caller, key, act, subject, "", work);
    }

    /** @param why the reason that the caller gave, for the audit */
    public <T> CompletableFuture<Reply<T>> act(
            Caller caller, Key key, Act<T> act, Subject subject, String why, ActBody<T> work) {
        return act(caller, key, act, subject, why, ahead -> {}, work);
    }

    /** @param ahead names the rows that the work will want, so that a batch reads them together */
    public <T> CompletableFuture<Reply<T>> act(
            Caller caller, Key key, Act<T> act, Subject subject, String why, Consumer<Reads> ahead, ActBody<T> work) {
        return offer(Job.of(
                subject.laneKey(),
                reads -> {
                    FirstReplies.want(reads, key);
                    ahead.accept(reads);
                },
                tx -> once(tx, caller, key, act, subject, why, work)));
    }

    /** The first answer under a key of this client, for who lost it; see {@link FirstReplies#first}. */
    public <T> Optional<Reply<T>> first(Tx tx, String client, String word, Class<T> type) {
        return replies.first(tx, client, word, type);
    }

    /** Looks at something; every look is an audit row. */
    public <T> CompletableFuture<Reply<T>> look(
            Caller caller, Act<T> act, Subject subject, String why, ActBody<T> work) {
        return offer(subject, tx -> perform(tx, caller, "", act, subject, why, work));
    }

    public <T> CompletableFuture<Reply<T>> offer(Subject subject, Function<Tx, Reply<T>> run) {
        return read(subject.laneKey(), run);
    }

    /** Looks at what is durable, in the lane and without an audit row. */
    public <T> CompletableFuture<Reply<T>> read(Object key, Function<Tx, Reply<T>> question) {
        return offer(Job.of(key, question));
    }

    private <T> CompletableFuture<Reply<T>> offer(Job<Reply<T>> job) {
        return parts.lane().guest(job).orElseGet(() -> CompletableFuture.completedFuture(Reply.refused("busy")));
    }

    private <T> Reply<T> once(Tx tx, Caller caller, Key key, Act<T> act, Subject subject, String why, ActBody<T> work) {
        var before = replies.find(tx, key, act, subject);
        if (before.isPresent()) {
            return before.get();
        }
        var reply = perform(tx, caller, key.client() + "/" + key.word(), act, subject, why, work);
        if (!isOfTheDoor(reply)) {
            replies.keep(tx, key, act, subject, reply, parts.clock().instant());
        }
        return reply;
    }

    /** What no rule said: with another role or once the number is known, the same request may be made again. */
    private static boolean isOfTheDoor(Reply<?> reply) {
        return reply instanceof Reply.Refused<?> no
                && (no.reason().equals("role") || no.reason().equals("unknown-number"));
    }

    private <T> Reply<T> perform(
            Tx tx, Caller caller, String key, Act<T> act, Subject subject, String why, ActBody<T> work) {
        var now = parts.clock().instant();
        var who = subject.subscription(tx, accounts().subscribers());
        var deal = new ActContext(tx, caller, who.orElse(null), key, act.word(), now);
        var reply = decide(deal, act, subject, who, work);
        audit(tx, caller, act.word(), subject, who.orElse(null), why, deal.what(), reply, now);
        return reply;
    }

    private static <T> Reply<T> decide(
            ActContext deal, Act<T> act, Subject subject, Optional<SubscriptionId> who, ActBody<T> work) {
        if (!deal.caller().hasOne(act.roles())) {
            return Reply.refused("role");
        }
        if (who.isEmpty() && subject instanceof Subject.Number) {
            return Reply.refused("unknown-number");
        }
        return work.on(deal);
    }

    private static void audit(
            Tx tx,
            Caller caller,
            String act,
            Subject subject,
            @Nullable SubscriptionId who,
            String why,
            String what,
            Reply<?> reply,
            Instant now) {
        AuditTrail.add(
                tx,
                new AuditEntry(
                        now,
                        caller.client(),
                        caller.address(),
                        act,
                        subject.word(),
                        who,
                        why.length() > WHY_MOST ? why.substring(0, WHY_MOST) : why,
                        what,
                        reply.outcome()));
    }

    /** Drops answers and ends that nobody asks for any more: some in each transaction, until there are none. */
    public void forget() {
        run("forgetting old answers", tx -> {
            requests.forget(tx, parts.clock().instant());
            return replies.forget(tx, parts.clock().instant());
        });
    }

    /** Work of our own, done again at once while it says that there may be more; if it fails, the next round does it. */
    void run(String what, Function<Tx, Boolean> work) {
        parts.lane().submit(Job.of(this, work)).whenComplete((more, fault) -> {
            if (fault != null) {
                LOG.error("{} failed; it is tried again", what, fault);
            } else if (more) {
                run(what, work);
            }
        });
    }
}

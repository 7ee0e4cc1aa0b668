package cn.smspay.counter;

import cn.smspay.accounts.customers.Request;
import cn.smspay.base.Secret;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Tx;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One act or look while it is done: the transaction and what is known of whoever wants it. One thread. */
public final class ActContext {
    private final Tx tx;
    private final Caller caller;
    private final @Nullable SubscriptionId who;
    private final String key;
    private final Instant now;
    private final String act;
    private final TreeMap<String, String> what = new TreeMap<>();

    ActContext(Tx tx, Caller caller, @Nullable SubscriptionId who, String key, String act, Instant now) {
        this.tx = tx;
        this.caller = caller;
        this.who = who;
        this.key = key;
        this.act = act;
        this.now = now;
    }

    public Tx tx() {
        return tx;
    }

    public Caller caller() {
        return caller;
    }

    public Instant now() {
        return now;
    }

    /** Names this request for ever, also in the book (R 3.0.11). */
    public String key() {
        return key;
    }

    /** The customer, for subjects that are one. */
    public SubscriptionId who() {
        return Objects.requireNonNull(who, "the subject is no known subscriber");
    }

    /** The customer, if the subject is a known one. */
    public Optional<SubscriptionId> customer() {
        return Optional.ofNullable(who);
    }

    /** The request as the rules of accounts want it, without a pay password. */
    public Request request() {
        return new Request(who(), caller.channel(), key, Optional.empty(), now);
    }

    /** The same with the pay password that was typed. */
    public Request request(Secret pin) {
        return new Request(who(), caller.channel(), key, Optional.of(pin), now);
    }

    /** Notes a value in the audit row; nothing secret. */
    public ActContext note(String name, Object value) {
        what.put(name, value.toString());
        return this;
    }

    /**
     * Tells a partner's program of something, once this is durable.
     *
     * @param client the partner, like {@code shop}
     * @param event like {@code order.paid}
     * @param body by name: texts, numbers, booleans
     */
    public long tell(String client, String event, Map<String, ?> body) {
        return PartnerEvents.add(tx, client, event, body, now);
    }

    /** Leaves the end to somebody or something else: the reply to give. {@link Requests#settle} ends it. */
    public <T> Reply<T> pend(@Nullable Instant nextLook) {
        return new Reply.Pending<>(pending(nextLook), false);
    }

    long pending(@Nullable Instant nextLook) {
        return Requests.add(tx, caller.client(), act, nextLook, now);
    }

    String what() {
        var text = new StringBuilder();
        what.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }
}

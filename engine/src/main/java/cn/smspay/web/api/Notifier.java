package cn.smspay.web.api;

import cn.smspay.accounts.merchants.Deliveries;
import cn.smspay.accounts.merchants.Deliveries.Due;
import cn.smspay.accounts.merchants.Profiles.Profile;
import cn.smspay.base.Secret;
import cn.smspay.base.Ticker;
import cn.smspay.counter.Counter;
import cn.smspay.counter.PartnerEvents.PartnerEvent;
import cn.smspay.net.http.HttpCaller;
import cn.smspay.net.http.WebResponse.Header;
import cn.smspay.store.Job;
import cn.smspay.store.Tx;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells partners' programs what concerns them, by the Standard Webhooks convention: the id of an event is the same on every try,
 * time and signature are fresh. A partner that never answers takes up two calls at most, and nobody else waits for it; while more
 * is due than can be under way, the end of one call begins the next.
 * Thread-safe.
 */
public final class Notifier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    /** A partner has answered by then, or has not. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int AT_ONCE = 50;
    /** To one whose last answer was a refusal, or none. */
    private static final int AT_ONCE_TO_ONE = 2;
    /** To one that takes what it is told: more than a hundred a second, if an answer takes less than a tenth. */
    private static final int AT_ONCE_WHO_ANSWERS = 16;

    private static final String JOB = "notifier";

    private final Counter counter;
    private final HttpCaller caller;
    private final Ticker ticker;
    /** Deliveries under way, by event with their partner. */
    private final Map<Long, String> underWay = new HashMap<>();
    /** Partners that took what they were told last. */
    private final Set<String> answering = new HashSet<>();
    /** Whether more was due than could be begun. */
    private volatile boolean behind;

    private final AtomicBoolean looking = new AtomicBoolean();

    /** @param anywhere whether plain HTTP and addresses inside are told too */
    public Notifier(Counter counter, boolean anywhere, Ticker ticker) {
        this.counter = counter;
        this.caller = new HttpCaller("partners", PATIENCE, anywhere);
        this.ticker = ticker;
    }

    private record Letter(Due due, String url, List<Secret> secrets) {}

    /** Sends what is due. To be called every second or so. @return when the calls have been begun */
    public CompletableFuture<Integer> look() {
        looking.set(true);
        return counter.parts()
                .lane()
                .submit(Job.of(JOB, this::letters))
                .whenComplete((letters, fault) -> looking.set(false))
                .thenApply(letters -> {
                    letters.forEach(this::send);
                    return letters.size();
                });
    }

    private List<Letter> letters(Tx tx) {
        var now = counter.parts().clock().instant();
        var profiles = counter.accounts().profiles();
        boolean more = Deliveries.takeUp(tx, profiles, now);
        var letters = new ArrayList<Letter>();
        var all = Deliveries.due(tx, busy(), eventsUnderWay(), AT_ONCE, now);
        for (var due : all) {
            var url = profiles.find(tx, due.client()).map(Profile::notifyUrl);
            if (url.isPresent() && begin(due)) {
                letters.add(new Letter(
                        due, url.get(), counter.accounts().notifySecrets().live(tx, due.client(), now)));
            }
        }
        behind = more || letters.size() < all.size() || !busy().isEmpty();
        return letters;
    }

    private synchronized Set<Long> eventsUnderWay() {
        return Set.copyOf(underWay.keySet());
    }

    private synchronized Set<String> busy() {
        var busy = new HashSet<String>();
        for (var client : underWay.values()) {
            if (count(client) >= atOnce(client)) {
                busy.add(client);
            }
        }
        return busy;
    }

    private int atOnce(String client) {
        return answering.contains(client) ? AT_ONCE_WHO_ANSWERS : AT_ONCE_TO_ONE;
    }

    private long count(String client) {
        return underWay.values().stream().filter(client::equals).count();
    }

    private synchronized boolean begin(Due due) {
        if (underWay.size() >= AT_ONCE || count(due.client()) >= atOnce(due.client())) {
            return false;
        }
        return underWay.put(due.event(), due.client()) == null;
    }

    private synchronized void end(Due due, boolean taken) {
        underWay.remove(due.event());
        if (taken) {
            answering.add(due.client());
        } else {
            answering.remove(due.client());
        }
    }

    /** Not only when the next second begins, if something waits for this call's end; one look at a time. */
    private void goOn() {
        if (behind && looking.compareAndSet(false, true)) {
            look().whenComplete((begun, fault) -> {
                if (fault != null) {
                    LOG.debug("partners are told what is due at the next second", fault);
                }
            });
        }
    }

    private void send(Letter letter) {
        var due = letter.due();
        var body = ApiResponses.json(
                        200,
                        AccountApi.view(new PartnerEvent(due.event(), due.client(), due.type(), due.body(), due.at())))
                .body();
        var headers = headers(letter, new String(body, StandardCharsets.UTF_8));
        var at = counter.parts().clock().instant();
        long began = ticker.millis();
        caller.post(URI.create(letter.url()), headers, body)
                .thenCompose(came -> {
                    var made = new Deliveries.Try(
                            new Deliveries.TryKey(due.event(), Deliveries.nextTry(due)),
                            at,
                            letter.url(),
                            shown(headers) + '\n' + new String(body, StandardCharsets.UTF_8),
                            came.status(),
                            came.text(),
                            (int) (ticker.millis() - began));
                    return counter.parts().lane().insist(Job.of(due.event(), tx -> {
                        Deliveries.tried(
                                tx,
                                made,
                                came.isSuccess(),
                                counter.parts().clock().instant());
                        return came.isSuccess();
                    }));
                })
                .whenComplete((done, fault) -> {
                    end(due, fault == null && done);
                    goOn();
                    if (fault != null) {
                        LOG.warn(
                                "what came of telling event {} could not be noted; it is told again",
                                due.event(),
                                fault);
                    }
                });
    }

    private List<Header> headers(Letter letter, String body) {
        var id = "evt_" + letter.due().event();
        Instant now = counter.parts().clock().instant();
        var time = Long.toString(now.getEpochSecond());
        var signatures = letter.secrets().stream()
                .map(secret -> "v1," + Signatures.signHmac(secret.reveal(), id + '.' + time + '.' + body))
                .collect(Collectors.joining(" "));
        return List.of(
                new Header("Content-Type", "application/json"),
                new Header("User-Agent", "smspay"),
                new Header("webhook-id", id),
                new Header("webhook-timestamp", time),
                new Header("webhook-signature", signatures));
    }

    private static String shown(List<Header> headers) {
        return headers.stream()
                .map(header -> header.name() + ": " + header.value() + '\n')
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        caller.close();
    }
}

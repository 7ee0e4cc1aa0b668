package cn.smspay.web.api;

import cn.smspay.accounts.merchants.PartnerKeys;
import cn.smspay.accounts.merchants.PartnerKeys.Kind;
import cn.smspay.accounts.merchants.PartnerKeys.PartnerKey;
import cn.smspay.base.Channel;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Counter;
import cn.smspay.counter.Role;
import cn.smspay.net.http.Handler;
import cn.smspay.net.http.HttpRefusal;
import cn.smspay.net.http.RateLimit;
import cn.smspay.net.http.WebAnswer;
import cn.smspay.net.http.WebRequest;
import cn.smspay.net.http.WebResponse;
import cn.smspay.store.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;

/**
 * Lets signed requests in and signs the answers: five minutes either way, each nonce once, also across restarts. Thread-safe.
 */
final class Doorman {
    static final String KEY = "Smspay-Key";
    static final String TIMESTAMP = "Smspay-Timestamp";
    static final String NONCE = "Smspay-Nonce";
    static final String SIGNATURE = "Smspay-Signature";
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern NONCES = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final Counter counter;
    private final ServiceKey ours;

    private final RateLimit<String> limit;

    /** @param limit of one partner, whatever addresses it calls from and however many keys it has */
    Doorman(Counter counter, ServiceKey ours, RateLimit<String> limit) {
        this.counter = counter;
        this.ours = ours;
        this.limit = limit;
    }

    /** Whoever has signed. */
    record Client(Caller caller, Role role, String name, boolean test) {}

    /** What a client that is known may ask. */
    @FunctionalInterface
    interface Endpoint {
        CompletionStage<WebResponse> answer(WebRequest request, Client client);
    }

    /** @param role whose function this is */
    Handler guard(Role role, Endpoint endpoint) {
        return request -> {
            var signed = authenticate(request);
            int seconds =
                    limit.ask(signed.key().client(), counter.parts().clock().millis());
            if (seconds > 0) {
                // The nonce is not used up: the same request may be sent again.
                return signed(
                        signed,
                        WebResponse.problem(
                                ProblemReasons.of("too-many-requests").retryAfter(seconds)));
            }
            return WebAnswer.later(isFresh(signed)
                    .thenCompose(fresh -> fresh
                            ? answer(request, signed, role, endpoint)
                            : CompletableFuture.<WebResponse>failedFuture(
                                    new HttpRefusal(ProblemReasons.of("nonce-used"))))
                    .handle((response, fault) -> signed(signed, fault == null ? response : problem(fault))));
        };
    }

    private static CompletionStage<WebResponse> answer(
            WebRequest request, Signed signed, Role role, Endpoint endpoint) {
        var client = client(request, signed.key());
        if (client.role() != role) {
            throw new HttpRefusal(ProblemReasons.of("role"));
        }
        return endpoint.answer(request, client);
    }

    /** Problems are signed too; faults of ours are told by the door. */
    private static WebResponse problem(Throwable fault) {
        var cause = fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault;
        if (cause instanceof HttpRefusal refused) {
            return WebResponse.problem(refused.problem());
        }
        throw new CompletionException(cause);
    }

    private record Signed(PartnerKey key, String nonce) {}

    private Signed authenticate(WebRequest request) {
        var id = header(request, KEY);
        var time = header(request, TIMESTAMP);
        var nonce = header(request, NONCE);
        var signature = header(request, SIGNATURE);
        var now = counter.parts().clock().instant();
        if (!SECONDS.matcher(time).matches()) {
            throw refused("signature-missing", TIMESTAMP + " is in whole Unix seconds");
        }
        if (!NONCES.matcher(nonce).matches()) {
            throw refused("signature-missing", NONCE + " has 16 to 64 of A-Z a-z 0-9 - _");
        }
        var key = counter.accounts()
                .partnerKeys()
                .find(counter.parts().store(), id)
                .filter(found -> found.isLive(now))
                .orElseThrow(() -> new HttpRefusal(ProblemReasons.of("key-unknown")));
        var age = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), now)
                .abs();
        if (age.compareTo(TOLERANCE) > 0) {
            throw new HttpRefusal(ProblemReasons.of("signature-stale").fact("server_time", now.getEpochSecond()));
        }
        verify(request, key, time, nonce, signature);
        return new Signed(key, nonce);
    }

    private static void verify(WebRequest request, PartnerKey key, String time, String nonce, String signature) {
        var body = request.body();
        var signed = Signatures.ofRequest(request.method(), request.target(), time, nonce, body);
        if (!Signatures.verify(key.kind(), key.material(), signed, signature)) {
            throw new HttpRefusal(ProblemReasons.of("signature-wrong")
                    .fact("key_kind", key.kind().name())
                    .fact("method", request.method())
                    .fact("target", request.target())
                    .fact("body_octets", body.length)
                    .fact("body_sha256", Signatures.hash(body)));
        }
    }

    private static String header(WebRequest request, String name) {
        var all = request.headers(name);
        if (all.size() != 1) {
            throw refused("signature-missing", name + " is wanted once");
        }
        return all.get(0);
    }

    private static HttpRefusal refused(String reason, String detail) {
        return new HttpRefusal(ProblemReasons.of(reason).detail(detail));
    }

    private CompletableFuture<Boolean> isFresh(Signed signed) {
        var parts = counter.parts();
        PartnerKeys keys = counter.accounts().partnerKeys();
        return parts.lane()
                .guest(Job.of(
                        signed.key().client(),
                        ahead -> PartnerKeys.want(ahead, signed.key().client(), signed.nonce()),
                        tx -> keys.isFresh(
                                tx,
                                signed.key().client(),
                                signed.nonce(),
                                parts.clock().instant())))
                .orElseGet(() -> CompletableFuture.failedFuture(new HttpRefusal(ProblemReasons.of("busy"))));
    }

    private static Client client(WebRequest request, PartnerKey key) {
        var role = Role.read(key.role()).orElseThrow(() -> new IllegalStateException("a key of no role: " + key));
        var caller = Caller.of(channel(role), key.client(), request.client().getHostAddress(), role);
        return new Client(caller, role, key.client(), key.test());
    }

    private static Channel channel(Role role) {
        return Optional.of(role)
                .map(known -> switch (known) {
                    case MERCHANT -> Channel.MERCHANT;
                    case BANK -> Channel.BANK;
                    case BOSS -> Channel.BOSS;
                    case TERMINAL -> Channel.POS;
                    default -> null;
                })
                .orElseThrow(() -> new HttpRefusal(ProblemReasons.of("role")));
    }

    /** The same time, and the nonce of the request, so that an answer belongs to one request. */
    private WebResponse signed(Signed request, WebResponse response) {
        var time = Long.toString(counter.parts().clock().instant().getEpochSecond());
        var signed = Signatures.ofAnswer(response.status(), time, request.nonce(), response.body());
        boolean shared = request.key().kind() == Kind.HMAC;
        return response.with(KEY, shared ? request.key().id() : ours.id())
                .with(TIMESTAMP, time)
                .with(NONCE, request.nonce())
                .with(SIGNATURE, shared ? Signatures.signHmac(request.key().material(), signed) : ours.sign(signed));
    }
}

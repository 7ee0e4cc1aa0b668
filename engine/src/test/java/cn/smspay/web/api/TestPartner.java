package cn.smspay.web.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.merchants.PartnerKeys.Kind;
import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.PartnerDesk.KeyView;
import cn.smspay.testing.World;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** A partner's program: it signs what it sends and looks whether the answers are signed. */
final class TestPartner {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicInteger NONCES = new AtomicInteger();

    private final World world;
    private final int port;
    private final String keyId;
    private final Kind kind;
    /** A shared secret, or our own private key. */
    private final String signsWith;
    /** A shared secret, or the other side's public key; null until it was asked for. */
    private String checksWith;

    private final HttpClient http = HttpClient.newHttpClient();
    /** Sees every exchange. */
    final List<BiConsumer<Sent, HttpResponse<String>>> watchers = new ArrayList<>();

    record Sent(String method, String target, String body, String key) {}

    private TestPartner(World world, int port, String keyId, Kind kind, String signsWith, String checksWith) {
        this.world = world;
        this.port = port;
        this.keyId = keyId;
        this.kind = kind;
        this.signsWith = signsWith;
        this.checksWith = checksWith;
    }

    private static KeyView added(World world, Role role, String client, String publicKey, boolean test) {
        var operator = Caller.operator("root");
        var key = Key.of(operator, "key" + NONCES.incrementAndGet(), "");
        var reply = world.desks()
                .partners()
                .addKey(operator, key, role, client, publicKey, test)
                .join();
        return ((Reply.Done<KeyView>) reply).value();
    }

    static TestPartner hmac(World world, int port, Role role, String client, boolean test) {
        var key = added(world, role, client, null, test);
        var secret = Objects.requireNonNull(key.secret()).reveal();
        return new TestPartner(world, port, key.id(), Kind.HMAC, secret, secret);
    }

    static TestPartner rsa(World world, int port, String client) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getMimeEncoder();
            var key = added(
                    world,
                    Role.MERCHANT,
                    client,
                    "-----BEGIN PUBLIC KEY-----\n"
                            + base64.encodeToString(pair.getPublic().getEncoded()) + "\n-----END PUBLIC KEY-----\n",
                    false);
            var mine = Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded());
            return new TestPartner(world, port, key.id(), Kind.RSA, mine, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same program at another door. */
    TestPartner at(int otherPort) {
        return new TestPartner(world, otherPort, keyId, kind, signsWith, checksWith);
    }

    String nonce() {
        return "nonce-0123456789-" + NONCES.incrementAndGet();
    }

    long time() {
        return world.clock.instant().getEpochSecond();
    }

    String sign(String method, String target, String time, String nonce, String body) {
        var text = Signatures.ofRequest(method, target, time, nonce, body.getBytes(StandardCharsets.UTF_8));
        return kind == Kind.HMAC
                ? Signatures.signHmac(signsWith, text)
                : Signatures.signRsa(Signatures.privateKey(signsWith), text);
    }

    /** A signed request that may be spoilt before it is sent. */
    HttpRequest.Builder request(String method, String target, String body, String time, String nonce) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + target))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header(Doorman.KEY, keyId)
                .header(Doorman.TIMESTAMP, time)
                .header(Doorman.NONCE, nonce)
                .header(Doorman.SIGNATURE, sign(method, target, time, nonce, body));
    }

    HttpResponse<String> raw(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> send(
            String method, String target, String body, String key, UnaryOperator<HttpRequest.Builder> spoil) {
        var nonce = nonce();
        var request = request(method, target, body, Long.toString(time()), nonce);
        if (!key.isEmpty()) {
            request.header("Idempotency-Key", key);
        }
        var response = raw(spoil.apply(request));
        if (response.statusCode() != 401) {
            check(response, nonce);
        }
        watchers.forEach(watcher -> watcher.accept(new Sent(method, target, body, key), response));
        return response;
    }

    private void check(HttpResponse<String> response, String nonce) {
        if (checksWith == null) {
            checksWith = "asking";
            checksWith =
                    json(get("/v1/keys")).at("/answers_signed_with/public_key").asText();
        }
        if (checksWith.equals("asking")) {
            return;
        }
        assertEquals(nonce, response.headers().firstValue(Doorman.NONCE).orElse(""));
        var signed = Signatures.ofAnswer(
                response.statusCode(),
                response.headers().firstValue(Doorman.TIMESTAMP).orElse(""),
                nonce,
                response.body().getBytes(StandardCharsets.UTF_8));
        assertTrue(
                Signatures.verify(
                        kind,
                        checksWith,
                        signed,
                        response.headers().firstValue(Doorman.SIGNATURE).orElse("")),
                "the answer is not signed: " + response.body());
    }

    HttpResponse<String> get(String target) {
        return send("GET", target, "", "", request -> request);
    }

    HttpResponse<String> post(String target, String key, String body) {
        return send("POST", target, body, key, request -> request);
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new IllegalStateException(response.body(), e);
        }
    }

    static Secret pin() {
        return new Secret(World.PIN);
    }
}

package cn.smspay.ivr;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Lets phones in that prove to be one of ours. Thread-safe. */
final class PhoneDoor {
    private final SipSettings.Phones phones;
    private final Nonces nonces;
    private final Gate gate;
    private final Clock clock;

    PhoneDoor(SipSettings.Phones phones, Nonces nonces, Gate gate, Clock clock) {
        this.phones = phones;
        this.nonces = nonces;
        this.gate = gate;
        this.clock = clock;
    }

    /** What comes of a knock. */
    sealed interface Answer {
        record Welcome(SipSettings.Phone phone) implements Answer {}

        /** To be asked for a password, perhaps again. */
        record WhoAreYou(boolean stale) implements Answer {}

        record Wrong() implements Answer {}

        default <R> R fold(Function<Welcome, R> welcome, Function<WhoAreYou, R> who, Supplier<R> wrong) {
            if (this instanceof Welcome w) {
                return welcome.apply(w);
            } else if (this instanceof WhoAreYou w) {
                return who.apply(w);
            } else if (this instanceof Wrong) {
                return wrong.get();
            }
            throw new AssertionError(this);
        }
    }

    Answer knock(Request request, InetAddress from) {
        var credentials = request.getHeaders(AuthorizationHeader.NAME);
        while (credentials.hasNext()) {
            var header = (AuthorizationHeader) credentials.next();
            if (phones.realm().equals(header.getRealm())) {
                return check(header, request.getMethod(), from);
            }
        }
        return new Answer.WhoAreYou(false);
    }

    private Answer check(AuthorizationHeader header, String method, InetAddress from) {
        var phone = phones.users().stream()
                .filter(user -> user.user().equals(header.getUsername()))
                .findFirst();
        var algorithm = Digest.Algorithm.of(text(header.getAlgorithm()));
        if (phone.isEmpty() || algorithm.isEmpty() || !right(header, algorithm.get(), method, phone.get())) {
            gate.wrongPassword(from);
            return new Answer.Wrong();
        }
        return switch (nonces.check(text(header.getNonce()), count(header), clock.instant())) {
            case GOOD -> new Answer.Welcome(phone.get());
            case STALE, FOREIGN -> new Answer.WhoAreYou(true);
        };
    }

    private static boolean right(
            AuthorizationHeader header, Digest.Algorithm algorithm, String method, SipSettings.Phone phone) {
        boolean counts = header.getQop() != null;
        var question = new Digest.Question(
                algorithm,
                phone.user(),
                text(header.getRealm()),
                method,
                // As written: the library's own form of an address may differ from what the phone has hashed.
                header.getURI() == null ? "" : header.getURI().toString(),
                text(header.getNonce()),
                counts ? String.format("%08x", header.getNonceCount()) : "",
                text(header.getCNonce()));
        return MessageDigest.isEqual(
                Digest.response(question, phone.password()).getBytes(StandardCharsets.US_ASCII),
                text(header.getResponse()).getBytes(StandardCharsets.US_ASCII));
    }

    private static long count(AuthorizationHeader header) {
        return header.getQop() == null ? 0 : header.getNonceCount();
    }

    private static String text(@org.jspecify.annotations.Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    /** Puts the question into a 401: with SHA-256 for who can, with MD5 for the others. */
    void ask(Response response, boolean stale, SipMessages messages) throws ParseException {
        for (var algorithm : Digest.Algorithm.values()) {
            response.addHeader(messages.header(
                    "WWW-Authenticate",
                    "Digest realm=\"" + phones.realm() + "\", nonce=\"" + nonces.fresh(clock.instant())
                            + "\", algorithm=" + algorithm.token() + ", qop=\"auth\""
                            + (stale ? ", stale=true" : "")));
        }
    }

    /** The user as a call record shows it. */
    static String via(SipSettings.Phone phone) {
        return "phone:" + phone.user();
    }

    /** Whether any phone is allowed at all. */
    Optional<SipSettings.Phones> open() {
        return phones.users().isEmpty() ? Optional.empty() : Optional.of(phones);
    }
}

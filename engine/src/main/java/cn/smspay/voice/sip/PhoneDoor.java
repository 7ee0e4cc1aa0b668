package cn.smspay.voice.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sip.header.AuthorizationHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.jspecify.annotations.Nullable;

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

    enum PhoneVerdict {
        WELCOME,
        /** No password was given. */
        WHO_ARE_YOU,
        /** The right password to a question that is too old. */
        ASK_AGAIN,
        WRONG
    }

    /** What comes of a knock; the phone is there if it is welcome. */
    record Knock(PhoneVerdict verdict, Optional<SipSettings.Phone> phone) {
        private static Knock of(PhoneVerdict verdict) {
            return new Knock(verdict, Optional.empty());
        }
    }

    Knock knock(Request request, InetAddress from) {
        var credentials = request.getHeaders(AuthorizationHeader.NAME);
        while (credentials.hasNext()) {
            var header = (AuthorizationHeader) credentials.next();
            if (phones.realm().equals(header.getRealm())) {
                return check(header, request.getMethod(), from);
            }
        }
        return Knock.of(PhoneVerdict.WHO_ARE_YOU);
    }

    private Knock check(AuthorizationHeader header, String method, InetAddress from) {
        var phone = phones.users().stream()
                .filter(user -> user.user().equals(header.getUsername()))
                .findFirst();
        var algorithm = Digest.Algorithm.of(text(header.getAlgorithm()));
        if (phone.isEmpty() || algorithm.isEmpty() || !right(header, algorithm.get(), method, phone.get())) {
            gate.wrongPassword(from);
            return Knock.of(PhoneVerdict.WRONG);
        }
        return switch (nonces.check(text(header.getNonce()), count(header), clock.instant())) {
            case GOOD -> new Knock(PhoneVerdict.WELCOME, phone);
            case STALE, FOREIGN -> Knock.of(PhoneVerdict.ASK_AGAIN);
        };
    }

    private static boolean right(
            AuthorizationHeader header, Digest.Algorithm algorithm, String method, SipSettings.Phone phone) {
        boolean counts = header.getQop() != null;
        var question = new Digest.DigestInput(
                algorithm,
                phone.user(),
                text(header.getRealm()),
                method,
                // As written: the library's own form of an address may differ from what the phone has hashed.
                header.getURI() == null ? "" : header.getURI().toString(),
                text(header.getNonce()),
                counts ? String.format(Locale.ROOT, "%08x", header.getNonceCount()) : "",
                text(header.getCNonce()));
        return MessageDigest.isEqual(
                Digest.response(question, phone.password()).getBytes(StandardCharsets.US_ASCII),
                text(header.getResponse()).getBytes(StandardCharsets.US_ASCII));
    }

    private static long count(AuthorizationHeader header) {
        return header.getQop() == null ? 0 : header.getNonceCount();
    }

    private static String text(@Nullable String maybe) {
        return maybe == null ? "" : maybe;
    }

    /** Puts the question into a 401: with SHA-256 for who can, if that is wanted, with MD5 for the others. */
    void ask(Response response, boolean stale, SipMessages messages) throws ParseException {
        var algorithms = phones.sha256() ? List.of(Digest.Algorithm.values()) : List.of(Digest.Algorithm.MD5);
        for (var algorithm : algorithms) {
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

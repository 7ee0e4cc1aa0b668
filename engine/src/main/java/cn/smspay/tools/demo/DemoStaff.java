package cn.smspay.tools.demo;

import cn.smspay.base.Secret;
import cn.smspay.counter.Caller;
import cn.smspay.counter.Key;
import cn.smspay.counter.Reply;
import cn.smspay.counter.Role;
import cn.smspay.counter.desks.Desks;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Somebody for every desk, and the authenticator that each of them would have in his pocket (RFC 6238). */
final class DemoStaff {
    /** Of all of them. */
    static final String PASSWORD = "DemoStaff2009";

    private static final int STEP_SECONDS = 30;
    private static final int DIGITS = 1_000_000;
    private static final int BITS_A_LETTER = 5;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final List<DemoClerk> PEOPLE = List.of(
            new DemoClerk("clerk", Role.CLERK),
            new DemoClerk("boss", Role.SUPERVISOR),
            new DemoClerk("agent", Role.AGENT),
            new DemoClerk("shop", Role.MERCHANT_USER),
            new DemoClerk("admin", Role.OPERATOR));

    private final Desks desks;
    private final Clock clock;
    private final Map<String, byte[]> secrets = new HashMap<>();

    private record DemoClerk(String name, Role role) {}

    DemoStaff(Desks desks, Clock clock) {
        this.desks = desks;
        this.clock = clock;
    }

    /** Gives everybody a fresh authenticator; the names of those who can log in. */
    List<String> hire() {
        var names = new ArrayList<String>();
        for (DemoClerk person : PEOPLE) {
            var token = invite(person);
            if (token.isPresent() && setUp(person, token.get())) {
                names.add(person.name());
            }
        }
        return names;
    }

    private Optional<Secret> invite(DemoClerk person) {
        var operator = Caller.operator("demo");
        var merchant = person.role() == Role.MERCHANT_USER ? DemoShop.ID : null;
        var added = desks.staff()
                .add(operator, key(operator), person.name(), Set.of(person.role()), merchant)
                .join();
        var reply = added instanceof Reply.Refused<?>
                ? desks.staff().link(operator, key(operator), person.name()).join()
                : added;
        return reply.fold(
                done -> Optional.of(done.value().token()), no -> Optional.empty(), pending -> Optional.empty());
    }

    private boolean setUp(DemoClerk person, Secret token) {
        return desks.staff().setup(token).join() instanceof Reply.Done<?> done
                && done.value() instanceof cn.smspay.counter.desks.StaffDesk.Setup setup
                && accept(person, token, setup.secret());
    }

    private boolean accept(DemoClerk person, Secret token, Secret secret) {
        secrets.put(person.name(), octets(secret.reveal()));
        // A step before the present one, so that the code of now is good for the first login.
        var code = code(secrets.get(person.name()), clock.instant().getEpochSecond() / STEP_SECONDS - 1);
        return desks.staff().accept(token, new Secret(PASSWORD), code, "local").join() instanceof Reply.Done<?>;
    }

    private static Key key(Caller caller) {
        return Key.of(caller, UUID.randomUUID().toString(), "demo");
    }

    /** What the authenticator of somebody shows now. */
    Optional<String> code(String name) {
        return Optional.ofNullable(secrets.get(name))
                .map(secret -> code(secret, clock.instant().getEpochSecond() / STEP_SECONDS));
    }

    private static String code(byte[] secret, long step) {
        try {
            var mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "RAW"));
            var hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int at = hash[hash.length - 1] & 0xF;
            int number = ByteBuffer.wrap(hash, at, Integer.BYTES).getInt() & Integer.MAX_VALUE;
            return String.format(Locale.ROOT, "%06d", number % DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] octets(String base32) {
        var octets = new byte[base32.length() * BITS_A_LETTER / Byte.SIZE];
        long bits = 0;
        int held = 0;
        int at = 0;
        for (char letter : base32.toCharArray()) {
            bits = bits << BITS_A_LETTER | LETTERS.indexOf(letter);
            held += BITS_A_LETTER;
            if (held >= Byte.SIZE && at < octets.length) {
                held -= Byte.SIZE;
                octets[at++] = (byte) (bits >> held);
            }
        }
        return octets;
    }
}

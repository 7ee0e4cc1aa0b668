package cn.smspay.accounts.merchants;

import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.base.Sha256;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Reads;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What partners' programs sign with (R 4.13): two live keys each, so that one can be changed for the other without a gap.
 * Thread-safe.
 */
public final class PartnerKeys {
    private static final Table<String, Row> KEY = Table.of("partner_key", String.class, Row.class);
    private static final Table<NonceId, Nonce> NONCE = Table.of("partner_nonce", NonceId.class, Nonce.class);
    /** Signatures are good for five minutes either way, so nobody asks for a nonce that is older. */
    private static final Duration NONCES_KEPT = Duration.ofMinutes(10);

    /** Keys of programs that call at the same time; of more than these each call asks the database. */
    private static final int REMEMBERED = 10_000;

    private static final int RSA_BITS = 2048;
    private static final int LIVE_MOST = 2;
    private static final int SECRET_OCTETS = 32;
    private static final int ID_OCTETS = 9;
    private static final int STEP = 1_000;
    private static final String SEALED_FOR = "partner key";

    private final Vault vault;
    private final RandomGenerator random;
    /** What doors were shown, by id. Nobody but {@link #put} changes a key while the engine runs. */
    private final Map<String, PartnerKey> known = new ConcurrentHashMap<>();

    private final AtomicLong changes = new AtomicLong();

    public PartnerKeys(Vault vault, RandomGenerator random) {
        this.vault = vault;
        this.random = random;
    }

    /** How a key signs. */
    public enum Kind {
        /** RSA-SHA256 (PKCS #1 v1.5); we know the public key only. */
        RSA,
        /** HMAC-SHA256 with a secret that both know. */
        HMAC
    }

    record Row(
            String id,
            String role,
            String client,
            Kind kind,
            byte[] material,
            boolean test,
            Instant madeAt,
            @Nullable Instant endsAt) {}

    record NonceId(String client, String nonce) {}

    record Nonce(NonceId id, Instant at) {}

    /**
     * A key. It does not print its material.
     *
     * @param role of its holder, as the counter names roles
     * @param client its holder, like a merchant's id
     * @param material a public key (X.509, base64), or a secret in base64
     * @param test orders made with it move no money
     * @param endsAt when it ends or ended
     */
    public record PartnerKey(
            String id,
            String role,
            String client,
            Kind kind,
            String material,
            boolean test,
            Instant madeAt,
            @Nullable Instant endsAt) {
        /** SHA-256 over the public key (DER), in hexadecimal, as {@code openssl} tells it; null for a secret. */
        public @Nullable String fingerprint() {
            return kind == Kind.RSA
                    ? HexFormat.of()
                            .formatHex(
                                    Sha256.digest().digest(Base64.getDecoder().decode(material)))
                    : null;
        }

        public boolean isLive(Instant now) {
            return endsAt == null || now.isBefore(endsAt);
        }

        @Override
        public String toString() {
            return "PartnerKey[" + id + ' ' + client + ' ' + kind + ']';
        }
    }

    /** A new secret that both sides know; its material is to be shown once. */
    public Verdict<PartnerKey> addSecret(Tx tx, String role, String client, boolean test, Instant now) {
        var secret = new byte[SECRET_OCTETS];
        random.nextBytes(secret);
        return add(tx, role, client, Kind.HMAC, Base64.getEncoder().encodeToString(secret), test, now);
    }

    /** @param publicKey RSA of at least 2048 bits, X.509, in base64 or PEM */
    public Verdict<PartnerKey> addPublic(
            Tx tx, String role, String client, String publicKey, boolean test, Instant now) {
        var bare = publicKey.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        return isRsa(bare) ? add(tx, role, client, Kind.RSA, bare, test, now) : Verdict.not(Hindrance.BAD_KEY);
    }

    private static boolean isRsa(String base64) {
        try {
            var octets = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
            return KeyFactory.getInstance("RSA").generatePublic(octets) instanceof RSAPublicKey key
                    && key.getModulus().bitLength() >= RSA_BITS;
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // Whoever brought it is told what is wanted.
            return false;
        }
    }

    private Verdict<PartnerKey> add(
            Tx tx, String role, String client, Kind kind, String material, boolean test, Instant now) {
        if (of(tx, client).stream().filter(key -> key.isLive(now)).count() >= LIVE_MOST) {
            return Verdict.not(Hindrance.TWO_KEYS);
        }
        var id = new byte[ID_OCTETS];
        random.nextBytes(id);
        var key = new PartnerKey(
                "key_" + Base64.getUrlEncoder().encodeToString(id), role, client, kind, material, test, now, null);
        put(tx, key);
        return Verdict.done(key);
    }

    private void put(Tx tx, PartnerKey key) {
        tx.afterCommit(() -> {
            changes.incrementAndGet();
            known.remove(key.id());
        });
        tx.put(
                KEY,
                new Row(
                        key.id(),
                        key.role(),
                        key.client(),
                        key.kind(),
                        vault.seal(key.material(), SEALED_FOR),
                        key.test(),
                        key.madeAt(),
                        key.endsAt()));
    }

    /** Nothing signed with it is taken from {@code at} on. */
    public Verdict<PartnerKey> end(Tx tx, String client, String id, Instant at, Instant now) {
        var found = find(tx, id).filter(key -> key.client().equals(client) && key.isLive(now));
        if (found.isEmpty()) {
            return Verdict.not(Hindrance.UNKNOWN_KEY);
        }
        var key = found.get();
        var ended =
                new PartnerKey(key.id(), key.role(), client, key.kind(), key.material(), key.test(), key.madeAt(), at);
        put(tx, ended);
        return Verdict.done(ended);
    }

    public Optional<PartnerKey> find(Tx tx, String id) {
        return tx.find(KEY, id).map(this::key);
    }

    /** Outside the lane, for doors that look before they ask: remembered until it changes. */
    public Optional<PartnerKey> find(Store store, String id) {
        var remembered = known.get(id);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        long before = changes.get();
        var found = store.read(sql -> read(sql, id));
        found.filter(key -> known.size() < REMEMBERED).ifPresent(key -> {
            known.put(id, key);
            if (changes.get() != before) {
                // It may have been read before a change and put here after it.
                known.remove(id);
            }
        });
        return found;
    }

    private Optional<PartnerKey> read(Handle sql, String id) {
        return sql.createQuery("select " + String.join(", ", KEY.columns()) + " from partner_key where id = :id")
                .bind("id", id)
                .map((row, c) -> key(KEY.read(row)))
                .findFirst();
    }

    private PartnerKey key(Row row) {
        return new PartnerKey(
                row.id(),
                row.role(),
                row.client(),
                row.kind(),
                vault.unseal(row.material(), SEALED_FOR),
                row.test(),
                row.madeAt(),
                row.endsAt());
    }

    /** All keys of a client, newest first. */
    public List<PartnerKey> of(Tx tx, String client) {
        return tx.query(sql -> sql.createQuery("select " + String.join(", ", KEY.columns())
                        + " from partner_key where client = :client order by made_at desc, id")
                .bind("client", client)
                .map((row, c) -> key(KEY.read(row)))
                .list());
    }

    /** What {@link #isFresh} will look for. */
    public static void want(Reads ahead, String client, String nonce) {
        ahead.want(NONCE, new NonceId(client, nonce));
    }

    /** Whether a nonce comes for the first time; it is remembered with that, across restarts. */
    public boolean isFresh(Tx tx, String client, String nonce, Instant now) {
        var id = new NonceId(client, nonce);
        if (tx.find(NONCE, id).isPresent()) {
            return false;
        }
        tx.add(NONCE, new Nonce(id, now));
        return true;
    }

    /** Drops nonces that are too old to matter; some at a time. @return whether there may be more */
    public boolean forget(Tx tx, Instant now) {
        var old = tx.query(sql -> sql.createQuery(
                        "select client, nonce from partner_nonce where at < :before order by at limit :most")
                .bind("before", now.minus(NONCES_KEPT).toEpochMilli())
                .bind("most", STEP)
                .map((row, c) -> new NonceId(row.getString(1), row.getString(2)))
                .list());
        old.forEach(id -> tx.delete(NONCE, id));
        return old.size() == STEP;
    }
}

package cn.smspay.accounts.merchants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.accounts.AccountsFixture;
import cn.smspay.accounts.merchants.PartnerKeys.Kind;
import cn.smspay.accounts.merchants.PartnerKeys.PartnerKey;
import cn.smspay.accounts.merchants.Verdict.Hindrance;
import cn.smspay.base.vault.Vault;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two live keys a partner, keys that are none, ends that are heeded at once, and signatures that come once. */
final class PartnerKeysTest extends AccountsFixture {
    private static final String ROLE = "MERCHANT";

    private PartnerKeys keys;

    @BeforeEach
    void open() {
        keys = new PartnerKeys(Vault.of(World.KEY), new Random(3));
    }

    private Instant now() {
        return world.clock.instant();
    }

    private Verdict<PartnerKey> add(String client) {
        return world.in(tx -> keys.addSecret(tx, ROLE, client, false, now()));
    }

    private PartnerKey added(String client) {
        return add(client).fold(key -> key, (why, facts) -> {
            throw new AssertionError(why);
        });
    }

    private Verdict<PartnerKey> addPublic(String key) {
        return world.in(tx -> keys.addPublic(tx, ROLE, "shop", key, false, now()));
    }

    private Verdict<PartnerKey> end(String client, String id, Instant at) {
        return world.in(tx -> keys.end(tx, client, id, at, now()));
    }

    private static Hindrance why(Verdict<?> verdict) {
        return verdict.<Hindrance>fold(done -> null, (why, facts) -> why);
    }

    private static String publicKey(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return Base64.getEncoder()
                .encodeToString(generator.generateKeyPair().getPublic().getEncoded());
    }

    @Test
    void aPartnerHasTwoLiveKeys() {
        added("shop");
        added("shop");

        assertEquals(Hindrance.TWO_KEYS, why(add("shop")));
        assertNull(why(add("other")));
    }

    @Test
    void aThirdOneComesWhenOneHasEndedAndNotWhileItIsToEnd() {
        var first = added("shop");
        added("shop");
        end("shop", first.id(), now().plus(Duration.ofMinutes(1)));

        world.clock.turn(Duration.ofSeconds(59));
        assertEquals(Hindrance.TWO_KEYS, why(add("shop")));
        world.clock.turn(Duration.ofSeconds(1));
        assertNull(why(add("shop")));
    }

    @Test
    void aKeyIsLiveUntilTheInstantOfItsEnd() {
        var key = added("shop");
        var end = now().plusMillis(2);
        var ended = end("shop", key.id(), end).fold(it -> it, (why, facts) -> {
            throw new AssertionError(why);
        });

        assertTrue(key.isLive(Instant.MAX));
        assertTrue(ended.isLive(end.minusMillis(1)));
        assertFalse(ended.isLive(end));
        assertEquals(key.material(), ended.material());
    }

    @Test
    void whatHasEndedIsUnknownAndSoIsAnothersKey() {
        var key = added("shop");

        assertEquals(Hindrance.UNKNOWN_KEY, why(end("other", key.id(), now())));
        assertEquals(Hindrance.UNKNOWN_KEY, why(end("shop", "key_none", now())));
        assertNull(why(end("shop", key.id(), now())));
        assertEquals(Hindrance.UNKNOWN_KEY, why(end("shop", key.id(), now())));
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, ", "RSA, 2047, BAD_KEY", "EC, 256, BAD_KEY"})
    void aPublicKeyIsRsaOf2048BitsOrMore(String algorithm, int bits, Hindrance why) throws Exception {
        assertEquals(why, why(addPublic(publicKey(algorithm, bits))));
    }

    @ParameterizedTest
    @CsvSource({"''", "not base64!", "AAAA"})
    void whatIsNoKeyIsNone(String text) {
        assertEquals(Hindrance.BAD_KEY, why(addPublic(text)));
        assertEquals(List.of(), world.in(tx -> keys.of(tx, "shop")));
    }

    @Test
    void aKeyInPemIsTheSameKeyAndShownByItsFingerprint() throws Exception {
        var bare = publicKey("RSA", 2048);
        var pem = "-----BEGIN PUBLIC KEY-----\n" + bare.substring(0, 64) + "\r\n" + bare.substring(64)
                + "\n-----END PUBLIC KEY-----\n";

        var key = addPublic(pem).fold(it -> it, (why, facts) -> {
            throw new AssertionError(why);
        });

        assertEquals(bare, key.material());
        assertEquals(Kind.RSA, key.kind());
        assertEquals(
                HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256")
                                .digest(Base64.getDecoder().decode(bare))),
                key.fingerprint());
    }

    @Test
    void aSecretHas256BitsNoFingerprintAndIsNotPrinted() {
        var key = added("shop");

        assertEquals(32, Base64.getDecoder().decode(key.material()).length);
        assertNotEquals(key.material(), added("shop").material());
        assertNull(key.fingerprint());
        assertFalse(key.toString().contains(key.material()));
        var lies = world.store.read(sql -> sql.createQuery("select material from partner_key where id = :id")
                .bind("id", key.id())
                .mapTo(byte[].class)
                .one());
        assertFalse(new String(lies, StandardCharsets.ISO_8859_1).contains(key.material()));
    }

    @Test
    void aDoorHearsOfAnEndAtOnceThoughItRemembersKeys() {
        var key = added("shop");
        assertEquals(Optional.of(key), keys.find(world.store, key.id()));
        assertEquals(Optional.of(key), keys.find(world.store, key.id()));

        end("shop", key.id(), now());

        assertFalse(keys.find(world.store, key.id()).orElseThrow().isLive(now()));
        assertEquals(Optional.empty(), keys.find(world.store, "key_none"));
    }

    @Test
    void keysAreListedNewestFirst() {
        var first = added("shop");
        world.clock.turn(Duration.ofSeconds(1));
        var second = added("shop");
        added("other");

        assertEquals(List.of(second, first), world.in(tx -> keys.of(tx, "shop")));
    }

    private boolean isFresh(String client, String nonce) {
        return world.in(tx -> keys.isFresh(tx, client, nonce, now()));
    }

    @Test
    void aNonceIsFreshOnceForEachPartner() {
        assertTrue(isFresh("shop", "n1"));
        assertFalse(isFresh("shop", "n1"));
        assertTrue(isFresh("other", "n1"));
        assertTrue(isFresh("shop", "n2"));
    }

    @Test
    void aNonceIsForgottenAfterTenMinutes() {
        isFresh("shop", "n1");
        world.clock.turn(Duration.ofMinutes(10));
        assertFalse(forget());
        assertFalse(isFresh("shop", "n1"));

        world.clock.turn(Duration.ofMillis(1));
        assertFalse(forget());
        assertTrue(isFresh("shop", "n1"));
    }

    @ParameterizedTest
    @CsvSource({"999, false", "1000, true"})
    void noncesAreDroppedAThousandAtATime(int count, boolean more) {
        world.in(tx -> {
            for (int i = 0; i < count; i++) {
                keys.isFresh(tx, "shop", "n" + i, now());
            }
            return true;
        });
        world.clock.turn(Duration.ofHours(1));

        assertEquals(more, forget());
        assertFalse(forget());
    }

    private boolean forget() {
        return world.in(tx -> keys.forget(tx, now()));
    }
}

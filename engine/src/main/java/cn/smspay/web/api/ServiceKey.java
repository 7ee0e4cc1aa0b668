package cn.smspay.web.api;

import cn.smspay.base.vault.Vault;
import cn.smspay.store.Job;
import cn.smspay.store.Lane;
import cn.smspay.store.Store;
import cn.smspay.store.Table;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Base64;

/**
 * Our own key pair, with which answers to those partners are signed that sign with RSA. Made when it is first wanted; the private
 * half lies sealed in the database. Thread-safe.
 */
final class ServiceKey {
    private static final Table<String, Row> KEY = Table.of("service_key", String.class, Row.class);
    private static final String NAME = "partner-answers";
    private static final String SEALED_FOR = "service key";
    private static final int BITS = 2048;

    private final String id;
    private final String publicKey;
    private final PrivateKey privateKey;

    record Row(String name, String id, String publicKey, byte[] privateKey, Instant madeAt) {}

    private ServiceKey(Row row, Vault vault) {
        this.id = row.id();
        this.publicKey = row.publicKey();
        this.privateKey = Signatures.privateKey(vault.unseal(row.privateKey(), SEALED_FOR));
    }

    /** Waits for the lane if the key has still to be made. */
    static ServiceKey open(Store store, Lane lane, Vault vault, Instant now) {
        var known = store.read(sql -> sql.createQuery(
                        "select " + String.join(", ", KEY.columns()) + " from service_key where name = :name")
                .bind("name", NAME)
                .map((row, c) -> KEY.read(row))
                .findFirst());
        return new ServiceKey(known.orElseGet(() -> add(lane, make(vault, now))), vault);
    }

    private static Row add(Lane lane, Row fresh) {
        return lane.submit(Job.of(
                        NAME,
                        tx -> tx.find(KEY, NAME).orElseGet(() -> {
                            tx.add(KEY, fresh);
                            return fresh;
                        })))
                .join();
    }

    private static Row make(Vault vault, Instant now) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            return new Row(
                    NAME,
                    "smspay-" + now.getEpochSecond(),
                    base64.encodeToString(pair.getPublic().getEncoded()),
                    vault.seal(base64.encodeToString(pair.getPrivate().getEncoded()), SEALED_FOR),
                    now);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return id;
    }

    /** X.509 in base64. */
    String publicKey() {
        return publicKey;
    }

    String sign(String text) {
        return Signatures.signRsa(privateKey, text);
    }
}

package cn.smspay.accounts.merchants;

import cn.smspay.base.Secret;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The secrets with which partners are shown that a notification is ours; a former one holds on for a day. Thread-safe. */
public final class NotifySecrets {
    private static final Table<String, Row> SECRET = Table.of("partner_secret", String.class, Row.class);
    private static final Duration FORMER_HOLDS = Duration.ofDays(1);
    private static final int OCTETS = 32;
    private static final String SEALED_FOR = "notify secret";

    private final Vault vault;
    private final RandomGenerator random;

    public NotifySecrets(Vault vault, RandomGenerator random) {
        this.vault = vault;
        this.random = random;
    }

    record Row(String client, byte[] present, byte @Nullable [] former, Instant changedAt) {}

    /** A new secret in base64, to be shown once. */
    public Secret change(Tx tx, String client, Instant now) {
        var octets = new byte[OCTETS];
        random.nextBytes(octets);
        var secret = Base64.getEncoder().encodeToString(octets);
        var former = tx.find(SECRET, client).map(Row::present).orElse(null);
        tx.put(SECRET, new Row(client, vault.seal(secret, SEALED_FOR), former, now));
        return new Secret(secret);
    }

    /** With which to sign now, the present one first; a client that has none gets one. */
    public List<Secret> live(Tx tx, String client, Instant now) {
        var row = tx.find(SECRET, client);
        if (row.isEmpty()) {
            return List.of(change(tx, client, now));
        }
        var all = new ArrayList<Secret>();
        all.add(new Secret(vault.unseal(row.get().present(), SEALED_FOR)));
        var former = row.get().former();
        if (former != null && now.isBefore(row.get().changedAt().plus(FORMER_HOLDS))) {
            all.add(new Secret(vault.unseal(former, SEALED_FOR)));
        }
        return all;
    }
}

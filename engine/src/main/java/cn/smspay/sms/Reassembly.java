package cn.smspay.sms;

import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Puts the parts of a long message together (R 3.0.2 step 6). Parts may come in any order, twice, or never; they
 * wait sealed, since their text may be a password.
 */
final class Reassembly {
    private static final Table<Key, Waiting> PART = Table.of("message_part", Key.class, Waiting.class);
    private static final String SEALED_FOR = "message part";

    record Key(String sender, String service, int width, int reference, int total, int number) {}

    record Waiting(Key key, int coding, byte[] sealed, Instant receivedAt) {}

    /**
     * A part that was there.
     *
     * @param coding as {@link UserData#coding} gives it; {@link #UNKNOWN} of parts that an older program kept
     */
    record KeptPart(int coding, byte[] octets) {}

    static final int UNKNOWN = -1;

    private final Vault vault;
    private final Duration patience;

    Reassembly(Vault vault, Duration patience) {
        this.vault = vault;
        this.patience = patience;
    }

    /** Adds a part; all of them in order if this was the last that was missing. */
    Optional<List<KeptPart>> add(
            Tx tx, String sender, String service, Part part, UserData data, int coding, Instant now) {
        var kept = new ArrayList<KeptPart>();
        var keys = new ArrayList<Key>();
        for (int number = 1; number <= part.total(); number++) {
            var key = new Key(sender, service, data.width(), part.reference(), part.total(), number);
            keys.add(key);
            if (number == part.number()) {
                kept.add(new KeptPart(coding, data.content()));
            } else {
                tx.find(PART, key)
                        .filter(waiting -> waiting.receivedAt().plus(patience).isAfter(now))
                        .ifPresent(waiting -> kept.add(opened(waiting)));
            }
        }
        if (kept.size() == part.total()) {
            keys.forEach(key -> tx.delete(PART, key));
            return Optional.of(kept);
        }
        // One character per octet: what they mean is seen when all are together.
        var text = new String(data.content(), StandardCharsets.ISO_8859_1);
        tx.put(PART, new Waiting(keys.get(part.number() - 1), coding, vault.seal(text, SEALED_FOR), now));
        return Optional.empty();
    }

    private KeptPart opened(Waiting waiting) {
        return new KeptPart(
                waiting.coding(), vault.unseal(waiting.sealed(), SEALED_FOR).getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Drops parts whose others never came. */
    void forget(Tx tx, Instant now) {
        tx.change(
                PART,
                sql -> sql.createUpdate("delete from message_part where received_at <= :before")
                        .bind("before", now.minus(patience).toEpochMilli())
                        .execute());
    }
}

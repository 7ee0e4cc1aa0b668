package cn.smspay.sms;

import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Table;
import cn.smspay.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Puts the parts of a long message together (R 3.0.2 step 6). Parts may come in any order, twice, or never; they
 * wait sealed, since their text may be a password.
 */
final class Reassembly {
    private static final Table<Key, Waiting> PART = Table.of("message_part", Key.class, Waiting.class);
    private static final String SEALED_FOR = "message part";

    record Key(String sender, String service, int reference, int total, int number) {}

    record Waiting(Key key, byte[] sealed, Instant receivedAt) {}

    private final Vault vault;
    private final Duration patience;

    Reassembly(Vault vault, Duration patience) {
        this.vault = vault;
        this.patience = patience;
    }

    /** Adds a part; all the octets if this was the last that was missing. */
    Optional<byte[]> add(Tx tx, String sender, String service, Part part, byte[] octets, Instant now) {
        // One character per octet: the parts are decoded together, since a character may be cut between two of them.
        var text = new String(octets, StandardCharsets.ISO_8859_1);
        var texts = new ArrayList<String>();
        var keys = new ArrayList<Key>();
        for (int number = 1; number <= part.total(); number++) {
            var key = new Key(sender, service, part.reference(), part.total(), number);
            keys.add(key);
            if (number == part.number()) {
                texts.add(text);
            } else {
                tx.find(PART, key)
                        .filter(waiting -> waiting.receivedAt().plus(patience).isAfter(now))
                        .ifPresent(waiting -> texts.add(vault.unseal(waiting.sealed(), SEALED_FOR)));
            }
        }
        if (texts.size() == part.total()) {
            keys.forEach(key -> tx.delete(PART, key));
            return Optional.of(String.join("", texts).getBytes(StandardCharsets.ISO_8859_1));
        }
        tx.put(PART, new Waiting(keys.get(part.number() - 1), vault.seal(text, SEALED_FOR), now));
        return Optional.empty();
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

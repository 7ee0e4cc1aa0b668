package cn.smspay.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.text.Part;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.testing.World;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReassemblyTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Reassembly reassembly = new Reassembly(Vault.of(World.KEY), PATIENCE);

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve("t.db")));
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** A part of {@code total}; the whole text if it was the last that was missing. */
    private Optional<String> add(String sender, int reference, int number, int total, String text, Instant now) {
        return add(sender, "10658888", 8, new Part(reference, number, total), text, now);
    }

    private Optional<String> add(String sender, String service, int width, Part part, String text, Instant now) {
        var data = new UserData(text.getBytes(StandardCharsets.US_ASCII), 0, part, width, false, 0, 0);
        return store.write(tx -> reassembly.add(tx, sender, service, part, data, 4, now))
                .map(parts -> parts.stream()
                        .map(kept -> new String(kept.octets(), StandardCharsets.US_ASCII))
                        .collect(Collectors.joining()));
    }

    private Optional<String> add(int number, String text) {
        return add("1", 5, number, 3, text, NOON);
    }

    private long kept() {
        return store.read(sql -> sql.createQuery("select count(*) from message_part")
                .mapTo(Long.class)
                .one());
    }

    @Test
    void partsComeInAnyOrderAndMoreThanOnce() {
        assertEquals(Optional.empty(), add(3, "c"));
        assertEquals(Optional.empty(), add(1, "a"));
        assertEquals(Optional.empty(), add(1, "A"));
        assertEquals(Optional.of("Abc"), add(2, "b"));
        assertEquals(0, kept(), "nothing waits any more");
    }

    @Test
    void partsOfAnotherMessageAreNotMixedIn() {
        add("1", 5, 1, 2, "a", NOON);

        assertEquals(Optional.empty(), add("2", 5, 2, 2, "x", NOON), "of another phone");
        assertEquals(Optional.empty(), add("1", 6, 2, 2, "x", NOON), "of another reference");
        assertEquals(Optional.empty(), add("1", 5, 2, 3, "x", NOON), "of another length");
        var second = new Part(5, 2, 2);
        assertEquals(Optional.empty(), add("1", "10658888", 16, second, "x", NOON), "a reference of another width");
        assertEquals(Optional.empty(), add("1", "10658888", 0, second, "x", NOON), "one of SAR parameters");
        assertEquals(Optional.empty(), add("1", "12588", 8, second, "x", NOON), "to another number");
        assertEquals(Optional.of("ab"), add("1", 5, 2, 2, "b", NOON));
    }

    @Test
    void aPartWaitsAsLongAsItsPatienceAndNoLonger() {
        add("1", 5, 1, 2, "a", NOON);
        add("2", 5, 1, 2, "a", NOON);

        assertEquals(
                Optional.of("ab"), add("1", 5, 2, 2, "b", NOON.plus(PATIENCE).minusMillis(1)));
        assertEquals(Optional.empty(), add("2", 5, 2, 2, "b", NOON.plus(PATIENCE)));
        assertEquals(Optional.of("cb"), add("2", 5, 1, 2, "c", NOON.plus(PATIENCE)), "its other half is young still");
    }

    @Test
    void whatIsTooOldIsDropped() {
        add("1", 5, 1, 2, "a", NOON);
        add("2", 5, 1, 2, "a", NOON.plusMillis(1));

        store.write(tx -> {
            reassembly.forget(tx, NOON.plus(PATIENCE));
            return true;
        });

        assertEquals(1, kept());
    }

    @Test
    void whatWaitsLiesSealed() {
        add(1, "135792");

        var lies = store.read(sql -> sql.createQuery("select sealed from message_part")
                .mapTo(byte[].class)
                .one());

        assertEquals(-1, new String(lies, StandardCharsets.ISO_8859_1).indexOf("135792"));
    }
}

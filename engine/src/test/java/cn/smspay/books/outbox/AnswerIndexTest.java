package cn.smspay.books.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Msisdn;
import cn.smspay.base.OutboxId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.vault.Vault;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers to one number are the same with files, without them and with wrong ones. */
final class AnswerIndexTest {
    private static final int SPAN = 8;
    private static final int NUMBERS = 5;
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");

    @TempDir
    private Path folder;

    private Store store;
    private Outbox outbox;
    private Path files;
    private AnswerIndex index;
    /** The ids of the answers to each number, oldest first. */
    private final Map<Msisdn, List<Long>> sent =
            new TreeMap<>((a, b) -> a.digits().compareTo(b.digits()));

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
        outbox = new Outbox(store, Vault.ofAMoment("00".repeat(32)));
        files = folder.resolve(AnswerIndex.FOLDER);
        index = new AnswerIndex(store, files, SPAN);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void answers(int count) {
        store.write(tx -> {
            for (int i = 0; i < count; i++) {
                var to = new Msisdn(Long.toString(13_800_000_000L + (i * 7 + count) % NUMBERS));
                var id = outbox.add(
                        tx,
                        new Outbox.OutgoingAnswer(to, new ServiceNumber("10658888"), "t", "text", false, null, null),
                        NOON.plusSeconds(i));
                outbox.sent(tx, id, 1, NOON);
                sent.computeIfAbsent(to, n -> new ArrayList<>()).add(id.value());
            }
            return count;
        });
    }

    private void agrees() {
        sent.forEach((number, ids) -> {
            var newest = new ArrayList<>(ids);
            Collections.reverse(newest);
            assertEquals(newest, ids(index.lastTo(number, 1_000)), number.digits());
            assertEquals(newest.subList(0, Math.min(3, newest.size())), ids(index.lastTo(number, 3)));
            assertEquals(
                    newest.stream().filter(id -> id >= 5 && id <= 19).toList(),
                    ids(index.between(number, 5, 19, 1_000)));
        });
        assertEquals(List.of(), index.lastTo(new Msisdn("13999999999"), 10));
    }

    private static List<Long> ids(List<Downlink> answers) {
        return answers.stream().map(answer -> answer.id().value()).toList();
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.sorted().toList();
        }
    }

    /** Those of the files and those of the rest; and nobody else's. */
    @Test
    void theTextsToOneNumberAreWipedAndNoOthers() {
        answers(30);
        index.extend(2);
        answers(7);
        var one = new Msisdn("13800000003");
        var known = index.lastTo(one, 1_000);

        int wiped = store.write(tx -> outbox.wipeTexts(tx, known));

        assertEquals(sent.get(one).size(), wiped);
        sent.forEach((number, ids) -> {
            for (var answer : index.lastTo(number, 1_000)) {
                assertEquals(number.equals(one), answer.text() == null, number + " " + answer.id());
            }
        });
        int again = store.write(tx -> outbox.wipeTexts(tx, known));
        assertEquals(0, again);
    }

    @Test
    void findsWhatIsInFilesAndWhatCameSince() throws IOException {
        agrees();
        answers(30);
        agrees();
        assertEquals(2, index.extend(2));
        agrees();
        assertEquals(1, index.extend(2));
        assertEquals(0, index.extend(2));
        assertEquals(3, made().size(), made().toString());
        agrees();
        answers(7);
        agrees();
    }

    @Test
    void aLostADamagedAndAForeignFileCostTimeAndNothingElse() throws IOException {
        answers(30);
        index.extend(10);
        var whole = made();
        var second = Files.readAllBytes(whole.get(1));

        Files.write(whole.get(0), new byte[] {1, 2, 3});
        Files.write(whole.get(1), Files.readAllBytes(whole.get(2)));
        Files.delete(whole.get(2));
        agrees();

        Files.delete(whole.get(1));
        Files.write(files.resolve(whole.get(1).getFileName().toString().replaceFirst(".$", "x")), second);
        Files.write(files.resolve("000000000000009-0123456789abcdef"), second);
        agrees();
        assertTrue(index.extend(10) > 0);
        agrees();
    }

    @Test
    void answersThatAreGoneTakeTheirFilesWithThem() throws IOException {
        answers(30);
        index.extend(10);
        store.write(tx -> outbox.dropDecided(tx, new OutboxId(0), NOON.plusSeconds(12), 100));
        sent.values().forEach(ids -> ids.removeIf(id -> id <= 12));
        agrees();

        assertEquals(0, index.extend(10));
        assertEquals(2, made().size(), made().toString());
        agrees();
    }
}

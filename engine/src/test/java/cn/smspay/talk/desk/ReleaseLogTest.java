package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.ReleaseLog.How;
import cn.smspay.talk.desk.ReleaseLog.New;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was served since when, and by whom. */
final class ReleaseLogTest {
    private static final Instant NOON = Instant.parse("2009-11-02T04:00:00Z");
    /** Of so many entries the files are kept. */
    private static final int KEPT = 50;

    @TempDir
    Path folder;

    private Store store;
    private ReleaseLog log;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
        log = new ReleaseLog(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private ReleaseLog.LoggedRelease add(long after, How how, String who, String note, Set<String> stopped) {
        return log.add(after, files(after + 1), new New(how, who, note, "in order", stopped), NOON.plusSeconds(after));
    }

    private static Map<String, String> files(long number) {
        return Map.of("dialogs/kt.yaml", "# " + number);
    }

    @Test
    void anEntryTellsWhoDidWhatWhenAndWhy() {
        assertEquals(Optional.empty(), log.newest());
        add(0, How.START, "start", "", Set.of());
        var second = add(1, How.STOP, "li", "a slip", Set.of("tx", "kt"));

        assertEquals(Optional.of(second), log.newest());
        assertEquals("release 2 (stop by li: a slip)", second.called());
        assertEquals(Set.of("kt", "tx"), second.stopped());
        assertEquals(NOON.plusSeconds(1), second.at());
        assertTrue(second.isDeliberate());
        var first = log.entry(1).orElseThrow();
        assertEquals("release 1 (start by start)", first.called());
        assertFalse(first.isDeliberate());
        assertEquals(files(1), log.files(1));
        assertEquals(Map.of(), log.files(7));
        assertEquals(Optional.empty(), log.entry(7));
    }

    @Test
    void whoIsSecondIsToldWhoseIsNewerAndWritesNothing() {
        add(0, How.START, "start", "", Set.of());
        add(1, How.RELEASE, "li", "", Set.of());

        var told = assertThrows(ReleaseLog.Overtaken.class, () -> add(1, How.RELEASE, "wang", "", Set.of()));

        assertEquals("release 2 (release by li)", told.newest().called());
        assertEquals(2, log.list(Integer.MAX_VALUE).size());
    }

    @Test
    void theFilesOfOldEntriesGoAndTheirWordsStay() {
        for (int i = 0; i <= KEPT; i++) {
            add(i, How.RELEASE, "li", "note " + i, Set.of());
        }

        assertEquals(Map.of(), log.files(1));
        assertEquals(files(2), log.files(2));
        assertEquals("note 0", log.entry(1).orElseThrow().note());
        assertEquals(KEPT + 1, log.list(Integer.MAX_VALUE).size());
        assertEquals(KEPT + 1L, log.list(1).get(0).number());
    }
}

package cn.smspay.app.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.desk.ReleaseLog;
import cn.smspay.talk.desk.ReleaseLog.How;
import cn.smspay.talk.desk.ReleaseLog.New;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases are listed newest first, as many as are wanted, and none is said to be none. */
final class ReleaseListTest {
    @TempDir
    Path folder;

    private Commands.Ran list(String... more) {
        var words = new java.util.ArrayList<>(List.of("release", "list", "--data", folder.toString()));
        words.addAll(List.of(more));
        return Commands.run(words.toArray(String[]::new));
    }

    private void releases(int count) {
        try (var store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)))) {
            for (int i = 0; i < count; i++) {
                new ReleaseLog(store)
                        .add(
                                i,
                                Map.of("dialogs/kt.yaml", "version " + i),
                                new New(How.RELEASE, "li", i == 0 ? "" : "note " + i, "", Set.of()),
                                Instant.EPOCH.plusSeconds(i));
            }
        }
    }

    @Test
    void atLeastOneIsWanted() {
        releases(1);
        for (String most : List.of("0", "-1")) {
            var ran = list("--most=" + most);
            assertEquals(2, ran.code());
            assertTrue(ran.err().contains("--most is a number from 1, not " + most), ran.err());
        }
        assertEquals(1, list("--most=1").out().lines().count());
    }

    @Test
    void noneAreSaidToBeNone() {
        releases(0);

        var ran = list();

        assertEquals(0, ran.code(), ran.err());
        assertEquals("Nothing was released yet.", ran.out().strip());
    }

    @Test
    void theNewestComesFirstAndTwentyAreUsual() {
        releases(21);

        var all = list("--most", "30").out().lines().toList();
        var usual = list().out().lines().toList();

        assertEquals(21, all.size());
        assertEquals(all.subList(0, 20), usual);
        assertTrue(all.get(0).startsWith("21  1970-01-01 08:00:20  "), all.get(0));
        assertTrue(all.get(0).endsWith("release by li: note 20"), all.get(0));
        assertTrue(all.get(20).endsWith("release by li"), "without a note: " + all.get(20));
    }

    @Test
    void aFolderWithoutADatabaseHasNone() {
        var ran = list();

        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("name the folder with --data"), ran.err());
    }
}

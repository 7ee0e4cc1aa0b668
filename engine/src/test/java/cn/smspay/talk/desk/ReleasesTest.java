package cn.smspay.talk.desk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Channel;
import cn.smspay.base.ConversationId;
import cn.smspay.base.ServiceNumber;
import cn.smspay.base.SubscriptionId;
import cn.smspay.store.Store;
import cn.smspay.store.sqlite.StoreSettings;
import cn.smspay.talk.actions.ServiceCatalogue;
import cn.smspay.talk.dialogue.Conversation;
import cn.smspay.talk.reading.ScriptFiles;
import cn.smspay.talk.script.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files an engine must know when it starts. */
final class ReleasesTest {
    private static final Instant NOON = Instant.parse("2026-11-30T04:00:00Z");

    @TempDir
    Path folder;

    private Store store;
    private Releases releases;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.engine(folder.resolve(StoreSettings.FILE)));
        releases = new Releases(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void nothingOlderIsNeededAtTheFirstStart() throws IOException {
        assertEquals(List.of(), releases.begin(shipped(), NOON));
    }

    @Test
    void filesWithTheSameMeaningServeAConversationThatIsUnderWay() throws IOException {
        releases.begin(shipped(), NOON);
        waits(shipped(), NOON.plus(Duration.ofMinutes(10)));

        assertEquals(List.of(), releases.begin(edited("提现", "取现"), NOON.plusSeconds(60)));
    }

    @Test
    void olderFilesAreKeptWhileAConversationWaitsInThemAcrossAnyNumberOfStarts() throws IOException {
        releases.begin(shipped(), NOON);
        waits(shipped(), NOON.plus(Duration.ofMinutes(10)));
        var newer = edited("ask_amount", "ask_sum");

        for (int start = 1; start <= 3; start++) {
            var older = releases.begin(newer, NOON.plusSeconds(60L * start));

            assertEquals(
                    List.of(version(shipped())),
                    older.stream().map(ReleasesTest::version).toList());
        }
    }

    @Test
    void olderFilesAreDroppedWhenTheLastConversationInThemIsOver() throws IOException {
        releases.begin(shipped(), NOON);
        waits(shipped(), NOON.plus(Duration.ofMinutes(10)));
        var newer = edited("ask_amount", "ask_sum");
        releases.begin(newer, NOON.plusSeconds(60));

        assertEquals(List.of(), releases.begin(newer, NOON.plus(Duration.ofMinutes(11))));
        assertEquals(1, kept());
    }

    @Test
    void aReleaseThatThisProgramCannotReadHindersNoStart() throws IOException {
        releases.begin(shipped(), NOON);
        waits(shipped(), NOON.plus(Duration.ofMinutes(10)));
        store.write(tx -> {
            tx.put(Releases.RELEASE, new Releases.Row("broken", NOON, Releases.packed(Map.of("dialogs/x.yaml", "{"))));
            return null;
        });

        assertEquals(List.of(), releases.begin(shipped(), NOON.plusSeconds(60)));
    }

    private long kept() {
        return store.read(sql -> sql.createQuery("select count(*) from dialogue_release")
                .mapTo(Long.class)
                .one());
    }

    private void waits(Scripts scripts, Instant until) {
        store.write(tx -> {
            var key = new Conversations.Key(new SubscriptionId(1), new ServiceNumber("10658888"), 0);
            tx.put(
                    Conversations.ROW,
                    new Conversations.Row(
                            key,
                            new ConversationId(1),
                            "tx",
                            version(scripts),
                            Conversation.State.ASKING,
                            "ask_amount",
                            "{}",
                            0,
                            0,
                            until,
                            "zh",
                            Channel.SMS,
                            Conversations.NO_UPLINK));
            return null;
        });
    }

    private static String version(Scripts scripts) {
        var dialog = scripts.dialogs().get("tx");
        return dialog == null ? "" : dialog.version();
    }

    private static Scripts shipped() throws IOException {
        return ScriptFiles.read(files(), ServiceCatalogue.catalogue()).orThrow();
    }

    private static Scripts edited(String from, String to) throws IOException {
        var files = files();
        files.computeIfPresent("dialogs/tx.yaml", (name, text) -> text.replace(from, to));
        return ScriptFiles.read(files, ServiceCatalogue.catalogue()).orThrow();
    }

    private static Map<String, String> files() throws IOException {
        var root = Path.of(System.getProperty("smspay.root", ".."));
        var files = new TreeMap<String, String>();
        for (String part : List.of("dialogs", "ivr-scripts")) {
            try (var paths = Files.list(root.resolve(part))) {
                for (Path path :
                        paths.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                    files.put(part + "/" + path.getFileName(), Files.readString(path));
                }
            }
        }
        return files;
    }
}

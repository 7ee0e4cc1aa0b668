package cn.smspay.app.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cn.smspay.base.Secret;
import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.LocalConfig;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that are saved while an engine watches them reach subscribers when they stand still and are in order, and only then. */
@Timeout(120)
final class FolderWatchTest {
    private static final String MARY = "13800000001";
    private static final String MENU = "请回复数字选择帮助：1账户，2查询，3充值缴费。回复0退出。";
    private static final String SHORTER = MENU.replace("选择", "选");

    @TempDir
    Path folder;

    private Service service;
    private FolderWatch watch;
    private Path bz;
    private String whole;

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectory(folder.resolve(name));
            try (var files = Files.list(Service.HOME.resolve(name))) {
                // One transcript is played, to be quick.
                for (var file : files.filter(each -> each.toString().endsWith(".yaml") || each.endsWith("bz.chat"))
                        .toList()) {
                    Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        bz = folder.resolve("dialogs/bz.yaml");
        whole = Files.readString(bz);
        service = new Service(
                folder.resolve("data"),
                usual -> LocalConfig.of(
                        folder,
                        folder.resolve("data"),
                        new Secret(World.KEY),
                        usual.binds().get(0).peer().port()));
        watch = new FolderWatch(
                AuthorSettings.of(service.engine().config()), service.engine().publisher(), Service.HOME);
    }

    @AfterEach
    void stop() {
        watch.close();
        service.close();
    }

    private void save(String text) throws IOException {
        Files.writeString(bz, text);
    }

    /** Looks until what was saved has settled. */
    private void looks() {
        watch.round();
        watch.round();
    }

    private long newest() {
        return service.engine().publisher().newest();
    }

    private String answer() {
        return service.say(MARY, "BZ").get(0);
    }

    @Test
    void onlyWhatIsWholeAndInOrderIsReleased() throws IOException {
        looks();
        assertEquals(1, newest(), "nothing has changed since the start");

        // Written in pieces: each look sees another size, and none is taken for the file.
        for (int piece = 1; piece <= 4; piece++) {
            save(whole.substring(0, whole.length() * piece / 5));
            watch.round();
        }
        assertEquals(1, newest());
        assertEquals(MENU, answer());

        // The editor hangs in the middle: the half stands still, is at fault, and is not released.
        looks();
        assertEquals(1, newest());

        // It comes to its end; what it says now has no transcript, and is not released either.
        var shorter = whole.replace("选择帮助：", "选帮助：");
        save(shorter);
        looks();
        assertEquals(1, newest());
        assertEquals(MENU, answer());

        var chat = folder.resolve("dialogs/bz.chat");
        Files.writeString(chat, Files.readString(chat).replace("选择帮助：", "选帮助："));
        watch.round();
        assertEquals(1, newest(), "it may still be written to");
        watch.round();
        assertEquals(2, newest());
        assertEquals(SHORTER, answer());
        assertEquals(
                "watch", service.engine().publisher().log().newest().orElseThrow().who());
    }

    @Test
    void aFileThatIsGoneStaysServedAndIsNoReleaseWhenItIsPutBack() throws IOException {
        answer();
        Files.delete(bz);
        looks();
        assertEquals(1, newest());
        assertEquals("充值缴费：1充值卡充值，2缴话费，9返回。", service.say(MARY, "3").get(0));
        assertEquals(MENU, answer());

        save(whole);
        looks();
        assertEquals(1, newest());

        var away = folder.resolve("away");
        Files.move(folder.resolve("dialogs"), away);
        looks();
        Files.move(away, folder.resolve("dialogs"));
        looks();
        assertEquals(1, newest(), "the whole folder was away, and is back");

        save(whole + "# a remark\n");
        looks();
        assertEquals(2, newest());
        assertEquals(MENU, answer());
    }
}

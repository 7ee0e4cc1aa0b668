package cn.smspay.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.base.Secret;
import cn.smspay.cli.Exit;
import cn.smspay.engine.FaultyScripts;
import cn.smspay.engine.LocalConfig;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.engine.Reload;
import cn.smspay.outside.simulator.Handset;
import cn.smspay.testing.Service;
import cn.smspay.testing.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An author changes the files of a folder in every way while conversations wait, and no subscriber notices. */
@Timeout(120)
final class WaitingTest {
    private static final String MARY = "13800000001";
    private static final String MENU = "请回复数字选择帮助：1账户，2查询，3充值缴费。回复0退出。";
    private static final String PAY = "充值缴费：1充值卡充值，2缴话费，9返回。";
    private static final int WAITING = 10_000;
    /** So many answer after each change, at 500 a second by the clock of the service; the others wait on. */
    private static final int GROUP = 300;

    private static final int IN_FLIGHT = 500;
    private static final Duration APART = Duration.ofMillis(2);

    @TempDir
    Path folder;

    private Service service;

    @BeforeEach
    void start() throws IOException {
        for (String name : List.of("dialogs", "ivr-scripts")) {
            Files.createDirectory(folder.resolve(name));
            try (var files = Files.list(Service.HOME.resolve(name))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, folder.resolve(name).resolve(file.getFileName()));
                }
            }
        }
        service = new Service(
                folder.resolve("data"),
                usual -> LocalConfig.of(
                        folder,
                        folder.resolve("data"),
                        new Secret(World.KEY),
                        usual.binds().get(0).peer().port()));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Path bz() {
        return folder.resolve("dialogs/bz.yaml");
    }

    private void edit(String from, String to) {
        try {
            var text = Files.readString(bz());
            assertTrue(text.contains(from), from);
            Files.writeString(bz(), text.replace(from, to));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Reload reloading() {
        return service.engine().reloadFrom(() -> service.engine().config());
    }

    private void reload() {
        try {
            var done = reloading().again().done();
            assertTrue(done.get(0).startsWith("dialogues: dialogs/bz.yaml counts"), done.toString());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void release() {
        var publisher = service.engine().publisher();
        var files = new TreeMap<>(publisher.log().files(publisher.newest()));
        try {
            files.put("dialogs/bz.yaml", Files.readString(bz()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        publisher.publish(new ReleaseRequest(files, "li", "", "", publisher.newest(), Set.of(), Set.of()));
    }

    /** A remark, a word, and the name of the step that is waited in, each by a reload, a restart and a release. */
    private List<Runnable> changes() {
        var changes = new ArrayList<Runnable>();
        for (int i = 1; i <= 3; i++) {
            var number = Integer.toString(i);
            var before = i == 1 ? "" : Integer.toString(i - 1);
            var way = List.<Runnable>of(this::reload, () -> service.restart(), this::release)
                    .get(i - 1);
            changes.add(() -> {
                edit("dialog: bz", "# remark " + number + "\ndialog: bz");
                way.run();
            });
            changes.add(() -> {
                edit("缴费" + before + "：<options>。", "缴费" + number + "：<options>。");
                way.run();
            });
            changes.add(() -> {
                edit("next: main" + before + "\n", "next: main" + number + "\n");
                edit("\n  main" + before + ":", "\n  main" + number + ":");
                way.run();
            });
        }
        return changes;
    }

    @Test
    void tenThousandConversationsWaitWhileRemarkWordAndStepAreReloadedRestartedAndReleased() {
        var phones = new ArrayList<Handset>();
        for (int i = 0; i < WAITING; i++) {
            phones.add(service.smsc.handset(String.format(Locale.ROOT, "138001%05d", i)));
        }
        all(phones, "BZ");
        var changes = changes();
        int answered = (changes.size() + 1) * GROUP;
        for (int group = 0; group <= changes.size(); group++) {
            if (group > 0) {
                changes.get(group - 1).run();
            }
            all(phones.subList(group * GROUP, (group + 1) * GROUP), "3");
        }

        for (Handset phone : phones.subList(0, answered)) {
            var texts = phone.texts();
            assertEquals(2, texts.size(), "one answer a message");
            assertEquals(MENU, texts.get(0).text());
            assertTrue(
                    texts.get(1).text().matches("充值缴费[1-3]*：1充值卡充值，2缴话费，9返回。"),
                    texts.get(1).text());
        }
        assertEquals(WAITING + answered, service.number("select count(*) from charge"));
        assertEquals(
                WAITING,
                service.number("select count(*) from conversation where slot = 0 and state = 'ASKING'"),
                "who has answered is asked the next question, the others are still asked the first");
    }

    /** Everybody sends a text. */
    private void all(List<Handset> phones, String text) {
        var sent = new ArrayList<CompletableFuture<Integer>>();
        for (Handset phone : phones) {
            sent.add(phone.send(Service.NUMBER, text));
            service.clock.turn(APART);
            if (sent.size() % IN_FLIGHT == 0) {
                sent.forEach(Service::get);
            }
        }
        sent.forEach(each -> assertEquals(0, Service.get(each)));
        service.settle();
    }

    @Test
    void aFileThatIsGoneOrHalfWrittenAtAReloadChangesNothing() throws Exception {
        assertEquals(List.of(MENU), service.say(MARY, "BZ"));
        var whole = Files.readString(bz());

        var gx = folder.resolve("dialogs/gx.yaml");
        var other = Files.readString(gx);
        Files.delete(gx);
        var gone = assertThrows(FaultyScripts.class, () -> reloading().again());
        assertTrue(
                String.valueOf(gone.getMessage())
                        .contains("the text tells to send \"GX\", which no dialogue understands"),
                gone.getMessage());
        assertEquals(List.of(PAY), service.say(MARY, "3"));
        assertFalse(service.say(MARY, "GX").get(0).startsWith("未能识别"), "it is still served");
        Files.writeString(gx, other);
        service.say(MARY, "BZ");

        for (int half : List.of(0, 1, whole.length() / 3, whole.length() / 2, whole.length() - 40)) {
            Files.writeString(bz(), whole.substring(0, half));
            var faults = assertThrows(FaultyScripts.class, () -> reloading().again());
            assertTrue(String.valueOf(faults.getMessage()).contains("dialogs/bz.yaml"), faults.getMessage());
            assertEquals(List.of(MENU), service.say(MARY, "BZ"));
        }

        Files.writeString(bz(), whole);
        assertEquals(List.of("nothing has changed"), reloading().again().done());
    }

    @Test
    void aReloadDoesNotUndoWhatSomebodyReleased() throws Exception {
        edit("选择帮助：", "选帮助：");
        release();
        edit("选帮助：", "选择帮助：");

        var done = reloading().again().done();

        assertTrue(done.get(0).contains("release 2 (release by li) is newer and stays"), done.toString());
        assertEquals(List.of(MENU.replace("选择", "选")), service.say(MARY, "BZ"));

        var kt = folder.resolve("dialogs/kt.yaml");
        Files.writeString(kt, Files.readString(kt) + "# seen by nobody\n");
        var refused = assertThrows(Exit.Refused.class, () -> reloading().again());
        assertTrue(String.valueOf(refused.getMessage()).contains("would undo what release 2"), refused.getMessage());
    }
}

package cn.smspay.app.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cn.smspay.app.Commands;
import cn.smspay.cli.Exit;
import cn.smspay.config.AuthorSettings;
import cn.smspay.engine.ReleasePublisher.ReleaseRequest;
import cn.smspay.engine.ScriptGate;
import cn.smspay.testing.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two authors release to one engine, and to a folder on which none runs. */
@Timeout(120)
final class ReleaseSideTest {
    @TempDir
    Path folder;

    private static ReleaseRequest wish(Map<String, String> files, long after) {
        return new ReleaseRequest(files, "", "a note", "in order", after, Set.of(), Set.of());
    }

    private static Map<String, String> edited(Map<String, String> files, String from, String to) {
        var all = new TreeMap<>(files);
        all.computeIfPresent("dialogs/bz.yaml", (name, text) -> text.replace(from, to));
        assertFalse(all.equals(files), from);
        return all;
    }

    private static String refused(ReleaseSide side, ReleaseRequest wish) {
        return String.valueOf(
                assertThrows(Exit.Refused.class, () -> side.publish(wish)).getMessage());
    }

    /** Of {@link ReleaseList}. */
    @Test
    void noReleasesAtAllAreNoList() {
        var ran = Commands.run("release", "list", "--most", "0", "--data", folder.toString());

        assertEquals(2, ran.code());
        assertTrue(ran.err().contains("--most is a number from 1, not 0"), ran.err());
    }

    @Test
    void theSecondIsToldWhoseReleaseIsNewerWithAnEngineAndWithout() throws IOException {
        var data = folder.resolve("data");
        ScriptGate gate;
        try (var service = new Service(data)) {
            gate = new ScriptGate(AuthorSettings.of(service.engine().config()));
            try (var li = ReleaseSide.of(data, gate);
                    var wang = ReleaseSide.of(data, gate)) {
                assertTrue(li instanceof ReleaseSide.Running);
                two(li, wang);
            }
            try (var files = Files.list(data)) {
                assertEquals(
                        0,
                        files.filter(each -> each.toString().endsWith(".gz")).count(),
                        "what was handed over lies nowhere");
            }
        }
        try (var li = ReleaseSide.of(data, gate);
                var wang = ReleaseSide.of(data, gate)) {
            assertTrue(li instanceof ReleaseSide.Resting);
            two(li, wang);
            assertTrue(li.back(0, "a slip").endsWith("It is served when an engine starts on this folder."));
            assertTrue(assertThrows(Exit.Refused.class, () -> li.back(99, ""))
                    .getMessage()
                    .contains("there is no release 99"));
            assertTrue(assertThrows(Exit.Refused.class, () -> li.stop(Set.of("tz"), ""))
                    .getMessage()
                    .contains("there is no dialogue tz"));
            assertTrue(assertThrows(Exit.Refused.class, () -> li.go(""))
                    .getMessage()
                    .contains("nothing is stopped"));
        }
        var nothing = folder.resolve("nothing");
        Files.createDirectory(nothing);
        assertTrue(assertThrows(Exit.Refused.class, () -> ReleaseSide.of(nothing, gate))
                .getMessage()
                .contains("name the folder with --data"));
    }

    /** While the files are checked nothing is said, and an engine ends a connection on which nothing is said. */
    @Test
    void aConnectionThatTheEngineHasEndedIsNotNeededAnyMore() throws IOException {
        var data = folder.resolve("data");
        var left = new AtomicReference<ReleaseSide>();
        try (var service = new Service(data)) {
            var gate = new ScriptGate(AuthorSettings.of(service.engine().config()));
            var side = ReleaseSide.of(data, gate);
            long before = side.newest();

            service.restart();

            assertTrue(side.newest() >= before);
            left.set(side);
        }
        assertTrue(assertThrows(Exit.Refused.class, left.get()::newest)
                .getMessage()
                .startsWith("the engine has stopped meanwhile"));
    }

    private static void shown(ReleaseSide side, long number) throws IOException {
        var lines = side.show(number);
        assertTrue(lines.get(0).startsWith(number + "  "), lines.toString());
        assertTrue(lines.get(1).matches("  hash: [0-9a-f]{64}"), lines.toString());
        assertEquals(List.of("  report: in order", "  changed: dialogs/bz.yaml"), lines.subList(2, 4));
        for (long none : List.of(0L, -1L, 99L)) {
            assertTrue(assertThrows(Exit.Refused.class, () -> side.show(none))
                    .getMessage()
                    .startsWith("there is no release " + none));
        }
        assertTrue(side.show(1).get(3).startsWith("  changed: it is the first, with "));
    }

    private static void two(ReleaseSide li, ReleaseSide wang) throws IOException {
        long both = li.newest();
        var files = li.files(both);
        var first = files.getOrDefault("dialogs/bz.yaml", "").contains("选择帮助：") ? "选择帮助：" : "选帮助：";
        var other = first.equals("选择帮助：") ? "选帮助：" : "选择帮助：";
        assertTrue(li.publish(wish(edited(files, first, other), both)).startsWith("Release " + (both + 1) + " is "));

        var told = refused(wang, wish(edited(files, "回复0退出。", "退出请回复0。"), both));

        assertTrue(told.startsWith("release " + (both + 1) + " (release by "), told);
        assertTrue(told.contains("a note) came while you checked"), told);
        assertEquals(both + 1, wang.newest(), "nothing was written");
        assertTrue(refused(wang, wish(wang.files(both + 1), both + 1)).startsWith("nothing has changed"));
        var line = wang.list(1).get(0).line();
        shown(wang, both + 1);
        assertTrue(line.matches((both + 1) + "  2[0-9-]+ [0-9:]+  [0-9a-f]{8}  release by .*: a note"), line);
    }
}
